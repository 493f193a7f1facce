package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;

/**
 * Decides what is told of a revoked certificate once its key is reported as compromised (RFC 5280
 * §5.3; CA/Browser Forum, Baseline Requirements §4.9.1 and §7.2.2).
 */
public final class Compromise {
  private Compromise() {}

  /**
   * The graver reason, and the earlier date from which the certificate should not be trusted.
   *
   * @param told as it is told until now
   * @param reason that of the compromise
   * @param invalidSince the date that was reported; counts only where it is not after the
   *     revocation
   * @return of the same time; equal to what is told where nothing is worse
   */
  public static Revocation worse(
      Revocation told, RevocationReason reason, Optional<Instant> invalidSince) {
    Optional<Instant> earlier =
        invalidSince
            .map(since -> since.truncatedTo(ChronoUnit.SECONDS))
            .filter(since -> !since.isAfter(told.at()))
            .filter(since -> told.invalidSince().map(since::isBefore).orElse(true));
    return new Revocation(
        told.at(),
        gravity(reason) > gravity(told.reason()) ? reason : told.reason(),
        earlier.or(told::invalidSince));
  }

  /** The holder's own key is named even where the authority's is named already. */
  private static int gravity(RevocationReason reason) {
    return switch (reason) {
      case KEY_COMPROMISE -> 2;
      case CA_COMPROMISE -> 1;
      case UNSPECIFIED,
          AFFILIATION_CHANGED,
          SUPERSEDED,
          CESSATION_OF_OPERATION,
          CERTIFICATE_HOLD,
          REMOVE_FROM_CRL,
          PRIVILEGE_WITHDRAWN,
          AA_COMPROMISE ->
          0;
    };
  }
}
