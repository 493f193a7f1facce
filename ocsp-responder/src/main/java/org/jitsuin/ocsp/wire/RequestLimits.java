package org.jitsuin.ocsp.wire;

import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/**
 * The limits of what one request may ask.
 *
 * @param octets the longest encoding
 * @param certIds the most certificates in one request
 */
public record RequestLimits(int octets, int certIds) {
  /**
   * Reads {@code jitsuin.ocsp.max-request} (16,384 octets) and {@code
   * jitsuin.ocsp.max-certificates} (32).
   *
   * @throws Fault SETTING_INVALID
   */
  public static RequestLimits read(Settings settings) {
    return new RequestLimits(
        settings.number("jitsuin.ocsp.max-request", 16_384, 256, 1_048_576),
        settings.number("jitsuin.ocsp.max-certificates", 32, 1, 1_000));
  }
}
