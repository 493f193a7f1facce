package org.jitsuin.ocsp.answer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.KnownIssuer;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.wire.ResponseStatus;
import org.jitsuin.ocsp.wire.SingleResponse;

/** The decision of what to answer to a request, before anything is signed. */
sealed interface Decision {
  /**
   * Statuses, to be signed.
   *
   * @param issuer the issuer for which is answered
   * @param signer who signs; empty if nobody can
   * @param answers what is said about each certificate
   * @param asOf the moment at which that was right
   */
  record Statuses(
      KnownIssuer issuer,
      Optional<DelegatedSigner> signer,
      List<SingleResponse> answers,
      Instant asOf)
      implements Decision {
    /**
     * Returns whether all statuses are of certificates that were issued, and so the same for all.
     */
    boolean areOfIssuedCertificates() {
      return answers.stream().map(SingleResponse::status).allMatch(Statuses::isOfIssued);
    }

    /** Returns whether nothing can be told about any of the certificates. */
    boolean tellsNothing() {
      return answers.stream()
          .allMatch(answer -> answer.status() instanceof CertificateStatus.Unknown);
    }

    private static boolean isOfIssued(CertificateStatus status) {
      return switch (status) {
        case CertificateStatus.Good _, CertificateStatus.Revoked _ -> true;
        case CertificateStatus.NeverIssued _, CertificateStatus.Unknown _ -> false;
      };
    }
  }

  /** The responder cannot tell any status. */
  record Refused(ResponseStatus status) implements Decision {}
}
