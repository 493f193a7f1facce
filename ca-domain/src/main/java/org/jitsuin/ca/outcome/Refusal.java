package org.jitsuin.ca.outcome;

import java.time.Duration;
import java.util.Optional;

/**
 * An expected no.
 *
 * @param detail what the message of the code speaks of, such as a date; never personal data
 * @param retryAfter after which time it may be asked again, where that is known
 */
public record Refusal(RefusalCode code, String detail, Optional<Duration> retryAfter) {
  /** A refusal that time alone does not change. */
  public Refusal(RefusalCode code, String detail) {
    this(code, detail, Optional.empty());
  }

  public static Refusal of(RefusalCode code) {
    return new Refusal(code, "");
  }
}
