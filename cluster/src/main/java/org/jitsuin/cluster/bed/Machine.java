package org.jitsuin.cluster.bed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** One machine of a bed: a network namespace, and the processes in it. */
public final class Machine {
  private static final Duration ARRIVAL = Duration.ofMinutes(1);
  private static final Duration ENDING = Duration.ofMinutes(1);

  private final BedPlace place;
  private final String name;

  Machine(BedPlace place, String name) {
    this.place = place;
    this.name = name;
  }

  String name() {
    return name;
  }

  private List<String> inside(List<String> command) {
    List<String> whole = new ArrayList<>(ip("netns", "exec", place.namespace(name)));
    whole.addAll(command);
    return whole;
  }

  static List<String> ip(String... words) {
    List<String> command = new ArrayList<>();
    command.add(SystemCommand.find("ip", "iproute2").toString());
    command.addAll(List.of(words));
    return command;
  }

  /** Runs a program there to its end. */
  public String run(List<String> command) {
    return SystemCommand.run(inside(command), List.of());
  }

  /**
   * Prepares a program to be run there, without the variables of whoever runs this one.
   *
   * @param output the file that its output is appended to
   */
  ProcessBuilder builder(List<String> command, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(inside(command))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("JITSUIN_"));
    return builder;
  }

  /**
   * Starts a program there that goes on when this one ends, unless it runs.
   *
   * @param process what it is called here, as {@code haproxy}
   */
  void start(String process, List<String> command, Map<String, String> environment, Path output) {
    if (process(process).isPresent()) {
      return;
    }
    List<String> apart = new ArrayList<>();
    apart.add(SystemCommand.find("setsid", "util-linux").toString());
    apart.addAll(inside(command));
    ProcessBuilder builder =
        builder(command, output).command(apart).directory(place.run().toFile());
    builder.environment().putAll(environment);
    try {
      Process started = builder.start();
      Files.writeString(number(process), Long.toString(started.pid()));
      // It is on its way there for a moment.
      Waiting.until(
          ARRIVAL,
          () -> numbers().contains(started.pid()) || !started.isAlive(),
          () -> false,
          () -> command.getFirst() + " does not come to " + name);
    } catch (IOException e) {
      throw new SetupFailure(command.getFirst() + " cannot be started: " + e.getMessage(), e);
    }
  }

  private Path number(String process) {
    return place.run().resolve(name + "." + process + ".pid");
  }

  /** The process of that name, if it runs and is one of this machine. */
  public Optional<ProcessHandle> process(String process) {
    try {
      return Files.exists(number(process))
          ? ProcessHandle.of(Long.parseLong(Files.readString(number(process)).strip()))
              .filter(this::isHere)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A number may have gone to another process since; a namespace has none but the bed's. */
  private boolean isHere(ProcessHandle process) {
    return process.isAlive() && numbers().contains(process.pid());
  }

  /** The numbers of all processes of this machine. */
  public List<Long> numbers() {
    if (!exists()) {
      return List.of();
    }
    return SystemCommand.run(ip("netns", "pids", place.namespace(name)), List.of())
        .lines()
        .map(Long::valueOf)
        .toList();
  }

  boolean exists() {
    return Files.exists(Path.of("/run/netns", place.namespace(name)));
  }

  /**
   * Ends all processes of this machine, those too that stand still, and those that they began
   * meanwhile.
   */
  void killAll() {
    Waiting.until(
        ENDING,
        () -> {
          processes().forEach(Machine::kill);
          return numbers().isEmpty();
        },
        () -> false,
        () -> "processes of %s do not end: %s".formatted(name, numbers()));
  }

  /** Looked for again when they are known: a number may have gone to a process of others. */
  private List<ProcessHandle> processes() {
    List<ProcessHandle> found =
        numbers().stream().flatMap(number -> ProcessHandle.of(number).stream()).toList();
    List<Long> still = numbers();
    return found.stream().filter(process -> still.contains(process.pid())).toList();
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
