package org.jitsuin.ocsp.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ocsp.OcspSettings;

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
  /**
   * Reads what the settings say of answers.
   *
   * @throws Fault SETTING_INVALID
   */
  public static AnswerPolicy read(Settings settings) {
    Duration validity = settings.get(OcspSettings.VALIDITY);
    Duration freshnessLimit = settings.get(OcspSettings.FRESHNESS_LIMIT);
    if (freshnessLimit.compareTo(validity) > 0) {
      throw Settings.invalid(
          OcspSettings.FRESHNESS_LIMIT.key(),
          "must not be longer than " + OcspSettings.VALIDITY.key());
    }
    return new AnswerPolicy(
        validity,
        freshnessLimit,
        validity.multipliedBy(settings.get(OcspSettings.RESIGN_BELOW)).dividedBy(100),
        settings.get(OcspSettings.STORED_ANSWERS),
        settings.get(OcspSettings.RETENTION));
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
