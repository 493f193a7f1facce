package org.jitsuin.crl.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.crl.plan.StatusDatabase;

/**
 * The entries that were handed in for the audit log and are not in it, as the database said last.
 * CRLs are published whether or not the authority takes them over: they wait as long as they must.
 */
final class HandedIn {
  /** The authority takes over once a second; a wait as long as this is told. */
  private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

  private final StatusDatabase database;
  private volatile SubmissionTable.Waiting waiting = SubmissionTable.Waiting.NOTHING;

  HandedIn(StatusDatabase database) {
    this.database = database;
  }

  /**
   * Looks at the database.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  void refresh() {
    waiting = database.run(SubmissionTable::waiting);
  }

  /** Returns how long the oldest waits; zero where none does. */
  Duration waited(Instant now) {
    return waiting
        .since()
        .map(since -> Duration.between(since, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /** Returns a sentence where somebody should know of it. */
  Optional<String> notice(Instant now) {
    SubmissionTable.Waiting known = waiting;
    if (known.refused() > 0) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%,d entries for the audit log were refused by the authority",
              known.refused()));
    }
    return known
        .since()
        .filter(_ -> waited(now).compareTo(WORTH_TELLING) >= 0)
        .map(since ->
            String.format(
                Locale.ROOT,
                "%,d entries for the audit log wait for the authority, the first since %s",
                known.entries(),
                since));
  }
}
