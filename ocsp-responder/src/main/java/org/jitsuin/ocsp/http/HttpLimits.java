package org.jitsuin.ocsp.http;

import java.time.Duration;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ocsp.OcspSettings;

/**
 * The limits of what clients may use.
 *
 * @param readTimeout how long a client may take to send the body of a request
 * @param waiting how many requests may wait for a signature or for the feed; others are told to try
 *     later
 */
public record HttpLimits(Duration readTimeout, int waiting) {
  /**
   * Reads what the settings say of clients.
   *
   * @throws Fault SETTING_INVALID
   */
  public static HttpLimits read(Settings settings) {
    return new HttpLimits(
        settings.get(OcspSettings.READ_TIMEOUT), settings.get(OcspSettings.WAITING));
  }
}
