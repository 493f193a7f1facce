package org.jitsuin.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.Progress;
import org.jitsuin.launcher.terminal.Terminal;

/** An installation of its own on free ports, below {@code target/it}, gone when the tests end. */
final class TestInstallation {
  /**
   * Of a server that lives for a minute or two: it starts with half the work where it does not make
   * the best of code that it will hardly run.
   */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  private final Installation installation;
  private final Map<String, String> environment;

  /**
   * @param name of its directory
   */
  TestInstallation(String name) {
    environment = new HashMap<>();
    for (String port : new String[] {"HTTP", "HTTPS", "PUBLIC", "MANAGEMENT", "DB"}) {
      environment.put("JITSUIN_" + port + "_PORT", Integer.toString(FreePorts.next()));
    }
    environment.put("JITSUIN_OFFICE_AGENT_PORT", Integer.toString(FreePorts.next()));
    environment.put("JITSUIN_SERVER_OPTIONS", SHORT_LIVED);
    environment.put("JITSUIN_CRL_DELAY", "PT0S");
    environment.put("JITSUIN_FILTER_EVERY", "PT15S");
    environment.put("JITSUIN_FILTER_SETTLE", "PT1S");
    // The server inherits it from whoever names another directory.
    environment.put("JITSUIN_HOME", Path.of("target/it", name).toAbsolutePath().toString());
    installation = new Installation(Path.of("target/it", name), environment);
    // Whatever a test run that was killed has left.
    if (installation.condition() != Installation.Condition.ABSENT) {
      stop();
      Trees.delete(installation.home());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
  }

  Installation installation() {
    return installation;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Startup startup() {
    return new Startup(
        installation, Distribution.in(CHECKOUT), custody(), Progress.silent(), Clocks.system());
  }

  Custody custody(Path... shares) {
    return new Custody(
        installation, new Shares(List.of(shares), new SharePrompt(Terminal.standard(false))));
  }

  Server server() {
    return new Server(installation);
  }

  DatabaseService database() {
    return new DatabaseService(installation);
  }

  /** Ends what runs and deletes it all. */
  void delete() {
    stop();
    Trees.delete(installation.home());
  }

  void stop() {
    if (Files.exists(installation.home())) {
      server().kill();
      database().privateServer().ifPresent(PrivateDatabase::kill);
    }
  }
}
