package org.jitsuin.ocsp.answer;

import java.time.Duration;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/**
 * How long answers hold.
 *
 * @param validity from thisUpdate to nextUpdate. The default of 15 minutes is how often the real
 *     service refreshes its responder: no relying party, whatever it caches, then believes longer
 *     in a certificate that was revoked
 * @param freshnessLimit how old a known status may be and still be told; not longer than the
 *     validity, as the answer would be past its nextUpdate
 * @param leastLeft how much of its validity a stored answer must have left to be given again
 * @param storedAnswers how many answers are stored
 */
public record AnswerPolicy(
    Duration validity, Duration freshnessLimit, Duration leastLeft, int storedAnswers) {
  private static final Duration QUARTER_OF_AN_HOUR = Duration.ofMinutes(15);
  private static final String FRESHNESS_KEY = "jitsuin.ocsp.freshness-limit";

  /**
   * Reads {@code jitsuin.ocsp.validity} (PT15M), {@code jitsuin.ocsp.freshness-limit} (PT15M),
   * {@code jitsuin.ocsp.resign-below} (50, percent of the validity) and {@code
   * jitsuin.ocsp.stored-answers} (10,000).
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
        settings.number("jitsuin.ocsp.stored-answers", 10_000, 0, 10_000_000));
  }
}
