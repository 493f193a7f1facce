package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.ceremony.Ceremony;
import org.jitsuin.installation.ceremony.CeremonyOutcome;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.setup.DatabaseInstaller;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SoftHsm;

/**
 * A private MariaDB, two SoftHSM tokens and a key ceremony, one for each test JVM, gone when it
 * ends. The directory is that of {@code SOFTHSM2_CONF}, which the build sets for the tests.
 */
public final class TestStack {
  private static final int POOL = 16;

  private static TestStack shared;
  private static boolean failed;

  private final Path home;
  private final PrivateDatabase database;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, RenewablePool> dataSources = new HashMap<>();
  private final Secrets secrets;

  private TestStack(Path home) {
    this.home = home;
    this.secrets = new Secrets(home.resolve("secrets"), new SecureRandom());
    this.database =
        new PrivateDatabase(home.resolve("db"), freePort(), secrets.file("db-admin"), Size.SMALL);
  }

  /** The stack of this JVM, started at first use. */
  public static synchronized TestStack shared() {
    if (failed) {
      throw new IllegalStateException("the stack did not start; see the first failure");
    }
    if (shared == null) {
      Path configuration =
          Path.of(
              Optional.ofNullable(System.getenv("SOFTHSM2_CONF"))
                  .orElseThrow(() -> new IllegalStateException("SOFTHSM2_CONF is not set")));
      Path home = configuration.getParent().getParent();
      // A test JVM that was killed could not end its database.
      new PrivateDatabase(home.resolve("db"), 0, home, Size.SMALL).kill();
      delete(home);
      TestStack stack = new TestStack(home);
      Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
      // Once is enough: each further try would start one more database.
      failed = true;
      stack.start();
      failed = false;
      shared = stack;
    }
    return shared;
  }

  private void start() {
    create(home.resolve("db"));
    database.start();
    dataSources.put("admin", open(PrivateDatabase.ADMIN, secrets.value("db-admin")));
    Map<DatabaseUser, String> passwords = new EnumMap<>(DatabaseUser.class);
    for (DatabaseUser user : DatabaseUser.values()) {
      String password = secrets.value("db-" + user.id());
      passwords.put(user, password);
      dataSources.put(user.id(), open(user.databaseName(), password));
    }
    new DatabaseInstaller(dataSource("admin")).install(passwords);
    SoftHsm softHsm = new SoftHsm(home.resolve("tokens"));
    softHsm.prepare();
    settings.put("jitsuin.pkcs11.library", SoftHsm.library().toString());
    for (String token : List.of("ca", "ocsp")) {
      Path pin = secrets.file(token + "-pin");
      long slot = softHsm.initialise("jitsuin-" + token, pin, secrets.file(token + "-so-pin"));
      settings.put("jitsuin.pkcs11." + token + ".slot", Long.toString(slot));
      settings.put("jitsuin.pkcs11." + token + ".pin-file", pin.toString());
    }
    settings.put("jitsuin.base-url", "http://localhost:8080");
    settings.put("jitsuin.node", "test");
    settings.put("jitsuin.crl.directory", home.resolve("crl").toString());
    create(home.resolve("crl"));
    holdCeremony();
  }

  private void holdCeremony() {
    InstantSource clock = Clocks.system();
    try (SigningPool ca = SigningPool.configured(settings(), "ca", clock);
        SigningPool ocsp = SigningPool.configured(settings(), "ocsp", clock)) {
      Ceremony ceremony = new Ceremony(jdbi("admin"), ca, ocsp, clock, new SecureRandom(), "test");
      CeremonyPlan plan =
          CeremonyPlan.development("http://localhost:8080", List.of("localhost", "127.0.0.1"));
      if (!(ceremony.hold(plan, home) instanceof CeremonyOutcome.Held)) {
        throw new IllegalStateException("the ceremony was not held");
      }
    }
  }

  /** Returns every {@code jitsuin.*} setting as the server has it. */
  public Settings settings() {
    return new Settings(key -> Optional.ofNullable(settings.get(key)));
  }

  /** Returns the settings with some set otherwise; as {@link #settings()} besides. */
  public Settings settingsWith(Map<String, String> others) {
    return new Settings(key -> Optional.ofNullable(others.get(key)).or(() -> settings().text(key)));
  }

  /** The connections of {@code ca}, {@code ocsp}, {@code crl}, or of {@code admin}, who may all. */
  public DataSource dataSource(String user) {
    return dataSources.get(user);
  }

  public Jdbi jdbi(String user) {
    return Database.open(dataSource(user));
  }

  /** The directory with {@code ca/}, {@code staff/}, {@code tls/}, {@code tokens/} and the rest. */
  public Path home() {
    return home;
  }

  /** The database server itself, to be killed and started again. */
  public PrivateDatabase database() {
    return database;
  }

  /** Kills the database server and starts it again; no dead connection is left in the pools. */
  public void restartDatabase() {
    database.kill();
    database.start();
    dataSources.values().forEach(RenewablePool::renew);
  }

  private RenewablePool open(String user, String password) {
    return new RenewablePool(
        database.url()
            + "?maxPoolSize="
            + POOL
            + "&connectTimeout=5000&user="
            + user
            + "&password="
            + password);
  }

  private void stop() {
    dataSources.values().forEach(RenewablePool::close);
    database.stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
