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
    return settings
        .find(LauncherSettings.DB_URL)
        .<DatabasePlace>map(url -> given(settings, url))
        .orElseGet(() -> new Private(settings.get(LauncherSettings.DB_PORT)));
  }

  private static Given given(Settings settings, String url) {
    if (!url.matches("jdbc:mariadb://[^/]+/(\\?.*)?")) {
      throw Settings.invalid(
          LauncherSettings.DB_URL.key(), "must look like jdbc:mariadb://db.example:3306/");
    }
    return new Given(
        url,
        settings.get(LauncherSettings.DB_ADMIN_USER),
        settings.get(LauncherSettings.DB_ADMIN_PASSWORD_FILE).toAbsolutePath());
  }
}
