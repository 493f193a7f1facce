package org.jitsuin.card.holder;

import java.time.Instant;

/** What the authority says of a certificate, as of a time. */
public sealed interface OcspAnswer {
  /** When it was known to be so. */
  Instant asOf();

  /** It is valid. */
  record Good(Instant asOf) implements OcspAnswer {}

  /**
   * It is not, or for the time being not.
   *
   * @param reason the code of RFC 5280 §5.3.1; 0 where none is told
   */
  record Revoked(Instant asOf, Instant at, int reason) implements OcspAnswer {}

  /** The responder does not know it. */
  record Unknown(Instant asOf) implements OcspAnswer {}
}
