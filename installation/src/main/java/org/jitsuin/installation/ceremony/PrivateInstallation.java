package org.jitsuin.installation.ceremony;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.setup.DatabaseInstaller;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB with its schemas and users, and two SoftHSM tokens, that one process makes for itself:
 * a test or a benchmark. All of it stands in one directory, the database at a free port.
 */
public final class PrivateInstallation {
  /** As the server's connections have it. */
  private static final String SESSION = "in_predicate_conversion_threshold=0";

  private final Path home;
  private final Secrets secrets;
  private final PrivateDatabase database;
  private final Map<String, String> tokens = new HashMap<>();

  /**
   * Names what {@link #start} will make.
   *
   * @param home holds all but the tokens, and need not exist
   */
  public PrivateInstallation(Path home, Size size) {
    this.home = home;
    this.secrets = new Secrets(home.resolve("secrets"), new SecureRandom());
    this.database =
        new PrivateDatabase(home.resolve("db"), FreePorts.next(), secrets.file("db-admin"), size);
  }

  /** Starts the database, and makes schemas and users. */
  public void start() {
    database.start();
    new DatabaseInstaller(admin()).install(secrets.databasePasswords());
  }

  /**
   * Makes the two tokens.
   *
   * @param softHsm the SoftHSM of this process, to which {@code SOFTHSM2_CONF} belongs
   * @param prefix of the tokens' labels, such as {@code jitsuin}
   * @return the settings of the tokens by their keys; secrets as the files that hold them
   */
  public Map<String, String> makeTokens(SoftHsm softHsm, String prefix) {
    softHsm.prepare();
    tokens.put(BaseSettings.PKCS11_LIBRARY.key(), SoftHsm.library().toString());
    for (String token : List.of("ca", "ocsp")) {
      Path pin = secrets.file(token + "-pin");
      long slot = softHsm.initialise(prefix + "-" + token, pin, secrets.file(token + "-so-pin"));
      tokens.put(BaseSettings.slot(token).key(), Long.toString(slot));
      tokens.put(BaseSettings.pinFile(token).key(), pin.toString());
    }
    return Map.copyOf(tokens);
  }

  /** A pool of one of the tokens, once they are made. */
  public SigningPool pool(String token) {
    Settings settings = new Settings(key -> Optional.ofNullable(tokens.get(key)));
    return SigningPool.configured(settings, token, Clocks.system());
  }

  /**
   * Holds the first key ceremony.
   *
   * @param node of the audit entries
   */
  public void holdCeremony(CeremonyPlan plan, String node) {
    InstantSource clock = Clocks.system();
    try (SigningPool ca = pool("ca");
        SigningPool ocsp = pool("ocsp")) {
      Ceremony ceremony =
          new Ceremony(Database.open(admin()), ca, ocsp, clock, new SecureRandom(), node);
      if (!(ceremony.hold(plan, home) instanceof CeremonyOutcome.Held)) {
        throw new SetupFailure("the key ceremony was not held");
      }
    }
  }

  /** Connections of a user who may do anything, each opened when it is asked for. */
  public DataSource admin() {
    try {
      MariaDbDataSource source = new MariaDbDataSource(database.url());
      source.setUser(PrivateDatabase.ADMIN);
      source.setPassword(secrets.value("db-admin"));
      return source;
    } catch (SQLException e) {
      throw new SetupFailure("the database address is not understood", e);
    }
  }

  /** The directory that everything stands in. */
  public Path home() {
    return home;
  }

  /** The database server itself, to be ended, killed and started again. */
  public PrivateDatabase database() {
    return database;
  }

  /** The passwords and PINs. */
  public Secrets secrets() {
    return secrets;
  }

  /**
   * The address of a pool of connections, which send many rows as one statement and have long lists
   * looked up as the server's do.
   *
   * @param options of the driver, such as {@code maxPoolSize=16}
   */
  public String poolUrl(String user, String password, String options) {
    return "%s?rewriteBatchedStatements=true&sessionVariables=%s&%s&user=%s&password=%s"
        .formatted(database.url(), SESSION, options, user, password);
  }

  /** The address of a pool of connections of a service. */
  public String poolUrl(DatabaseUser user, String options) {
    return poolUrl(user.databaseName(), secrets.value("db-" + user.id()), options);
  }
}
