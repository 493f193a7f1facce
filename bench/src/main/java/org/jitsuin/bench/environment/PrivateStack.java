package org.jitsuin.bench.environment;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.ceremony.PrivateInstallation;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
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

  /**
   * One source reports in minutes what a country does in months: the breakers count as ever, and
   * nothing is held.
   */
  private static final Map<String, String> WITHOUT_HOLDS =
      Map.of(
          "jitsuin.brake.events.removals", "1000000000",
          "jitsuin.brake.events.moves", "1000000000",
          "jitsuin.brake.events.corrections", "1000000000",
          "jitsuin.brake.events.losses", "1000000000");

  private static final String BASE_URL = "http://localhost:8080";

  private final PrivateInstallation installation;
  private final SoftHsm softHsm;
  private final Map<String, String> settings = new HashMap<>();
  private final List<MariaDbPoolDataSource> pools = new ArrayList<>();

  private PrivateStack(WorkDirectory workDirectory, Size size) {
    this.installation = new PrivateInstallation(workDirectory.directory(), size);
    this.softHsm = new SoftHsm(workDirectory.directory().resolve("tokens"));
  }

  /**
   * Makes it and starts its database, which ends with this process if not before.
   *
   * @param size of the database
   */
  public static PrivateStack start(WorkDirectory workDirectory, Size size) {
    PrivateStack stack = new PrivateStack(workDirectory, size);
    stack.checkEnvironment();
    PrivateInstallation installation = stack.installation;
    // Also where somebody interrupts the run: nobody needs what is in it, so it need not end well.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(installation.database()::kill, "end-of-database"));
    installation.start();
    stack.settings.putAll(installation.makeTokens(stack.softHsm, "jitsuin"));
    stack.settings.putAll(WITHOUT_HOLDS);
    installation.holdCeremony(CeremonyPlan.development(BASE_URL, List.of("localhost")), "bench");
    return stack;
  }

  private void checkEnvironment() {
    String wanted = softHsm.configuration().toString();
    if (!wanted.equals(System.getenv("SOFTHSM2_CONF"))) {
      throw new SetupFailure("the environment must say SOFTHSM2_CONF=" + wanted);
    }
  }

  /** The directory that everything stands in. */
  public Path home() {
    return installation.home();
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
    return new Access(
        installation.database().url(),
        user.databaseName(),
        installation.secrets().file("db-" + user.id()));
  }

  /** Returns a member of the staff of the key ceremony, such as {@code register}. */
  public StaffMember staff(String name) {
    return admin()
        .withHandle(handle ->
            StaffTable.find(
                handle,
                Serial.of(
                    handle
                        .createQuery("SELECT serial FROM ca.staff WHERE person = :name")
                        .bind("name", name)
                        .mapTo(byte[].class)
                        .one())))
        .orElseThrow();
  }

  /** Connections of a user who may do anything, each opened when it is asked for. */
  public Jdbi admin() {
    return Database.open(installation.admin());
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
              installation.poolUrl(user, "maxPoolSize=" + CONNECTIONS + "&" + TIMEOUTS));
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
    installation.database().stop();
    installation.database().start();
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
    return installation.database().process().map(ProcessHandle::pid).orElseThrow();
  }

  /** Returns the directory where logs may be kept as files. */
  public Path logDirectory() {
    return home().resolve("audit");
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
    installation.database().stop();
  }
}
