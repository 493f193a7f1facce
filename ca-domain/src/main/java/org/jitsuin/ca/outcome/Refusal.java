package org.jitsuin.ca.outcome;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An expected no.
 *
 * @param detail what the message of the code speaks of, such as a date; never personal data
 * @param retryAfter after which time it may be asked again, where that is known
 * @param from the first day on which this is no reason any more, where that is known
 */
public record Refusal(
    RefusalCode code, String detail, Optional<Duration> retryAfter, Optional<LocalDate> from) {
  /** A refusal that a pause may change. */
  public Refusal(RefusalCode code, String detail, Optional<Duration> retryAfter) {
    this(code, detail, retryAfter, Optional.empty());
  }

  /** A refusal that time alone does not change. */
  public Refusal(RefusalCode code, String detail) {
    this(code, detail, Optional.empty());
  }

  public static Refusal of(RefusalCode code) {
    return new Refusal(code, "");
  }

  /** The refusal of what is possible from that day, which the message speaks of. */
  public static Refusal opening(RefusalCode code, LocalDate from) {
    return new Refusal(code, from.toString(), Optional.empty(), Optional.of(from));
  }
}
