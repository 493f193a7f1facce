package org.jitsuin.verifier.status;

import java.time.Instant;
import java.util.Optional;

/** What a source says of a certificate; believed already, whoever said it. */
public sealed interface StatusAnswer {
  /**
   * It is good.
   *
   * @param asOf as of when
   * @param until when something newer will be known at the latest
   */
  record Good(Instant asOf, Instant until) implements StatusAnswer {}

  /**
   * It is not, or for the time being not ({@link Reason#CERTIFICATE_HOLD}).
   *
   * @param asOf as of when
   * @param since when it was revoked
   * @param invalidFrom from when it should not be trusted, where that is known to be earlier
   */
  record Revoked(Instant asOf, Instant since, Reason reason, Optional<Instant> invalidFrom)
      implements StatusAnswer {
    /** Whether it may become good again. */
    public boolean isHold() {
      return reason == Reason.CERTIFICATE_HOLD;
    }
  }

  /**
   * The authority says that it never issued it (RFC 6960 §2.2): somebody else has its key.
   *
   * @param asOf as of when
   */
  record NeverIssued(Instant asOf) implements StatusAnswer {}

  /**
   * Nothing is known; never taken for good.
   *
   * @param detail for those who run the program; says nothing of a person
   */
  record Silent(Silence why, String detail) implements StatusAnswer {}
}
