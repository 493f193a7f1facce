package org.jitsuin.bench.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.installation.ceremony.Ceremony;
import org.jitsuin.installation.ceremony.CeremonyOutcome;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.setup.DatabaseInstaller;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.mariadb.jdbc.MariaDbDataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * An installation for one run: MariaDB, tokens and a key ceremony as {@code ./jitsuin up} makes
 * them, the database with the same settings, on a free port. {@code SOFTHSM2_CONF} in the
 * environment of this process must name {@code tokens/softhsm2.conf} in its directory.
 */
public final class PrivateStack implements AutoCloseable {
  /** The number of connections, as many as the server has: {@code jitsuin.db.ca.connections}. */
  private static final int CONNECTIONS = 20;

  /**
   * The timeouts, longer than the server's: who waits for a connection shall be slow here, and not
   * fail.
   */
  private static final String TIMEOUTS =
      "connectTimeout=30000&socketTimeout=60000&transactionIsolation=READ-COMMITTED";

  private static final String BASE_URL = "http://localhost:8080";

  private final Path home;
  private final Secrets secrets;
  private final PrivateDatabase database;
  private final Map<String, String> settings = new HashMap<>();
  private final List<MariaDbPoolDataSource> pools = new ArrayList<>();

  private PrivateStack(WorkDirectory workplace, Size size) {
    this.home = workplace.directory();
    this.secrets = new Secrets(home.resolve("secrets"), new SecureRandom());
    this.database =
        new PrivateDatabase(workplace.database(), freePort(), secrets.file("db-admin"), size);
  }

  /**
   * Makes it and starts its database, which ends with this process if not before.
   *
   * @param size of the database
   */
  public static PrivateStack start(WorkDirectory workplace, Size size) {
    PrivateStack stack = new PrivateStack(workplace, size);
    stack.checkEnvironment();
    // Also where somebody interrupts the run: nobody needs what is in it, so it need not end well.
    Runtime.getRuntime().addShutdownHook(new Thread(stack.database::kill, "end-of-database"));
    create(workplace.database());
    stack.database.start();
    stack.install();
    stack.holdCeremony();
    return stack;
  }

  private void checkEnvironment() {
    String wanted = new SoftHsm(home.resolve("tokens")).configuration().toString();
    if (!wanted.equals(System.getenv("SOFTHSM2_CONF"))) {
      throw new SetupFailure("the environment must say SOFTHSM2_CONF=" + wanted);
    }
  }

  private void install() {
    Map<DatabaseUser, String> passwords = new EnumMap<>(DatabaseUser.class);
    for (DatabaseUser user : DatabaseUser.values()) {
      passwords.put(user, secrets.value("db-" + user.id()));
    }
    new DatabaseInstaller(adminSource()).install(passwords);
  }

  private void holdCeremony() {
    SoftHsm softHsm = new SoftHsm(home.resolve("tokens"));
    softHsm.prepare();
    settings.put("jitsuin.pkcs11.library", SoftHsm.library().toString());
    for (String token : List.of("ca", "ocsp")) {
      Path pin = secrets.file(token + "-pin");
      long slot = softHsm.initialise("jitsuin-" + token, pin, secrets.file(token + "-so-pin"));
      settings.put("jitsuin.pkcs11." + token + ".slot", Long.toString(slot));
      settings.put("jitsuin.pkcs11." + token + ".pin-file", pin.toString());
    }
    InstantSource clock = Clocks.system();
    try (SigningPool ca = SigningPool.configured(settings(), "ca", clock);
        SigningPool ocsp = SigningPool.configured(settings(), "ocsp", clock)) {
      Ceremony ceremony = new Ceremony(admin(), ca, ocsp, clock, new SecureRandom(), "bench");
      CeremonyPlan plan = CeremonyPlan.development(BASE_URL, List.of("localhost"));
      if (!(ceremony.hold(plan, home) instanceof CeremonyOutcome.Held)) {
        throw new SetupFailure("the key ceremony was not held");
      }
    }
  }

  /** The directory that everything stands in. */
  public Path home() {
    return home;
  }

  /** The settings of the tokens, as the server has them. */
  public Settings settings() {
    return new Settings(key -> Optional.ofNullable(settings.get(key)));
  }

  /** The same by their keys, for a process of its own; secrets as the files that hold them. */
  public Map<String, String> settingsByKey() {
    return Map.copyOf(settings);
  }

  /** The access of a user to the database: its address and the password. */
  public record Access(String url, String user, Path passwordFile) {}

  public Access access(DatabaseUser user) {
    return new Access(database.url(), user.databaseName(), secrets.file("db-" + user.id()));
  }

  /** Returns a member of the staff of the key ceremony, such as {@code register}. */
  public StaffMember staff(String name) {
    return admin()
        .withHandle(handle ->
            StaffTable.find(
                handle,
                Serial.of(
                    handle
                        .createQuery("SELECT serial FROM ca.staff WHERE name = :name")
                        .bind("name", name)
                        .mapTo(byte[].class)
                        .one())))
        .orElseThrow();
  }

  /** Connections of a user who may do anything, each opened when it is asked for. */
  public Jdbi admin() {
    return Jdbi.create(adminSource());
  }

  private DataSource adminSource() {
    try {
      MariaDbDataSource source = new MariaDbDataSource(database.url());
      source.setUser(PrivateDatabase.ADMIN);
      source.setPassword(secrets.value("db-admin"));
      return source;
    } catch (SQLException e) {
      throw new SetupFailure("the database address is not understood", e);
    }
  }

  /**
   * A pool of connections as the certificate authority's; ends with {@link #settle} or the stack.
   */
  public Jdbi authorityPool() {
    return Database.open(pool(DatabaseUser.CA));
  }

  /** A pool of connections of one of the services; ends with {@link #settle} or the stack. */
  public DataSource pool(DatabaseUser user) {
    try {
      MariaDbPoolDataSource pool =
          new MariaDbPoolDataSource(
              String.format(
                  Locale.ROOT,
                  "%s?maxPoolSize=%d&%s&user=%s&password=%s",
                  database.url(),
                  CONNECTIONS,
                  TIMEOUTS,
                  user.databaseName(),
                  secrets.value("db-" + user.id())));
      pools.add(pool);
      return pool;
    } catch (SQLException e) {
      throw new SetupFailure("the database address is not understood", e);
    }
  }

  /**
   * Ends the database in order and starts it again, so that nothing of what was written is still on
   * its way to the disk. The pools that were opened before end with it.
   */
  public void settle() {
    closePools();
    database.stop();
    database.start();
  }

  private void closePools() {
    pools.forEach(MariaDbPoolDataSource::close);
    pools.clear();
  }

  /** The processes that work here: this one and the database's. */
  public List<Long> processes() {
    return List.of(ProcessHandle.current().pid(), databaseProcess());
  }

  /** The number of the database's process. */
  public long databaseProcess() {
    return database.process().map(ProcessHandle::pid).orElseThrow();
  }

  /** Returns the directory where logs may be kept as files. */
  public Path logDirectory() {
    return home.resolve("audit");
  }

  /** Name and version of the database server. */
  public String databaseVersion() {
    return admin()
        .withHandle(handle ->
            "MariaDB "
                + handle
                    .createQuery("SELECT SUBSTRING_INDEX(VERSION(), '-', 1)")
                    .mapTo(String.class)
                    .one());
  }

  /** Ends the database. */
  @Override
  public void close() {
    closePools();
    database.stop();
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
