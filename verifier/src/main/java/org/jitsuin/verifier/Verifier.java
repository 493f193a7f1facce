package org.jitsuin.verifier;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.key.Times;
import org.jitsuin.verifier.status.Answers;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Says of a certificate whether it is good now. It asks at each call, keeps nothing of anybody, and
 * calls nothing good that was not said to be good by the authority.
 *
 * <pre>{@code
 * Verifier verifier =
 *     Verifier.of(
 *         TrustAnchors.none().with(CertificateKind.USER_IDENTIFICATION, authority),
 *         OcspSource.named(new HttpTransport(Duration.ofSeconds(10))));
 * Verdict verdict =
 *     verifier.verify(certificate, CertificateKind.USER_IDENTIFICATION, Instant.now());
 * }</pre>
 *
 * <p>That the person in front of the machine holds the key is another question: let the card sign a
 * fresh challenge, or check the signature of the document, with this certificate's key. Safe for
 * use by several threads.
 */
public final class Verifier {
  private final TrustAnchors trusted;
  private final StatusSource source;
  private final Profiles profiles;

  private Verifier(TrustAnchors trusted, StatusSource source, Profiles profiles) {
    this.trusted = trusted;
    this.source = source;
    this.profiles = profiles;
  }

  /** Returns a verifier that trusts these authorities and asks that source. */
  public static Verifier of(TrustAnchors trusted, StatusSource source) {
    return new Verifier(trusted, source, Profiles.usual());
  }

  /** Returns one that knows certificates by other policies. */
  public Verifier with(Profiles other) {
    return new Verifier(trusted, source, other);
  }

  /**
   * Verifies a certificate.
   *
   * @param wanted what it is needed for: {@link CertificateKind#SIGNATURE} under a document, {@link
   *     CertificateKind#USER_IDENTIFICATION} to log in
   * @param now the time
   */
  public Verdict verify(X509Certificate certificate, CertificateKind wanted, Instant now) {
    Optional<X509CertificateHolder> presented = TrustAnchors.presented(certificate);
    if (presented.isEmpty()) {
      return new Verdict.NotOurs(Mismatch.MALFORMED);
    }
    try {
      return verify(presented.get(), wanted, now);
    } catch (RuntimeException e) {
      // What others made: Bouncy Castle says with many exceptions that it is malformed.
      return new Verdict.NotOurs(Mismatch.MALFORMED);
    }
  }

  private Verdict verify(X509CertificateHolder certificate, CertificateKind wanted, Instant now) {
    if (!trusted.isKnown(certificate)) {
      return new Verdict.NotOurs(Mismatch.OTHER_AUTHORITY);
    }
    Optional<TrustedKey> issuer = trusted.issuerOf(certificate);
    if (issuer.isEmpty()) {
      return new Verdict.NotOurs(Mismatch.NOT_SIGNED);
    }
    CertificateKind kind = issuer.get().kind();
    Optional<Mismatch> mismatch = new CardProfile(profiles, certificate, issuer.get()).mismatch();
    if (mismatch.isPresent()) {
      return new Verdict.NotOurs(mismatch.get());
    }
    if (kind != wanted) {
      return new Verdict.WrongKind(kind);
    }
    return inTime(certificate, issuer.get(), now)
        .orElseGet(() -> byStatus(certificate, issuer.get(), now));
  }

  private Optional<Verdict> inTime(
      X509CertificateHolder certificate, TrustedKey issuer, Instant now) {
    Instant from = Times.of(certificate.toASN1Structure().getStartDate());
    Instant until = Times.of(certificate.toASN1Structure().getEndDate());
    if (now.isAfter(until)) {
      return Optional.of(new Verdict.Expired(issuer.kind(), until));
    }
    // Whoever was just issued one comes to a machine whose clock is late.
    if (from.isAfter(now.plus(profiles.clocksDiffer()))) {
      return Optional.of(new Verdict.NotYetValid(issuer.kind(), from));
    }
    return issuer.isCurrent(now)
        ? Optional.empty()
        : Optional.of(new Verdict.NotOurs(Mismatch.AUTHORITY_NOT_CURRENT));
  }

  private Verdict byStatus(X509CertificateHolder certificate, TrustedKey issuer, Instant now) {
    return linkProblem(issuer, certificate, now)
        .orElseGet(
            () -> verdict(certificate, issuer.kind(), ask(certificate, issuer, certificate, now)));
  }

  private StatusAnswer ask(
      X509CertificateHolder certificate,
      TrustedKey issuer,
      X509CertificateHolder presented,
      Instant now) {
    return Answers.guarded(
        source,
        new Question(certificate, issuer.certificate(), trusted.sameName(issuer), presented, now));
  }

  /** A link certificate is revoked as any other; an anchor is trusted by decision. */
  private Optional<Verdict> linkProblem(
      TrustedKey issuer, X509CertificateHolder presented, Instant now) {
    for (TrustedKey key : issuer.path()) {
      if (key.by().isPresent()) {
        StatusAnswer answer = ask(key.certificate(), key.by().get(), presented, now);
        if (answer instanceof StatusAnswer.Silent silent) {
          return Optional.of(cannotTell(silent));
        }
        if (!(answer instanceof StatusAnswer.Good)) {
          return Optional.of(new Verdict.NotOurs(Mismatch.LINK_REVOKED));
        }
      }
    }
    return Optional.empty();
  }

  private static Verdict verdict(
      X509CertificateHolder certificate, CertificateKind kind, StatusAnswer answer) {
    if (answer instanceof StatusAnswer.Good good) {
      Instant end = Times.of(certificate.toASN1Structure().getEndDate());
      return new Verdict.Valid(kind, good.asOf(), good.until().isBefore(end) ? good.until() : end);
    }
    if (answer instanceof StatusAnswer.Revoked revoked) {
      return revoked.isHold()
          ? new Verdict.Suspended(kind, revoked.since(), revoked.asOf())
          : new Verdict.Revoked(
              kind, revoked.since(), revoked.reason(), revoked.invalidFrom(), revoked.asOf());
    }
    if (answer instanceof StatusAnswer.NeverIssued) {
      return new Verdict.NotOurs(Mismatch.NEVER_ISSUED);
    }
    return answer instanceof StatusAnswer.Silent silent
        ? cannotTell(silent)
        : new Verdict.CannotTell(Silence.SOURCE_FAILED, "no answer that is known");
  }

  private static Verdict cannotTell(StatusAnswer.Silent silent) {
    return new Verdict.CannotTell(silent.why(), silent.detail());
  }
}
