package org.jitsuin.launcher.installation;

import java.util.stream.Stream;
import org.jitsuin.base.settings.Settings;

/**
 * The TCP ports of the server.
 *
 * @param http OCSP, CRLs, CA certificates
 * @param https the office API
 * @param open what everybody may see, over TLS without a client certificate
 * @param management health and metrics, on this machine only
 */
public record Ports(int http, int https, int open, int management) {
  static Ports read(Settings settings) {
    Ports ports =
        new Ports(
            settings.get(LauncherSettings.HTTP_PORT),
            settings.get(LauncherSettings.HTTPS_PORT),
            settings.get(LauncherSettings.PUBLIC_PORT),
            settings.get(LauncherSettings.MANAGEMENT_PORT));
    if (Stream.of(ports.http, ports.https, ports.open, ports.management).distinct().count() < 4) {
      throw Settings.invalid(
          LauncherSettings.HTTP_PORT.key(),
          "must differ from the HTTPS, the public and the management port, and these from one another");
    }
    return ports;
  }
}
