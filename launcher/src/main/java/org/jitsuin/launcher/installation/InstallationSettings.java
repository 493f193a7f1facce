package org.jitsuin.launcher.installation;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * The settings of an installation, checked.
 *
 * @param services what this server runs
 * @param production no clock may be moved, and nothing is hurried for development's sake
 * @param bind the address that the server listens at
 * @param baseUrl where OCSP, CRLs and CA certificates are served, without a final slash; written
 *     into certificates
 */
public record InstallationSettings(
    Set<Service> services,
    boolean production,
    String bind,
    Ports ports,
    String baseUrl,
    DatabasePlace database,
    TokenPlace tokens,
    ServerJvm jvm) {
  public InstallationSettings {
    services = Set.copyOf(services);
  }

  /**
   * Reads the settings.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static InstallationSettings read(Settings settings) {
    Ports ports = Ports.read(settings);
    Set<Service> services = settings.get(BaseSettings.SERVICES);
    return new InstallationSettings(
        services,
        settings.get(BaseSettings.PRODUCTION),
        settings.get(LauncherSettings.BIND),
        ports,
        baseUrl(settings, ports),
        DatabasePlace.read(settings, services),
        TokenPlace.read(settings, tokenNames(services)),
        ServerJvm.read(settings));
  }

  private static String baseUrl(Settings settings, Ports ports) {
    Optional<String> given = settings.find(BaseSettings.BASE_URL);
    if (given.isEmpty()) {
      return "http://localhost:" + ports.http();
    }
    try {
      URI url = URI.create(given.get());
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && !given.get().endsWith("/")) {
        return given.get();
      }
    } catch (IllegalArgumentException e) {
      // Said below, together with what is expected.
    }
    throw Settings.invalid(
        BaseSettings.BASE_URL.key(),
        "must be an address without a final slash, such as http://localhost:8080");
  }

  /** Returns whether the authority is here, with its office API; else there is only what serves. */
  public boolean hasAuthority() {
    return services.contains(Service.AUTHORITY);
  }

  /** The names of the tokens that the services use; a ceremony makes keys in both. */
  public List<String> tokenNames() {
    return tokenNames(services);
  }

  private static List<String> tokenNames(Set<Service> services) {
    boolean authority = services.contains(Service.AUTHORITY);
    return Stream.of(
            authority || services.contains(Service.CRL) ? "ca" : "",
            authority || services.contains(Service.OCSP) ? "ocsp" : "")
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** The users that the services have in the database; an installer makes all of them. */
  public List<DatabaseUser> databaseUsers() {
    return Stream.of(DatabaseUser.values())
        .filter(user ->
            hasAuthority()
                || switch (user) {
                  case CA -> false;
                  case OCSP -> services.contains(Service.OCSP);
                  case CRL ->
                      services.contains(Service.CRL) || services.contains(Service.CRL_MIRROR);
                })
        .toList();
  }

  /** {@code development} or {@code production}. */
  public String mode() {
    return production ? "production" : "development";
  }

  /** Returns where relying parties reach this server from this machine. */
  public String httpAddress() {
    return "http://localhost:" + ports.http();
  }

  /** Returns where offices reach this server from this machine. */
  public String httpsAddress() {
    return "https://localhost:" + ports.https();
  }

  /** The names and addresses under which the server is reached over TLS. */
  public List<String> hosts() {
    String host = URI.create(baseUrl).getHost();
    return Stream.of("localhost", "127.0.0.1", host, bind)
        .filter(name -> !List.of("0.0.0.0", "::").contains(name))
        .distinct()
        .toList();
  }
}
