package org.jitsuin.launcher.installation;

import static org.jitsuin.base.settings.ValueType.matching;
import static org.jitsuin.base.settings.ValueType.number;
import static org.jitsuin.base.settings.ValueType.path;
import static org.jitsuin.base.settings.ValueType.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.SettingList;
import org.jitsuin.installation.setup.DatabaseUser;

/** The settings of an installation, which the launcher reads, or hands to WildFly. */
public final class LauncherSettings {
  private static final SettingList ALL = new SettingList();
  private static final int LAST_PORT = 65_535;

  /** The address that the server listens at. */
  public static final Setting<String> BIND = ALL.add("jitsuin.bind", text(), "127.0.0.1");

  /** The port of OCSP, CRLs and CA certificates. */
  public static final Setting<Integer> HTTP_PORT = port("jitsuin.http.port", "8080");

  /** The port of the office API. */
  public static final Setting<Integer> HTTPS_PORT = port("jitsuin.https.port", "8443");

  /** The port of what everybody may see, over TLS without a client certificate. */
  public static final Setting<Integer> PUBLIC_PORT = port("jitsuin.public.port", "8444");

  /** Connections to it that are open at once. */
  public static final Setting<Integer> PUBLIC_CONNECTIONS =
      ALL.add("jitsuin.public.connections", number(1, Integer.MAX_VALUE), "2048");

  /** The key store by which it is known to browsers; the server's own where there is none. */
  public static final Setting<Path> PUBLIC_KEYSTORE = ALL.add("jitsuin.public.keystore", path());

  /** The password of {@link #PUBLIC_KEYSTORE}. */
  public static final Setting<String> PUBLIC_KEYSTORE_PASSWORD =
      ALL.add("jitsuin.public.keystore.password", text());

  /** The port of health and metrics. */
  public static final Setting<Integer> MANAGEMENT_PORT = port("jitsuin.management.port", "9990");

  /** The account of the machine that WildFly runs as; the launcher's own where it is not set. */
  public static final Setting<String> SERVER_USER = ALL.add("jitsuin.server.user", text());

  /** The most memory of the server's Java, such as {@code 1g}. */
  public static final Setting<String> SERVER_HEAP =
      ALL.add(
          "jitsuin.server.heap",
          matching("[1-9][0-9]{0,9}[kKmMgGtT]?", "a size of memory, such as 1g or 640m"),
          "1g");

  /** More options of the server's Java; of the heap {@link #SERVER_HEAP} decides. */
  public static final Setting<String> SERVER_OPTIONS =
      ALL.add(
          "jitsuin.server.options",
          matching(
              "-[\\w+:=.,/@%-]+( +-[\\w+:=.,/@%-]+)*",
              "options of Java with blanks between them, each with a hyphen first, of letters, digits and"
                  + " _+:=.,/@%-"));

  /** HTTP connections that are open at once. */
  public static final Setting<Integer> HTTP_CONNECTIONS =
      ALL.add("jitsuin.http.connections", number(1, Integer.MAX_VALUE), "8192");

  /** HTTPS connections that are open at once. */
  public static final Setting<Integer> HTTPS_CONNECTIONS =
      ALL.add("jitsuin.https.connections", number(1, Integer.MAX_VALUE), "2048");

  /** A MariaDB that somebody else runs, as JDBC knows it, without a schema. */
  public static final Setting<String> DB_URL = ALL.add("jitsuin.db.url", text());

  /** Who may make schemas, users and grants in it. */
  public static final Setting<String> DB_ADMIN_USER = ALL.add("jitsuin.db.admin.user", text());

  /** The file with the password of that user. */
  public static final Setting<Path> DB_ADMIN_PASSWORD_FILE =
      ALL.add("jitsuin.db.admin.password-file", path());

  /** The user of the OCSP responder in the authority's own database, where it reads a replica. */
  public static final Setting<String> DB_HOME_USER =
      ALL.add("jitsuin.db.home.user", text(), "jitsuin_ocsp");

  /** The file with the password of that user. */
  public static final Setting<Path> DB_HOME_PASSWORD_FILE =
      ALL.add("jitsuin.db.home.password-file", path());

  /** That password, as the server is given it. */
  public static final Setting<String> DB_HOME_PASSWORD =
      ALL.add("jitsuin.db.home.password", text());

  /** The port of the private MariaDB. */
  public static final Setting<Integer> DB_PORT = port("jitsuin.db.port", "13306");

  private static final Map<DatabaseUser, String> CONNECTIONS =
      Map.of(DatabaseUser.CA, "20", DatabaseUser.OCSP, "4", DatabaseUser.CRL, "8");

  static {
    for (DatabaseUser user : DatabaseUser.values()) {
      ALL.add(dbUser(user));
      ALL.add(dbPassword(user));
      ALL.add(dbConnections(user));
    }
  }

  /** A directory with shares of custodians. */
  public static final Setting<Path> CUSTODY_SHARES = ALL.add("jitsuin.custody.shares", path());

  /** Where PINs are while custodians have opened the tokens; memory, not a disk. */
  public static final Setting<Path> CUSTODY_DIRECTORY =
      ALL.add("jitsuin.custody.directory", path(), "/dev/shm");

  private LauncherSettings() {}

  private static Setting<Integer> port(String key, String standard) {
    return ALL.add(key, number(1, LAST_PORT), standard);
  }

  /** The name of a service's user in the database. */
  public static Setting<String> dbUser(DatabaseUser user) {
    return new Setting<>("jitsuin.db." + user.id() + ".user", text(), Optional.empty());
  }

  /** The password of a service's user in the database. */
  public static Setting<String> dbPassword(DatabaseUser user) {
    return new Setting<>("jitsuin.db." + user.id() + ".password", text(), Optional.empty());
  }

  /** The connections that a service may have to the database. */
  public static Setting<Integer> dbConnections(DatabaseUser user) {
    return new Setting<>(
        "jitsuin.db." + user.id() + ".connections",
        number(1, Integer.MAX_VALUE),
        Optional.of(CONNECTIONS.get(user)));
  }

  /** All of them. */
  public static List<Setting<?>> all() {
    return ALL.all();
  }
}
