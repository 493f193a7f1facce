package org.jitsuin.ca.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A stretch of time in which certificates were issued, by their notBefore (RFC 5280 §4.1.2.5).
 *
 * @param from its first second; from the beginning where empty
 * @param until the second after it; without end where empty
 */
public record IssueWindow(Optional<Instant> from, Optional<Instant> until) {
  /** The window without bounds: all time. */
  public static final IssueWindow ALL = new IssueWindow(Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if a bound is no whole second, or nothing lies between them
   */
  public IssueWindow {
    if (!isWhole(from) || !isWhole(until)) {
      throw new IllegalArgumentException("a window of issue has bounds of whole seconds");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException("a window of issue begins before it ends");
    }
  }

  private static boolean isWhole(Optional<Instant> bound) {
    return bound.map(at -> at.truncatedTo(ChronoUnit.SECONDS).equals(at)).orElse(true);
  }

  /** Returns whether the window is all time. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** Returns the text that an audit entry puts behind the selection; empty for all time. */
  String text() {
    return from.map(at -> " from " + at).orElse("") + until.map(at -> " until " + at).orElse("");
  }
}
