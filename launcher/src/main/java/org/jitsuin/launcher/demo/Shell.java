package org.jitsuin.launcher.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.Terminal;

/** Runs commands and shows them. */
final class Shell {
  /** The server is on this machine. */
  private static final Set<String> PROXIES = Set.of("http_proxy", "https_proxy", "all_proxy");

  private final Terminal terminal;
  private final Map<String, String> additions;

  Shell(Terminal terminal) {
    this(terminal, Map.of());
  }

  private Shell(Terminal terminal, Map<String, String> additions) {
    this.terminal = terminal;
    this.additions = additions;
  }

  /** Returns a shell whose commands have something more in their environment, and shows that. */
  Shell with(Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("export"));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    terminal.command(new CommandLine(words));
    return new Shell(terminal, environment);
  }

  /**
   * The result of a command.
   *
   * @param output standard output and standard error as they came
   */
  record Result(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /** Shows a command as a user could type it. */
  void show(CommandLine command) {
    terminal.command(command);
  }

  /** Shows a command, runs it, and gives what it printed if it ended well. */
  String run(CommandLine command) {
    show(command);
    return quietly(command);
  }

  /** Runs a command without showing it; otherwise as {@link #run}. */
  String quietly(CommandLine command) {
    Result result = attempt(command);
    if (!result.succeeded()) {
      throw new WrongResult(
          command.words().getFirst() + " ends with code 0",
          "code " + result.code() + "\n" + result.output());
    }
    return result.output();
  }

  /** Runs a command, however it ends. */
  Result attempt(CommandLine command) {
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder
        .environment()
        .keySet()
        .removeIf(name -> PROXIES.contains(name.toLowerCase(Locale.ROOT)));
    builder.environment().putAll(additions);
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      String program = command.words().getFirst();
      throw new SetupFailure(
          program + " cannot be run; install it with: apt-get install " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted", e);
    }
  }

  /** Shows some lines of what a command printed. */
  void answer(String lines) {
    lines.lines().forEach(line -> terminal.faint("        " + line));
  }
}
