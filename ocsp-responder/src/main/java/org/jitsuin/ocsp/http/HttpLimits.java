package org.jitsuin.ocsp.http;

import java.time.Duration;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/**
 * The limits of what clients may use.
 *
 * @param readTimeout how long a client may take to send the body of a request
 * @param waiting how many requests may wait for a signature or for the feed; others are told to try
 *     later
 */
public record HttpLimits(Duration readTimeout, int waiting) {
  /**
   * Reads {@code jitsuin.ocsp.read-timeout} (PT5S) and {@code jitsuin.ocsp.waiting} (1,000).
   *
   * @throws Fault SETTING_INVALID
   */
  public static HttpLimits read(Settings settings) {
    return new HttpLimits(
        settings.duration(
            "jitsuin.ocsp.read-timeout",
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMinutes(5)),
        settings.number("jitsuin.ocsp.waiting", 1_000, 1, 1_000_000));
  }
}
