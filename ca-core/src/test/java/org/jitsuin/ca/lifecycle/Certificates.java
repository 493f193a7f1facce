package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;

/** Certificates as decisions see them. */
final class Certificates {
  private Certificates() {}

  static CardCertificate of(Authority kind, Instant notAfter) {
    return new CardCertificate(
        new Issuer(kind, 1),
        1,
        Serial.parse("01"),
        "card",
        "13221-g1",
        1,
        Instant.parse("2020-01-01T00:00:00Z"),
        notAfter,
        Optional.empty(),
        Der.of(new byte[1]));
  }
}
