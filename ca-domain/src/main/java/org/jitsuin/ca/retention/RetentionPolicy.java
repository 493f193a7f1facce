package org.jitsuin.ca.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.consent.ConsentRules;

/**
 * How long each kind of records is kept. What the law leaves open is set; all else follows from it.
 *
 * @param searches after which it does not matter who was searched for
 * @param reporters after which nobody calls back who reported a loss
 * @param applications after which an office is not asked about one any more; so with consents that
 *     have ended, which are kept for as long as their text is taken at the least
 * @param dropFiles after which the register does not look for what came of its files
 */
public record RetentionPolicy(
    Duration searches, Duration reporters, Duration applications, Duration dropFiles) {
  /**
   * An answer under an Idempotency-Key; who repeats a request later asks for something new. No
   * answer holds personal data.
   */
  public static final Duration ANSWERS = Duration.ofDays(7);

  /** A year: a batch that was broken off is continued within days. */
  private static final Duration BATCHES = Duration.ofDays(366);

  /** Longer than an issue takes, so that none is under way. */
  private static final Duration ISSUE = Duration.ofHours(1);

  /**
   * Returns the time before which the time of these records must lie for them to be erased now: of
   * certificates and cards the end of their validity, of consents their end, of all others when
   * they were recorded.
   */
  public Instant before(RecordKind kind, Instant now) {
    LocalDate today = JapanTime.date(now);
    return switch (kind) {
      case CERTIFICATES, CARDS -> keptSince(now);
      // A revocation is recorded until its certificate has ended (articles 3 to 6 of the Order),
      // which is valid for less than ten years.
      case REVOCATION_NOTES,
          COMPROMISE_NOTES,
          EVENTS,
          JOB_REASONS,
          CLOSURE_REASONS,
          HOLD_REASONS,
          STAFF_REASONS,
          BLOCK_REASONS,
          RESPONDER_REASONS,
          ERASURE_REFERENCES,
          ANSWER_COUNTS ->
          JapanTime.startOf(TenYears.before(today));
      case SEARCHES -> now.minus(searches);
      case REPORTERS -> now.minus(reporters);
      case APPLICATIONS, REFUSED_APPLICATIONS -> now.minus(applications);
      case CONSENTS -> now.minus(Collections.max(List.of(applications, ConsentRules.KNOWN)));
      case TO_BE_SIGNED -> now.minus(ISSUE);
      case BATCHES -> now.minus(BATCHES);
      case DROP_FILES -> now.minus(dropFiles);
    };
  }

  /** Returns the first instant of validity whose certificates and cards are kept. */
  public static Instant keptSince(Instant now) {
    return JapanTime.startOf(TenYears.over(JapanTime.date(now)).plusDays(1));
  }
}
