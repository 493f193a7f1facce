package org.jitsuin.ocsp.wire;

import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ocsp.OcspSettings;

/**
 * The limits of what one request may ask.
 *
 * @param octets the longest encoding
 * @param certIds the most certificates in one request
 * @param sha1 whether SHA-1 names an issuer of ours (RFC 9919 §8.7)
 */
public record RequestLimits(int octets, int certIds, boolean sha1) {
  /**
   * Reads what the settings say of requests.
   *
   * @throws Fault SETTING_INVALID
   */
  public static RequestLimits read(Settings settings) {
    return new RequestLimits(
        settings.get(OcspSettings.MAX_REQUEST),
        settings.get(OcspSettings.MAX_CERTIFICATES),
        settings.get(OcspSettings.SHA_1));
  }
}
