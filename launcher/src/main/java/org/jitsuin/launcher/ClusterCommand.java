package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.BedPlace;
import org.jitsuin.cluster.bed.DatabaseNode;
import org.jitsuin.cluster.bed.Network;
import org.jitsuin.cluster.bed.Proxy;
import org.jitsuin.cluster.bed.Replica;
import org.jitsuin.cluster.bed.Requirements;
import org.jitsuin.cluster.bed.Server;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.HomePlace;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code jitsuin cluster up}, {@code status} and {@code down}: a cluster on this machine. */
abstract class ClusterCommand implements LauncherCommand {
  private final CommandContext context;

  ClusterCommand(CommandContext context) {
    this.context = context;
  }

  final Terminal terminal() {
    return context.terminal();
  }

  /** The cluster of the installation's directory. */
  final Bed bed() {
    return bed(context, context.installation().cluster());
  }

  /** A cluster in that directory. */
  static Bed bed(CommandContext context, Path directory) {
    return new Bed(new BedPlace(directory), launcher(context.checkout()), context.terminal()::good);
  }

  /** This program once more, as the script starts it. */
  static List<String> launcher(Path checkout) {
    return List.of(
        java(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-Djitsuin.checkout=" + checkout.toAbsolutePath().normalize(),
        "-cp",
        System.getProperty("java.class.path"),
        "org.jitsuin.launcher.Launcher");
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Alone, since another one may be at work at the same bed. */
  final InstallationLock alone() {
    return context
        .installation()
        .lock(() -> terminal().passing("another ./jitsuin command is running"));
  }

  final void requirePlace() {
    HomePlace.problem(context.installation().home())
        .ifPresent(problem -> {
          throw new SetupFailure(problem);
        });
  }

  @Command(
      name = "up",
      description =
          "a cluster in namespaces of this machine: nodes, servers, a validation authority")
  static final class Up extends ClusterCommand {
    private final CommandContext context;

    Up(CommandContext context) {
      super(context);
      this.context = context;
    }

    @Override
    public ExitCode run() {
      requirePlace();
      Bed bed = bed();
      if (!bed.exists()) {
        // Before a directory is made for the lock.
        Requirements.missing(Requirements.MEMORY)
            .ifPresent(missing -> {
              throw new SetupFailure(missing);
            });
      }
      context.distribution().check();
      try (InstallationLock _ = alone()) {
        bed.up();
      }
      terminal()
          .paragraph(
              "Nothing of it is reached from this machine's own network. In it:"
                  + " ip netns exec "
                  + bed.place().namespace(Network.CLIENT)
                  + " curl http://"
                  + bed.servers().getFirst().host().address()
                  + ":8080/");
      return ExitCode.OK;
    }
  }

  @Command(name = "status", description = "what of that cluster runs, and which node is written to")
  static final class Status extends ClusterCommand {
    Status(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      Bed bed = bed();
      if (!bed.exists()) {
        terminal().line("  There is no cluster here; begin with: ./jitsuin cluster up");
        return ExitCode.WRONG;
      }
      boolean good = true;
      for (DatabaseNode node : bed.databases()) {
        String state = node.state();
        good &= tell(node.host().name(), state.equals("Synced"), state);
      }
      for (Proxy proxy : bed.proxies()) {
        Optional<String> writer = proxy.writer();
        good &= tell("proxy", writer.isPresent(), writer.map("sends all to "::concat).orElse(""));
      }
      for (Server server : bed.servers()) {
        good &= tell(server.host().name(), server.isReady(), "ready");
      }
      for (Replica replica : bed.replicas()) {
        boolean follows = replica.state().equals("follows");
        good &= tell(replica.host().name() + " database", follows, "following");
      }
      for (Server validation : bed.validations()) {
        good &= tell(validation.host().name(), validation.isReady(), "ready");
      }
      good &= tell("writers", writers(bed) == 1, "one for all");
      return good ? ExitCode.OK : ExitCode.WRONG;
    }

    private boolean tell(String what, boolean good, String state) {
      if (good) {
        terminal().good(what, state);
      } else {
        terminal().bad("%s: not %s".formatted(what, state.isEmpty() ? "there" : state));
      }
      return good;
    }

    private static int writers(Bed bed) {
      return bed.proxies().stream().map(Proxy::writer).collect(Collectors.toSet()).size();
    }
  }

  @Command(name = "down", description = "end that cluster and delete it")
  static final class Down extends ClusterCommand {
    Down(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      Bed bed = bed();
      if (!bed.exists()) {
        terminal().line("  There is no cluster here.");
        return ExitCode.OK;
      }
      try (InstallationLock _ = alone()) {
        bed.down();
      }
      terminal().good("cluster", "ended and deleted");
      return ExitCode.OK;
    }
  }
}
