package org.jitsuin.ocsp.answer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.ocsp.access.AccessRequest;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.KnownIssuer;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.signer.SignerSource;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.status.SerialKey;
import org.jitsuin.ocsp.status.StatusLookup;
import org.jitsuin.ocsp.status.StatusSource;
import org.jitsuin.ocsp.wire.CertId;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ResponseStatus;
import org.jitsuin.ocsp.wire.SingleResponse;

/**
 * Finds what is to be said in answer to a request.
 *
 * <p>One response speaks for one issuer. A signer's certificate "MUST be issued directly by the CA
 * that is identified in the request" (RFC 6960 §4.2.2.2), and a response has one signature; so the
 * first issuer in the request that is one of ours is answered for. Whoever names any other issuer,
 * foreign or another key generation or authority of ours, is told {@code unknown} in that response,
 * since there must be an answer for each (§4.2.2.3) and its signer may say nothing about them; "the
 * client can then decide whether it wants to try another source", which may be the same address,
 * asked about one issuer at a time. If no issuer is ours the answer is {@code unauthorized} (RFC
 * 9919 §3.2.3). An issuer of an authority that the audience may not ask about is as foreign as any
 * other.
 *
 * <p>After a roll-over many ask about a certificate of an older key generation with the issuer
 * certificate of the newest. Name and serial number identify a certificate (RFC 5280 §4.1.2.2), so
 * the serial number is looked up wherever it was issued under that name, and told by a signer of
 * the generation that the request names, which is the one that the client will accept.
 *
 * <p>The same is said of certificates that expired longer ago than their status is kept: the
 * responder "MAY remove the status records of expired certificates. Requests from clients for
 * certificates whose record has been removed will result in an OCSPResponseStatus of
 * 'unauthorized'" (RFC 9919 §3.2.3). Beside others about which something can be told they are
 * {@code unknown}; never good or revoked, and not never issued either, which would be untrue.
 *
 * <p>Nor is a serial number called never issued that was drawn at a time of which records were
 * lost: it is {@code unknown}, which is signed.
 */
final class Finder {
  private static final Decision TRY_LATER = new Decision.Refused(ResponseStatus.TRY_LATER);

  private static final Decision UNAUTHORIZED = new Decision.Refused(ResponseStatus.UNAUTHORIZED);

  private final SignerSource signers;
  private final StatusSource statuses;
  private final AnswerPolicy policy;

  Finder(SignerSource signers, StatusSource statuses, AnswerPolicy policy) {
    this.signers = signers;
    this.statuses = statuses;
    this.policy = policy;
  }

  /**
   * The result of one look.
   *
   * @param mayBeTooEarly whether it must not be told yet, since a certificate may have been issued
   *     before the question came that is not known here: a look when more is known may show
   *     something else
   */
  record Look(Decision finding, boolean mayBeTooEarly) {
    static Look atLast(Decision finding) {
      return new Look(finding, false);
    }
  }

  /**
   * Returns what is to be said; never waits.
   *
   * @param asked when the question came
   */
  Look look(AccessRequest inquiry, Instant asked) {
    Optional<SignerDirectory> directory = signers.directory();
    if (directory.isEmpty()) {
      return Look.atLast(TRY_LATER);
    }
    for (CertId certId : inquiry.request().certIds()) {
      Optional<KnownIssuer> first =
          issuer(certId, directory.get())
              .filter(issuer -> mayAsk(inquiry, issuer))
              .filter(issuer -> isSpokenFor(issuer, directory.get(), asked));
      if (first.isPresent()) {
        return look(inquiry.request(), directory.get(), first.get(), asked);
      }
    }
    return Look.atLast(UNAUTHORIZED);
  }

  /**
   * Returns whether there may be an answer in its name, now or when its signer is renewed; of a
   * retired key generation there is none once its last signer has ended (RFC 9919 §3.2.3).
   */
  private static boolean isSpokenFor(KnownIssuer issuer, SignerDirectory directory, Instant now) {
    return !issuer.retired() || directory.signer(issuer, now).isPresent();
  }

