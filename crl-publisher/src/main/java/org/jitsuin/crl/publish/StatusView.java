package org.jitsuin.crl.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.time.Interval;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusReader;

/** Reads the status schema from time to time and whenever there is doubt. One thread uses it. */
final class StatusView {
  private final StatusReader reader;
  private final Duration interval;
  private final InstantSource clock;
  private Interval fresh = Interval.EMPTY;

  StatusView(StatusReader reader, Duration interval, InstantSource clock) {
    this.reader = reader;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * Reads the status if it is time to.
   *
   * @throws Fault DATABASE_UNAVAILABLE or INTEGRITY_VIOLATED
   */
  Optional<Status> ifDue() {
    Instant now = clock.instant();
    if (fresh.contains(now)) {
      return Optional.empty();
    }
    Status status = reader.read();
    fresh = new Interval(now, interval);
    return Optional.of(status);
  }

  /** Makes {@link #ifDue} read in any case. */
  void doubt() {
    fresh = Interval.EMPTY;
  }
}
