package org.jitsuin.launcher.installation;

import java.util.stream.Stream;
import org.jitsuin.base.settings.Settings;

/**
 * The TCP ports of the server.
 *
 * @param http OCSP, CRLs, CA certificates
 * @param https the office API
 * @param management health and metrics, on this machine only
 */
public record Ports(int http, int https, int management) {
  private static final int LAST = 65_535;

  static Ports read(Settings settings) {
    Ports ports =
        new Ports(
            settings.number("jitsuin.http.port", 8_080, 1, LAST),
            settings.number("jitsuin.https.port", 8_443, 1, LAST),
            settings.number("jitsuin.management.port", 9_990, 1, LAST));
    if (Stream.of(ports.http, ports.https, ports.management).distinct().count() < 3) {
      throw Settings.invalid(
          "jitsuin.http.port", "must differ from the HTTPS and the management port");
    }
    return ports;
  }
}
