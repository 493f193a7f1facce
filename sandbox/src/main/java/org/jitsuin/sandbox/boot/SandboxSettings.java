package org.jitsuin.sandbox.boot;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of a sandbox: system properties, or the environment ({@code JITSUIN_SANDBOX_PORT}
 * for {@code jitsuin.sandbox.port}).
 *
 * @param directory where it keeps its own key and its parties
 * @param port on loopback
 * @param issuer where it is reached, without a slash at the end
 * @param authority where the authority is; empty to have test persons only
 */
public record SandboxSettings(
    Path directory, int port, String issuer, Optional<AuthorityPlace> authority) {
  /** The port where nobody names another. */
  public static final int USUAL_PORT = 8090;

  /**
   * Where an authority is, as a relying party knows it.
   *
   * @param certificates the directory with its certificates, as PEM
   * @param api its API, by HTTPS
   * @param credential the party's key and certificate, PKCS #12
   * @param password of that file
   */
  public record AuthorityPlace(Path certificates, URI api, Path credential, String password) {
    /** Returns nothing that is secret. */
    @Override
    public String toString() {
      return "AuthorityPlace[" + api + "]";
    }
  }

  /** Checks it. */
  public SandboxSettings {
    if (!issuer.matches("https?://[a-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~-]+)*")) {
      throw new IllegalArgumentException("jitsuin.sandbox.issuer is no address: " + issuer);
    }
  }

  /** Reads them. */
  public static SandboxSettings ofProcess() {
    int port = read("port").map(Integer::parseInt).orElse(USUAL_PORT);
    return new SandboxSettings(
        read("directory").map(Path::of).orElse(Path.of("sandbox")),
        port,
        read("issuer").orElse("http://localhost:" + port),
        read("authority.certificates")
            .map(certificates ->
                new AuthorityPlace(
                    Path.of(certificates),
                    URI.create(read("authority.api").orElse("https://localhost:8443")),
                    Path.of(read("authority.credential").orElseThrow(SandboxSettings::missing)),
                    read("authority.password").orElse("changeit"))));
  }

  private static IllegalArgumentException missing() {
    return new IllegalArgumentException("jitsuin.sandbox.authority.credential is missing");
  }

  private static Optional<String> read(String key) {
    String name = "jitsuin.sandbox." + key;
    return Optional.ofNullable(System.getProperty(name))
        .or(() ->
            Optional.ofNullable(System.getenv(name.replace('.', '_').toUpperCase(Locale.ROOT))));
  }
}
