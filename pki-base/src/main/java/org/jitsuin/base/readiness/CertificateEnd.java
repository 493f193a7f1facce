package org.jitsuin.base.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * The end of a certificate that somebody must renew in time.
 *
 * @param name of the certificate, for people
 * @param at its notAfter
 * @param needed whether the service stands still without it
 */
public record CertificateEnd(String name, Instant at, boolean needed) {
  /**
   * The time before the end from which on it is announced: long enough to call custodians together,
   * and for people to order tokens.
   */
  private static final Duration NOTICE = Duration.ofDays(60);

  /** Returns the whole days until then; negative where it has ended. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, at).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  public boolean hasEnded(Instant now) {
    return now.isAfter(at);
  }

  /** Returns whether the end is to be announced now. */
  public boolean isClose(Instant now) {
    return at.minus(NOTICE).isBefore(now);
  }

  /** Says when it ends, with the days that are left. */
  public String sentence(Instant now) {
    return hasEnded(now)
        ? name + " has ended on " + at
        : name + " ends on " + at + ", in " + daysLeft(now) + " days";
  }

  /**
   * Adds to a service's readiness a warning for each certificate that ends soon; not ready where a
   * needed one has ended.
   */
  public static Readiness confirm(
      Readiness readiness, Collection<CertificateEnd> ends, Instant now) {
    Readiness confirmed = readiness;
    for (CertificateEnd end : ends) {
      if (end.isClose(now)) {
        String sentence = end.sentence(now);
        confirmed =
            end.needed() && end.hasEnded(now)
                ? confirmed.butNot(sentence)
                : confirmed.warning(sentence);
      }
    }
    return confirmed;
  }
}
