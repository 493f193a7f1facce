package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.ceremony.PrivateInstallation;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.SoftHsm;

/**
 * A private MariaDB, two SoftHSM tokens and a key ceremony, one for each test JVM, gone when it
 * ends. The directory is that of {@code SOFTHSM2_CONF}, which the build sets for the tests.
 */
public final class TestStack {
  private static final String POOL = "maxPoolSize=16&connectTimeout=5000";

  private static TestStack shared;
  private static boolean failed;

  private final Path home;
  private final PrivateInstallation installation;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, RenewablePool> dataSources = new HashMap<>();

  private TestStack(Path home) {
    this.home = home;
    this.installation = new PrivateInstallation(home, Size.SMALL);
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
      Trees.delete(home);
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
    installation.start();
    dataSources.put(
        "admin",
        new RenewablePool(
            installation.poolUrl(
                PrivateDatabase.ADMIN, installation.secrets().value("db-admin"), POOL)));
    for (DatabaseUser user : DatabaseUser.values()) {
      dataSources.put(user.id(), new RenewablePool(installation.poolUrl(user, POOL)));
    }
    if (Boolean.getBoolean("jitsuin.test.next-release")) {
      NextRelease.expand(jdbi("admin"));
    }
    settings.putAll(installation.makeTokens(new SoftHsm(home.resolve("tokens")), "jitsuin"));
    settings.put("jitsuin.base-url", "http://localhost:8080");
    settings.put("jitsuin.node", "test");
    settings.put("jitsuin.crl.directory", home.resolve("crl").toString());
    create(home.resolve("crl"));
    installation.holdCeremony(
        CeremonyPlan.development("http://localhost:8080", List.of("localhost", "127.0.0.1")),
        "test");
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
    return installation.database();
  }

  /** The password of who may do anything in the database. */
  String adminPassword() {
    return installation.secrets().value("db-admin");
  }

  /** Kills the database server and starts it again; no dead connection is left in the pools. */
  public void restartDatabase() {
    database().kill();
    database().start();
    dataSources.values().forEach(RenewablePool::renew);
  }

  private void stop() {
    dataSources.values().forEach(RenewablePool::close);
    database().stop();
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
