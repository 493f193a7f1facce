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
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.server.Server;

/**
 * WildFly with {@code ocsp-responder.war}, {@code repository-server.war} and nothing else, as
 * {@code docs/operation.md} says that a validation authority sets it up: of the authority's
 * installation it is given what is listed here, and what is published is carried to it. Its token
 * is its own: no key in it was ever at the authority.
 */
final class OcspServer implements AutoCloseable {
  /** Its name, by which operators admit it. */
  static final String NAME = "validation-1";

  private static final List<String> GIVEN =
      List.of(
          "jitsuin.base-url",
          "jitsuin.db.url",
          "jitsuin.db.ocsp.user",
          "jitsuin.db.ocsp.password",
          "jitsuin.pkcs11.library",
          "jitsuin.tls.keystore",
          "jitsuin.tls.keystore.password",
          "jitsuin.tls.truststore",
          "jitsuin.tls.truststore.password");
  private static final Path WILDFLY = Path.of("target/server").toAbsolutePath();
  private static final List<Path> WARS =
      List.of(
          Path.of("../ocsp-responder/target/ocsp-responder.war"),
          Path.of("../repository-server/target/repository-server.war"));

  private final Installation authority;
  private final Installation place;
  private final Map<String, String> properties = new HashMap<>();

  private OcspServer(Installation authority, Installation place) {
    this.authority = authority;
    this.place = place;
    Map<String, String> theirs = PropertiesFile.read(authority.serverProperties());
    GIVEN.forEach(key -> properties.put(key, theirs.get(key)));
    properties.putAll(
        Map.of(
            "jitsuin.node",
            NAME,
            "jitsuin.http.port",
            Integer.toString(place.settings().ports().http()),
            "jitsuin.https.port",
            Integer.toString(place.settings().ports().https()),
            "jitsuin.public.port",
            Integer.toString(place.settings().ports().open()),
            "jitsuin.management.port",
            Integer.toString(place.settings().ports().management()),
            "jitsuin.crl.directory",
            place.crls().toString(),
            "jitsuin.audit.directory",
            place.audit().toString(),
            "jitsuin.ocsp.signer-reload",
            "PT1S",
            "jitsuin.ocsp.snapshot",
            place.ocspSnapshot().toString()));
  }

  /** Starts one; it need not be ready when this returns. */
  static OcspServer start(Installation authority) throws IOException {
    Map<String, String> ports = new HashMap<>();
    for (String port : new String[] {"HTTP", "HTTPS", "PUBLIC", "MANAGEMENT"}) {
      ports.put("JITSUIN_" + port + "_PORT", Integer.toString(FreePorts.next()));
    }
    OcspServer server =
        new OcspServer(authority, new Installation(Path.of("target/it/validation"), ports));
    server.close();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.launch();
    return server;
  }

  private void launch() throws IOException {
    Files.createDirectories(place.logs());
    place.tokens().prepare();
    long slot =
        place
            .tokens()
            .initialise(
                "validation-ocsp", place.pinFile("ocsp"), place.secrets().file("ocsp-so-pin"));
    properties.put("jitsuin.pkcs11.ocsp.slot", Long.toString(slot));
    properties.put("jitsuin.pkcs11.ocsp.pin-file", place.pinFile("ocsp").toString());
    Trees.copy(WILDFLY.resolve("standalone"), place.server());
    for (Path war : WARS) {
      Files.copy(war, place.server().resolve("deployments").resolve(war.getFileName()));
    }
    PropertiesFile.write(place.serverProperties(), properties);
    ProcessBuilder builder =
        new ProcessBuilder(
                WILDFLY.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + place.server(),
                "--properties=" + place.serverProperties())
            .redirectErrorStream(true)
            .redirectOutput(place.logs().resolve("console.log").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JBOSS_HOME", WILDFLY.toString());
    environment.put("JBOSS_PIDFILE", place.serverProcess().toString());
    environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    environment.put("SOFTHSM2_CONF", place.tokens().configuration().toAbsolutePath().toString());
    environment.put("PREPEND_JAVA_OPTS", "--enable-native-access=ALL-UNNAMED");
    builder.start();
  }

  /**
   * Carries what is published to this server, as rsync does: whatever is new or another, each file
   * at once; the manifests last, and nothing that auditors alone may read.
   */
  void carry() throws IOException {
    carry(authority.audit().resolve("public"), place.audit().resolve("public"));
    carry(authority.crls(), place.crls());
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

  /** What it was given. */
  Map<String, String> properties() {
    return Map.copyOf(properties);
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
