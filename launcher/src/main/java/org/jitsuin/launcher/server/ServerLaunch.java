package org.jitsuin.launcher.server;

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
import java.util.concurrent.TimeUnit;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.installation.ServerAccount;
import org.jitsuin.launcher.installation.ServerJvm;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.installation.Trees;

/**
 * A start of WildFly: program and base directory are made anew from the build, so that nothing of
 * an earlier run and no half-copied file is in the way.
 */
final class ServerLaunch {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(50);

  private final Installation installation;
  private final Optional<ServerAccount> account;

  ServerLaunch(Installation installation) {
    this.installation = installation;
    this.account = installation.serverAccount();
  }

  static Path console(Installation installation) {
    return installation.logs().resolve("console.log");
  }

  /** Puts everything where the server finds it, and gives it to whom it is for. */
  void prepare(Distribution distribution, Duration offset) {
    distribution.check();
    try {
      Files.createDirectories(installation.logs());
      Files.createDirectories(installation.crls());
      Files.deleteIfExists(installation.serverProcess());
      Files.deleteIfExists(console(installation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    copy(distribution);
    PropertiesFile.write(
        installation.serverProperties(), ServerProperties.of(installation, offset));
    account.ifPresent(other -> {
      new ServerFiles(installation, other).apply();
      new ServerReach(installation, other)
          .problems().stream()
              .findFirst()
              .ifPresent(problem -> {
                throw new SetupFailure(
                    problem + "; look at the directories above it, and at jitsuin.server.user");
              });
    });
  }

  /** Starts the server that was prepared. */
  void launch(ServerConsole output) {
    if (!Files.isReadable(installation.serverProperties())) {
      throw new SetupFailure(
          "no server is prepared here for this user; prepare it with: ./jitsuin prepare");
    }
    awaitProcess(process(output));
  }

  private void copy(Distribution distribution) {
    Trees.delete(installation.program());
    Trees.link(distribution.wildFly(), installation.program());
    Trees.delete(installation.server());
    Trees.copy(distribution.wildFly().resolve("standalone"), installation.server());
    Path application = Distribution.deployedIn(installation).application();
    try {
      Files.createDirectories(application.getParent());
      Application.of(installation.settings().services())
          .copy(distribution.application(), application);
    } catch (IOException e) {
      throw new UncheckedIOException("the application cannot be copied", e);
    }
  }

  private Process process(ServerConsole output) {
    List<String> command = new ArrayList<>(account.map(ServerAccount::prefix).orElse(List.of()));
    // A session of its own, so that the interrupt key in the terminal does not reach it.
    command.addAll(
        List.of(
            "setsid",
            installation.program().resolve("bin/standalone.sh").toString(),
            ServerProcess.baseDirectory(installation),
            "-Djboss.server.log.dir=" + installation.serverLogs(),
            "--properties=" + installation.serverProperties()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(installation.home().toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(
                switch (output) {
                  case FILE -> ProcessBuilder.Redirect.to(console(installation).toFile());
                  case INHERITED -> ProcessBuilder.Redirect.INHERIT;
                });
    environment(builder.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SetupFailure("WildFly cannot be started: " + e.getMessage(), e);
    }
  }

  private void environment(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name ->
            name.startsWith("JITSUIN_")
                || name.startsWith("JBOSS_")
                || name.equals("JAVA_OPTS")
                || name.equals("PREPEND_JAVA_OPTS"));
    // The server reads them through MicroProfile Config; what the launcher decided comes first
    // there.
    installation.environment().entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("JITSUIN_"))
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue()));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JBOSS_HOME", installation.program().toString());
    environment.put("JBOSS_PIDFILE", installation.serverProcess().toString());
    environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    ServerJvm jvm = installation.settings().jvm();
    environment.put("JBOSS_JAVA_SIZING", jvm.sizing());
    environment.put("PREPEND_JAVA_OPTS", jvm.allOptions());
    if (installation.settings().tokens() instanceof TokenPlace.Private) {
      environment.put("SOFTHSM2_CONF", installation.tokens().configuration().toString());
    }
  }

  /**
   * Waits until the script has written the number of its Java process, as it does as soon as there
   * is one.
   */
  private void awaitProcess(Process script) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      if (ServerProcess.find(installation).isPresent()) {
        return;
      }
      try {
        if (script.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SetupFailure("interrupted while WildFly started", e);
      }
    }
    throw new SetupFailure("WildFly did not start; its last lines are in " + console(installation));
  }
}
