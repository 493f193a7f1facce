package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.Network;
import org.jitsuin.cluster.bed.PassingBed;
import org.jitsuin.cluster.bed.Requirements;
import org.jitsuin.cluster.trial.TroubleKind;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;
import org.jitsuin.launcher.installation.InstallationLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jitsuin trial}: load and troubles upon a cluster on this machine, judged by rules. */
@Command(
    name = "trial",
    description =
        "load and troubles upon that cluster, and whether anything came of it that must not")
final class TrialCommand extends ClusterCommand {
  private static final int LONGEST = 600;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Option(names = "--minutes", paramLabel = "N", required = true, description = "how long")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "draws what is done, and when; another one each time where it is not said")
  private Optional<Integer> seed = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "KIND,...",
      description = "these kinds of trouble, in this order, such as kill-writer")
  private String only = "";

  @Option(
      names = "--fresh",
      description =
          "on a cluster of its own, made for it and taken away behind it; left out where none can be made")
  private boolean fresh;

  TrialCommand(CommandContext context) {
    super(context);
    this.context = context;
  }

  @Override
  public ExitCode run() {
    if (minutes < 1 || minutes > LONGEST) {
      throw new ParameterException(
          spec.commandLine(), "--minutes is a number from 1 to " + LONGEST);
    }
    requireKinds();
    int drawn = seed.orElseGet(() -> new SecureRandom().nextInt(Integer.MAX_VALUE));
    if (fresh) {
      return onItsOwn(drawn);
    }
    Bed bed = bed();
    if (!bed.isWhole()) {
      ExitCode up = new Up(context).run();
      if (up != ExitCode.OK) {
        return up;
      }
    }
    return ExitCode.of(execute(bed, bed.place().directory(), drawn));
  }

  /** Beside the one that may be up here, which hears nothing of it. */
  private ExitCode onItsOwn(int drawn) {
    Optional<String> missing = Requirements.missing(Requirements.MEMORY);
    if (missing.isPresent()) {
      terminal().line("  · trial       left out: " + missing.get());
      return ExitCode.OK;
    }
    requirePlace();
    context.distribution().check();
    Path directory = context.installation().trial();
    Path logs = directory.resolve("logs");
    try (InstallationLock _ = alone()) {
      int code =
          new PassingBed(bed(context, directory.resolve("cluster")), logs)
              .use(Bed::up, bed -> execute(bed, directory, drawn));
      if (code != 0) {
        terminal().bad("what the machines said is kept in " + logs);
      }
      return ExitCode.of(code);
    }
  }

  /** Before a cluster is put up for it. */
  private void requireKinds() {
    try {
      List<TroubleKind> _ = TroubleKind.parse(only);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--only: " + e.getMessage(), e);
    }
  }

  /**
   * On the bed's own machine: nobody else reaches the others.
   *
   * @param directory of the history
   */
  private int execute(Bed bed, Path directory, int drawn) {
    terminal().fact("seed", Integer.toString(drawn));
    List<String> command = new ArrayList<>();
    command.add(SystemCommand.find("ip", "iproute2").toString());
    command.addAll(List.of("netns", "exec", bed.place().namespace(Network.CLIENT)));
    command.addAll(
        List.of(
            java(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "org.jitsuin.cluster.trial.TrialMain",
            bed.place().directory().toString(),
            directory.resolve("trial-%s.ndjson".formatted(drawn)).toString(),
            Integer.toString(minutes),
            Integer.toString(drawn),
            only));
    command.addAll(launcher(context.checkout()));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      Thread end = new Thread(process::destroy, "end-of-trial");
      Runtime.getRuntime().addShutdownHook(end);
      return process.waitFor();
    } catch (IOException e) {
      throw new SetupFailure("the trial cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while the trial ran", e);
    }
  }
}
