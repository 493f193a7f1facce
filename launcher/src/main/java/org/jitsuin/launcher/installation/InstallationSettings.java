package org.jitsuin.launcher.installation;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * The settings of an installation, checked.
 *
 * @param production no clock may be moved, and nothing is hurried for development's sake
 * @param bind the address that the server listens at
 * @param baseUrl where OCSP, CRLs and CA certificates are served, without a final slash; written
 *     into certificates
 */
public record InstallationSettings(
    boolean production,
    String bind,
    Ports ports,
    String baseUrl,
    DatabasePlace database,
    TokenPlace tokens) {

  /**
   * Reads the settings.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static InstallationSettings read(Settings settings) {
    Ports ports = Ports.read(settings);
    return new InstallationSettings(
        settings.get(BaseSettings.PRODUCTION),
        settings.get(LauncherSettings.BIND),
        ports,
        baseUrl(settings, ports),
        DatabasePlace.read(settings),
        TokenPlace.read(settings));
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
