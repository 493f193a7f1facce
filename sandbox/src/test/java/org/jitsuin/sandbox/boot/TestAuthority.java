package org.jitsuin.sandbox.boot;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.samples.CertificateDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleKind;
import org.jitsuin.sandbox.TestCertificates;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;

/** An authority of the tests, whose word about a certificate can be changed. */
final class TestAuthority implements Authority {
  final Instant now = Clocks.system().instant();
  private final Instant begun = now.minus(Duration.ofDays(400));

  final SampleAuthority signature =
      new SampleAuthority(SampleKind.SIGNATURE, 1, SampleKey.rsa(), begun);
  final SampleAuthority identification =
      new SampleAuthority(SampleKind.USER_IDENTIFICATION, 1, SampleKey.rsa(), begun);
  final SampleAuthority impostor =
      new SampleAuthority(SampleKind.USER_IDENTIFICATION, 1, SampleKey.rsa(), begun);

  private final Map<BigInteger, StatusAnswer> said = new ConcurrentHashMap<>();
  private final Map<BigInteger, Lineage> lineages = new ConcurrentHashMap<>();
  private final Verifier verifier;
  volatile boolean silent;

  TestAuthority() {
    verifier =
        Verifier.of(
            TrustAnchors.none()
                .with(CertificateKind.SIGNATURE, TestCertificates.java(signature.certificate()))
                .with(
                    CertificateKind.USER_IDENTIFICATION,
                    TestCertificates.java(identification.certificate())),
            question ->
                silent
                    ? new StatusAnswer.Silent(Silence.UNREACHABLE, "")
                    : said.getOrDefault(
                        question.certificate().getSerialNumber(),
                        new StatusAnswer.Good(
                            question.at(), question.at().plus(Duration.ofHours(1)))));
  }

  CertificateDraft draft(SampleAuthority authority, SampleKey key) {
    return authority.card(key, now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(900)));
  }

  void revoke(X509CertificateHolder certificate, Reason reason) {
    said.put(
        certificate.getSerialNumber(),
        new StatusAnswer.Revoked(now, now.minusSeconds(60), reason, Optional.empty()));
  }

  /** Says of whom certificates are: the root is the same for each card of a person. */
  void know(X509CertificateHolder one, BigInteger root, Optional<X509CertificateHolder> sibling) {
    Lineage.Member own = member(CertificateKind.USER_IDENTIFICATION, one.getSerialNumber());
    List<Lineage.Member> before =
        root.equals(one.getSerialNumber())
            ? List.of()
            : List.of(member(CertificateKind.USER_IDENTIFICATION, root));
    lineages.put(
        one.getSerialNumber(),
        new Lineage(
            own,
            before,
            List.of(),
            sibling
                .map(other -> member(CertificateKind.SIGNATURE, other.getSerialNumber()))
                .stream()
                .toList()));
  }

  private Lineage.Member member(CertificateKind kind, BigInteger serial) {
    return new Lineage.Member(kind, serial, "good", now, now.plus(Duration.ofDays(900)));
  }

  @Override
  public Statement ask(X509Certificate certificate, CertificateKind kind, Instant now) {
    return new Statement(
        verifier.verify(certificate, kind, now), Optional.of(Bytes.of(new byte[] {0x30, 0})));
  }

  @Override
  public Lineage lineage(X509Certificate certificate) throws IOException {
    return Optional.ofNullable(lineages.get(certificate.getSerialNumber()))
        .orElseThrow(() -> new IOException("nobody knows"));
  }

  /** Says what it was brought; the authority's own answers are looked at where one is deployed. */
  @Override
  public HolderQuestions questions() {
    return new HolderQuestions() {
      @Override
      public String bearer() {
        return "portal";
      }

      @Override
      public String bring(Bytes signed) throws IOException {
        if (silent) {
          throw new IOException("nobody answers");
        }
        if (signed.length() < 2) {
          throw new Refused(422, "CONSENT_TEXT_INVALID", "文面が違います。", "That is no question.");
        }
        return "{\"consents\":[]}";
      }
    };
  }
}
