package org.jitsuin.ocsp.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.KnownIssuer;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.signer.SignerSource;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.status.StatusLookup;
import org.jitsuin.ocsp.status.StatusSource;
import org.jitsuin.ocsp.wire.CertId;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ResponseStatus;
import org.jitsuin.ocsp.wire.SingleAnswer;

/**
 * Finds what is to be said in answer to a request.
 *
 * <p>One response speaks for one issuer. A signer's certificate "MUST be issued directly by the CA
 * that is identified in the request" (RFC 6960 §4.2.2.2), and a response has one signature; so the
 * first issuer in the request that is one of ours is answered for. Certificates of any other
 * issuer, foreign or another key generation or authority of ours, are {@code unknown} in that
 * response, since there must be an answer for each (§4.2.2.3) and its signer may say nothing about
 * them; "the client can then decide whether it wants to try another source", which may be the same
 * address, asked about one issuer at a time. If no issuer is ours the answer is {@code
 * unauthorized} (RFC 5019 §2.2.3).
 *
 * <p>The same is said of certificates that expired longer ago than their status is kept: the
 * responder "MAY remove the status records of expired certificates. Requests from clients for
 * certificates whose record has been removed will result in an OCSPResponseStatus of
 * 'unauthorized'" (RFC 5019 §2.2.3). Beside others about which something can be told they are
 * {@code unknown}; never good or revoked, and not never issued either, which would be untrue.
 */
final class Finder {
  private static final int LOOKS = 25;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Finding TRY_LATER = new Finding.Refused(ResponseStatus.TRY_LATER);

  private static final Finding UNAUTHORIZED = new Finding.Refused(ResponseStatus.UNAUTHORIZED);

  private final SignerSource signers;
  private final StatusSource statuses;
  private final AnswerPolicy policy;

  Finder(SignerSource signers, StatusSource statuses, AnswerPolicy policy) {
    this.signers = signers;
    this.statuses = statuses;
    this.policy = policy;
  }

  /**
   * What is to be said; where a certificate may have been issued since the feed was last read,
   * waits for the next time.
   */
  Finding find(OcspRequest request, Instant now) {
    Look look = look(request, now);
    for (int i = 0; i < LOOKS && look.mayBeTooEarly(); i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      look = look(request, now);
    }
    return look.finding();
  }

  /** What is to be said, if nothing has to be waited for. */
  Optional<Finding> findAtOnce(OcspRequest request, Instant now) {
    Look look = look(request, now);
    return look.mayBeTooEarly() ? Optional.empty() : Optional.of(look.finding());
  }

  /**
   * What one look shows.
   *
   * @param mayBeTooEarly whether a later one may show something else
   */
  private record Look(Finding finding, boolean mayBeTooEarly) {
    static Look atLast(Finding finding) {
      return new Look(finding, false);
    }
  }

  private Look look(OcspRequest request, Instant now) {
    Optional<SignerDirectory> directory = signers.directory();
    if (directory.isEmpty()) {
      return Look.atLast(TRY_LATER);
    }
    for (CertId certId : request.certIds()) {
      Optional<KnownIssuer> first = issuer(certId, directory.get());
      if (first.isPresent()) {
        return look(request, directory.get(), first.get(), now);
      }
    }
    return Look.atLast(UNAUTHORIZED);
  }

  private Look look(
      OcspRequest request, SignerDirectory directory, KnownIssuer issuer, Instant now) {
    Optional<Finding.Statuses> found = read(request, directory, issuer, now);
    Finding finding =
        found
            .filter(known -> !known.asOf().plus(policy.freshnessLimit()).isBefore(now))
            .map(known -> known.tellsNothing() ? UNAUTHORIZED : known)
            .orElse(TRY_LATER);
    return new Look(finding, found.filter(known -> mayBeTooEarly(known, now)).isPresent());
  }

  private Optional<Finding.Statuses> read(
      OcspRequest request, SignerDirectory directory, KnownIssuer issuer, Instant now) {
    Instant cutoff = policy.cutoff(now);
    Optional<DelegatedSigner> signer = directory.signer(issuer, now, request.preferredAlgorithms());
    return statuses.read(lookup ->
        new Finding.Statuses(
            issuer,
            signer,
            request.certIds().stream()
                .map(id -> new SingleAnswer(id, status(id, issuer, directory, lookup, cutoff)))
                .toList(),
            lookup.asOf()));
  }

  /**
   * A certificate issued since the feed was last read would be called never issued: whoever asks
   * for one waits until the feed was read after the question, for a moment at the most.
   */
  private static boolean mayBeTooEarly(Finding.Statuses known, Instant asked) {
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
    boolean answeredFor =
        issuer(certId, directory).filter(named -> named.number() == issuer.number()).isPresent();
    return answeredFor
        ? certId
            .serial()
            .map(serial -> status(issuer.number(), serial, lookup, cutoff))
            .orElseGet(CertificateStatus.NeverIssued::new)
        : new CertificateStatus.Unknown();
  }

  private static CertificateStatus status(
      int issuerNumber, Serial serial, StatusLookup lookup, Instant cutoff) {
    return lookup.isExpiredAt(issuerNumber, serial, cutoff)
        ? new CertificateStatus.Unknown()
        : lookup.status(issuerNumber, serial);
  }

  private static Optional<KnownIssuer> issuer(CertId certId, SignerDirectory directory) {
    return certId.issuer().flatMap(directory::issuer);
  }
}
