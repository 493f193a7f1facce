package org.jitsuin.launcher.installation;

import java.nio.file.Path;
import java.util.Set;
import org.jitsuin.base.model.Service;
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

  /**
   * A database of which this server knows no administrator: what is in it the authority brings
   * there, be it as a replica.
   *
   * @param url as in {@link Given}
   */
  record Lent(String url) implements DatabasePlace {}

  /** Nobody here asks a database. */
  record None() implements DatabasePlace {}

  /** Reads the place of the database, given where {@code jitsuin.db.url} is set. */
  static DatabasePlace read(Settings settings, Set<Service> services) {
    if (services.contains(Service.AUTHORITY)) {
      return own(settings);
    }
    return services.equals(Set.of(Service.REPOSITORY))
        ? new None()
        : settings
            .find(LauncherSettings.DB_URL)
            .map(url -> new Lent(url(url)))
            .orElseThrow(() ->
                Settings.invalid(
                    LauncherSettings.DB_URL.key(),
                    "must be the authority's database, or a replica of its schema status: without"
                        + " the authority (jitsuin.services) there is none here"));
  }

  private static DatabasePlace own(Settings settings) {
    return settings
        .find(LauncherSettings.DB_URL)
        .<DatabasePlace>map(url -> given(settings, url))
        .orElseGet(() -> new Private(settings.get(LauncherSettings.DB_PORT)));
  }

  private static String url(String url) {
    if (!url.matches("jdbc:mariadb://[^/]+/(\\?.*)?")) {
      throw Settings.invalid(
          LauncherSettings.DB_URL.key(), "must look like jdbc:mariadb://db.example:3306/");
    }
    return url;
  }

  private static Given given(Settings settings, String url) {
    return new Given(
        url(url),
        settings.get(LauncherSettings.DB_ADMIN_USER),
        settings.get(LauncherSettings.DB_ADMIN_PASSWORD_FILE).toAbsolutePath());
  }
}
