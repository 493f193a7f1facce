package org.jitsuin.ocsp.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/**
 * The policy of how long answers hold, and how long a certificate is answered for.
 *
 * @param validity from thisUpdate to nextUpdate. The default of 15 minutes is how often the real
 *     service refreshes its responder: no relying party, whatever it caches, then believes longer
 *     in a certificate that was revoked
 * @param freshnessLimit how old a known status may be and still be told; not longer than the
 *     validity, as the answer would be past its nextUpdate
 * @param leastLeft how much of its validity a stored answer must have left to be given again
 * @param storedAnswers how many answers are stored
 * @param retention how long after its notAfter the status of a certificate is told, to the day (RFC
 *     6960 §4.4.4); zero if no longer than it is valid
 */
public record AnswerPolicy(
    Duration validity,
    Duration freshnessLimit,
    Duration leastLeft,
    int storedAnswers,
    Duration retention) {
  private static final Duration QUARTER_OF_AN_HOUR = Duration.ofMinutes(15);
  private static final Duration TEN_YEARS = Duration.ofDays(3_650);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);
  private static final String FRESHNESS_KEY = "jitsuin.ocsp.freshness-limit";

  /**
   * Reads {@code jitsuin.ocsp.validity} (PT15M), {@code jitsuin.ocsp.freshness-limit} (PT15M),
   * {@code jitsuin.ocsp.resign-below} (50, percent of the validity), {@code
   * jitsuin.ocsp.stored-answers} (10,000) and {@code jitsuin.ocsp.retention} (P3650D).
   *
   * @throws Fault SETTING_INVALID
   */
  public static AnswerPolicy read(Settings settings) {
    Duration validity =
        settings.duration(
            "jitsuin.ocsp.validity", QUARTER_OF_AN_HOUR, Duration.ofMinutes(1), Duration.ofDays(7));
    Duration freshnessLimit =
        settings.duration(
            FRESHNESS_KEY, QUARTER_OF_AN_HOUR, Duration.ofSeconds(2), Duration.ofDays(7));
    if (freshnessLimit.compareTo(validity) > 0) {
      throw Settings.invalid(FRESHNESS_KEY, "must not be longer than jitsuin.ocsp.validity");
    }
    int percent = settings.number("jitsuin.ocsp.resign-below", 50, 0, 100);
    return new AnswerPolicy(
        validity,
        freshnessLimit,
        validity.multipliedBy(percent).dividedBy(100),
        settings.number("jitsuin.ocsp.stored-answers", 10_000, 0, 10_000_000),
        settings.duration("jitsuin.ocsp.retention", TEN_YEARS, Duration.ZERO, LONGEST_RETENTION));
  }

  /** Certificates that had expired at this moment are not told about. */
  Instant cutoff(Instant now) {
    return now.minus(retention);
  }

  /**
   * Returns the archive cutoff of responses (RFC 6960 §4.4.4); empty where nothing is kept beyond
   * expiry.
   */
  Optional<Instant> archiveCutoff(Instant producedAt) {
    return retention.isZero() ? Optional.empty() : Optional.of(cutoff(producedAt));
  }
}
