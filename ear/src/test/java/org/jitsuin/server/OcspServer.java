package org.jitsuin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.Progress;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * A validation authority, as {@code docs/operation.md} says that one is set up: the launcher starts
 * it, by its services. Of the authority's installation it is given what is listed here; it fetches
 * CRLs from it, and of the log what is published is carried to it. Its token is its own: no key in
 * it was ever at the authority.
 */
final class OcspServer implements AutoCloseable {
  /** Its name, by which operators admit it. */
  static final String NAME = "validation-1";

  /** What is given of the authority's properties, and the settings that it becomes. */
  private static final List<String> GIVEN =
      List.of(
          "jitsuin.base-url",
          "jitsuin.db.url",
          "jitsuin.tls.keystore",
          "jitsuin.tls.keystore.password",
          "jitsuin.tls.truststore",
          "jitsuin.tls.truststore.password");

  private final Installation authority;
  private final Installation place;

  private OcspServer(Installation authority, Installation place) {
    this.authority = authority;
    this.place = place;
  }

  /** Starts one; it need not be ready when this returns. */
  static OcspServer start(Installation authority) {
    Map<String, String> environment = new HashMap<>();
    for (String port : new String[] {"HTTP", "HTTPS", "PUBLIC", "MANAGEMENT"}) {
      environment.put("JITSUIN_" + port + "_PORT", Integer.toString(FreePorts.next()));
    }
    environment.put("JITSUIN_SERVICES", "ocsp,crl-mirror,repository");
    environment.put("JITSUIN_NODE", NAME);
    environment.put("JITSUIN_CRL_PEERS", authority.settings().httpAddress());
    environment.put("JITSUIN_CRL_REFRESH", "PT1S");
    environment.put("JITSUIN_OCSP_SIGNER_RELOAD", "PT1S");
    environment.put("JITSUIN_SERVER_HEAP", "512m");
    environment.put("JITSUIN_SERVER_OPTIONS", TestInstallation.SHORT_LIVED);
    Path home = Path.of("target/it/validation");
    environment.put("JITSUIN_HOME", home.toAbsolutePath().toString());
    Map<String, String> theirs = PropertiesFile.read(authority.serverProperties());
    GIVEN.forEach(key -> environment.put(Settings.environmentName(key), theirs.get(key)));
    OcspServer server = new OcspServer(authority, new Installation(home, environment));
    server.close();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.launch(theirs);
    return server;
  }

  private void launch(Map<String, String> theirs) {
    // Where the database is the authority's own, its users have the passwords that they have there.
    for (String user : List.of("ocsp", "crl")) {
      Secrets.write(
          place.secretFiles().resolve("db-" + user),
          theirs.get("jitsuin.db." + user + ".password"));
    }
    Startup startup =
        new Startup(
            place,
            Distribution.in(Path.of("").toAbsolutePath().getParent()),
            new Custody(place, new Shares(List.of(), new SharePrompt(Terminal.standard(false)))),
            Progress.silent(),
            Clocks.system());
    startup.prepareOnly();
    new Server(place).startPrepared(ServerConsole.FILE);
  }

  /**
   * Carries what is published of the log to this server, as rsync does: whatever is new or another,
   * each file at once, and nothing that auditors alone may read.
   */
  void carry() throws IOException {
    carry(authority.audit().resolve("public"), place.audit().resolve("public"));
  }

  private static void carry(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files =
          all.filter(Files::isRegularFile)
              .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
              .toList();
    }
    for (Path file : files) {
      Path there = to.resolve(from.relativize(file));
      Files.createDirectories(there.getParent());
      Path draft = there.resolveSibling("." + there.getFileName());
      try {
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, there, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException _) {
        // Replaced by another one meanwhile.
      }
    }
  }

  Health health() {
    return new Server(place).health();
  }

  /** The properties that it was started with. */
  Map<String, String> properties() {
    return PropertiesFile.read(place.serverProperties());
  }

  /** What the health report says, as it is. */
  String healthAddress() {
    return "http://127.0.0.1:" + place.settings().ports().management() + "/health/ready";
  }

  /** What is deployed on it. */
  Path application() {
    return Distribution.deployedIn(place).application();
  }

  String httpAddress() {
    return place.settings().httpAddress();
  }

  /** Ends it and deletes what it was, also what a test run that was killed has left. */
  @Override
  public void close() {
    if (Files.exists(place.home())) {
      new Server(place).kill();
      Trees.delete(place.home());
    }
  }
}