  private static boolean mayAsk(AccessRequest inquiry, KnownIssuer issuer) {
    return inquiry.audience().mayAskAbout(issuer.issuer().authority());
  }

  private Look look(
      OcspRequest request, SignerDirectory directory, KnownIssuer issuer, Instant now) {
    Optional<Decision.Statuses> found = read(request, directory, issuer, now);
    Optional<Decision.Statuses> fresh =
        found.filter(known -> !known.asOf().plus(policy.freshnessLimit()).isBefore(now));
    Decision finding =
        fresh
            .<Decision>map(known ->
                known.tellsNothing() && !mayBeLost(request, issuer, directory)
                    ? UNAUTHORIZED
                    : known)
            .orElse(TRY_LATER);
    return new Look(finding, fresh.filter(known -> mayBeTooEarly(known, now)).isPresent());
  }

  /**
   * Returns whether a certificate may have been issued without a record: "unknown" is then all that
   * is known.
   */
  private boolean mayBeLost(OcspRequest request, KnownIssuer issuer, SignerDirectory directory) {
    return statuses
        .read(lookup ->
            request.certIds().stream()
                .filter(id -> isOf(id, issuer, directory))
                .flatMap(id -> id.serial().stream())
                .anyMatch(serial -> lookup.mayBeLost(SerialKey.of(serial))))
        .orElse(false);
  }

  private Optional<Decision.Statuses> read(
      OcspRequest request, SignerDirectory directory, KnownIssuer issuer, Instant now) {
    Instant cutoff = policy.cutoff(now);
    Optional<DelegatedSigner> signer = directory.signer(issuer, now, request.preferredAlgorithms());
    return statuses.read(lookup ->
        new Decision.Statuses(
            issuer,
            signer,
            request.certIds().stream()
                .map(id -> new SingleResponse(id, status(id, issuer, directory, lookup, cutoff)))
                .toList(),
            lookup.asOf()));
  }

  /**
   * A certificate that was issued and is not known here yet would be called never issued: whoever
   * asks for one waits until a heartbeat of the authority from after the question says that what is
   * known is complete.
   */
  private static boolean mayBeTooEarly(Decision.Statuses known, Instant asked) {
    return known.asOf().isBefore(asked)
        && known.answers().stream()
            .anyMatch(answer -> answer.status() instanceof CertificateStatus.NeverIssued);
  }

  private static CertificateStatus status(
      CertId certId,
      KnownIssuer issuer,
      SignerDirectory directory,
      StatusLookup lookup,
      Instant cutoff) {
    return isOf(certId, issuer, directory)
        ? certId
            .serial()
            .map(serial ->
                status(directory.underNameOf(issuer), SerialKey.of(serial), lookup, cutoff))
            .orElseGet(CertificateStatus.NeverIssued::new)
        : new CertificateStatus.Unknown();
  }

  /**
   * Returns the status of a serial number; whether it was never issued is decided here alone.
   *
   * @param issuerNumbers the key generations under whose one name it may have been issued
   * @param cutoff certificates that had expired then are not told about
   */
  static CertificateStatus status(
      List<Integer> issuerNumbers, SerialKey serial, StatusLookup lookup, Instant cutoff) {
    CertificateStatus otherwise = new CertificateStatus.NeverIssued();
    for (int number : issuerNumbers) {
      CertificateStatus status = lookup.status(number, serial);
      switch (status) {
        case CertificateStatus.Good _, CertificateStatus.Revoked _ -> {
          return lookup.isExpiredAt(number, serial, cutoff)
              ? new CertificateStatus.Unknown()
              : status;
        }
        // Another key generation may know it.
        case CertificateStatus.NeverIssued _, CertificateStatus.Unknown _ -> otherwise = status;
      }
    }
    return otherwise;
  }

  private static boolean isOf(CertId certId, KnownIssuer issuer, SignerDirectory directory) {
    return issuer(certId, directory).filter(named -> named.number() == issuer.number()).isPresent();
  }

  private static Optional<KnownIssuer> issuer(CertId certId, SignerDirectory directory) {
    return certId.issuer().flatMap(directory::issuer);
  }
}
