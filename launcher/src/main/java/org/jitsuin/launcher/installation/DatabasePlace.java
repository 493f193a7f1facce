package org.jitsuin.launcher.installation;

import java.nio.file.Path;
import org.jitsuin.base.settings.Settings;

/** The MariaDB that an installation uses. */
public sealed interface DatabasePlace {

  /** The installation's own database, on that port of this machine. */
  record Private(int port) implements DatabasePlace {}

  /**
   * A database that somebody else runs.
   *
   * @param url as JDBC knows it, without a schema, such as {@code jdbc:mariadb://db.example:3306/}
   * @param adminUser may make schemas, users and grants
   */
  record Given(String url, String adminUser, Path adminPasswordFile) implements DatabasePlace {}

  /** Reads the place of the database, given where {@code jitsuin.db.url} is set. */
  static DatabasePlace read(Settings settings) {
    String key = "jitsuin.db.url";
    if (settings.text(key).isEmpty()) {
      return new Private(settings.number("jitsuin.db.port", 13_306, 1, 65_535));
    }
    String url = settings.required(key);
    if (!url.matches("jdbc:mariadb://[^/]+/(\\?.*)?")) {
      throw Settings.invalid(key, "must look like jdbc:mariadb://db.example:3306/");
    }
    return new Given(
        url,
        settings.required("jitsuin.db.admin.user"),
        settings.path("jitsuin.db.admin.password-file").toAbsolutePath());
  }
}
