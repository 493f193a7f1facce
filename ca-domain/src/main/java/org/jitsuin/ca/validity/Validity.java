package org.jitsuin.ca.validity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The validity of a certificate, both ends inclusive, in whole seconds (RFC 5280 §4.1.2.5). */
public record Validity(Instant notBefore, Instant notAfter) {
  public Validity {
    notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
    notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    if (notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException("a validity ends after it begins");
    }
  }
}
