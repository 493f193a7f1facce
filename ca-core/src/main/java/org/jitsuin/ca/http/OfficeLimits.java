package org.jitsuin.ca.http;

import java.time.Duration;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/**
 * The limits of what clients of the office API may use.
 *
 * @param threads how many requests of offices run at once; enquiries of auditors and batches of the
 *     register have threads of their own
 * @param waiting how many more of each kind may wait for a thread
 * @param patience how long a request waits for a thread
 * @param statement how long a statement of a request of an office may take in the database
 * @param readTimeout how long a client may take to send the body of a request
 */
public record OfficeLimits(
    int threads, int waiting, Duration patience, Duration statement, Duration readTimeout) {
  /**
   * Reads {@code jitsuin.office.threads} (24), {@code jitsuin.office.waiting} (500), {@code
   * jitsuin.office.patience} (PT5S), {@code jitsuin.office.statement-timeout} (PT10S) and {@code
   * jitsuin.office.read-timeout} (PT10S).
   *
   * @throws Fault SETTING_INVALID
   */
  public static OfficeLimits read(Settings settings) {
    return new OfficeLimits(
        settings.number("jitsuin.office.threads", 24, 1, 1_000),
        settings.number("jitsuin.office.waiting", 500, 1, 100_000),
        duration(settings, "patience", Duration.ofSeconds(5)),
        duration(settings, "statement-timeout", Duration.ofSeconds(10)),
        duration(settings, "read-timeout", Duration.ofSeconds(10)));
  }

  private static Duration duration(Settings settings, String name, Duration usual) {
    return settings.duration(
        "jitsuin.office." + name, usual, Duration.ofMillis(100), Duration.ofMinutes(5));
  }
}
