package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.setup.DatabaseInstaller;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SoftHsm;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A database and two tokens without a ceremony, for tests that hold ceremonies of their own; beside
 * {@link TestStack}, whose SoftHSM it shares.
 */
public final class SeparateStack implements AutoCloseable {
  private final PrivateDatabase database;
  private final Jdbi admin;
  private final SigningPool ca;
  private final SigningPool ocsp;

  /**
   * @param home holds all but the tokens
   */
  public SeparateStack(Path home) {
    SoftHsm softHsm = new SoftHsm(TestStack.shared().home().resolve("tokens"));
    Secrets secrets = new Secrets(home.resolve("secrets"), new SecureRandom());
    try {
      Files.createDirectories(home.resolve("db"));
      database =
          new PrivateDatabase(home.resolve("db"), freePort(), secrets.file("db-admin"), Size.SMALL);
      database.start();
      MariaDbDataSource source = new MariaDbDataSource(database.url());
      source.setUser(PrivateDatabase.ADMIN);
      source.setPassword(secrets.value("db-admin"));
      Map<DatabaseUser, String> passwords = new EnumMap<>(DatabaseUser.class);
      for (DatabaseUser user : DatabaseUser.values()) {
        passwords.put(user, secrets.value("db-" + user.id()));
      }
      new DatabaseInstaller(source).install(passwords);
      admin = Database.open(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("jitsuin.pkcs11.library", SoftHsm.library().toString());
    for (String token : List.of("ca", "ocsp")) {
      Path pin = secrets.file(token + "-pin");
      long slot = softHsm.initialise("separate-" + token, pin, secrets.file(token + "-so-pin"));
      settings.put("jitsuin.pkcs11." + token + ".slot", Long.toString(slot));
      settings.put("jitsuin.pkcs11." + token + ".pin-file", pin.toString());
    }
    Settings read = new Settings(key -> Optional.ofNullable(settings.get(key)));
    ca = SigningPool.configured(read, "ca", Clocks.system());
    ocsp = SigningPool.configured(read, "ocsp", Clocks.system());
  }

  /** Returns a Jdbi with the rights to do anything. */
  public Jdbi admin() {
    return admin;
  }

  public SigningPool ca() {
    return ca;
  }

  public SigningPool ocsp() {
    return ocsp;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    ca.close();
    ocsp.close();
    database.kill();
  }
}
