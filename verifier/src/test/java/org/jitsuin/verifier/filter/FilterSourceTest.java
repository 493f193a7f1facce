package org.jitsuin.verifier.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.Sha256;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.filter.StatusSigner;
import org.jitsuin.filter.build.BaseWriter;
import org.jitsuin.filter.build.BlockBuilder;
import org.jitsuin.filter.build.HeadWriter;
import org.jitsuin.filter.build.Members;
import org.jitsuin.filter.build.Salt;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Stage;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;
import org.junit.jupiter.api.Test;

class FilterSourceTest {
  private static final SampleAuthority AUTHORITY = Stage.WORLD.signature();
  private static final Instant ISSUED = Stage.NOW.minus(Duration.ofDays(100));
  private static final Instant COVERED = Stage.NOW.minus(Duration.ofMinutes(30));

  private static final X509Certificate GOOD = card(ISSUED, 1);
  private static final X509Certificate REVOKED = card(ISSUED, 2);
  private static final X509Certificate HELD = card(ISSUED, 3);
  private static final X509Certificate NEWER = card(COVERED.plusMillis(1), 4);

  private static final byte[] PACK = pack(AUTHORITY);

  private static X509Certificate card(Instant drawn, long random) {
    ByteBuffer serial = ByteBuffer.allocate(16);
    serial.putLong(drawn.toEpochMilli() << 16).putLong(random);
    X509CertificateHolder holder =
        Stage.WORLD
            .card(AUTHORITY)
            .serial(new BigInteger(1, serial.array()))
            .signedBy(AUTHORITY.key());
    return Stage.java(holder);
  }

  private static byte[] pack(SampleAuthority signing) {
    Members members = new Members(3);
    members.add(ISSUED.toEpochMilli() << 16, 1, FilterStatus.GOOD);
    members.add(ISSUED.toEpochMilli() << 16, 2, FilterStatus.REVOKED);
    members.add(ISSUED.toEpochMilli() << 16, 3, FilterStatus.ON_HOLD);
    BaseWriter.Span span =
        new BaseWriter.Span(
            ISSUED.toEpochMilli(),
            COVERED.toEpochMilli(),
            BlockBuilder.build(members, new Salt(1, 2)));
    Sha256 key = Sha256.of(Stage.java(AUTHORITY.certificate()).getPublicKey());
    ByteArrayOutputStream base = new ByteArrayOutputStream();
    try {
      BaseWriter.write(
          base, 3, COVERED.toEpochMilli(), List.of(new BaseWriter.Generation(key, List.of(span))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return StatusFilter.pack(head(base.toByteArray(), signing), base.toByteArray(), new byte[0]);
  }

  private static byte[] head(byte[] base, SampleAuthority signing) {
    SampleKey key = Stage.WORLD.responderKey();
    ASN1ObjectIdentifier purpose = new ASN1ObjectIdentifier(StatusSigner.PURPOSE);
    X509CertificateHolder signer =
        signing
            .responder(
                key, Stage.NOW.minus(Duration.ofDays(1)), Stage.NOW.plus(Duration.ofDays(13)))
            .with(
                Extension.extendedKeyUsage,
                true,
                new ExtendedKeyUsage(KeyPurposeId.getInstance(purpose)))
            .signedBy(signing.key());
    Head head =
        new Head(
            "signature",
            1,
            Stage.NOW.toEpochMilli(),
            Stage.NOW.plus(Duration.ofHours(12)).toEpochMilli(),
            Head.FileHash.of(base),
            Head.FileHash.NONE);
    return HeadWriter.write(head, Stage.java(signer), octets -> signature(key, octets));
  }

  private static byte[] signature(SampleKey key, byte[] octets) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.pair().getPrivate());
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict verdict(StatusSource source, X509Certificate card, Instant at) {
    return Verifier.of(Stage.trusted(), source).verify(card, CertificateKind.SIGNATURE, at);
  }

  private static Verdict verdict(X509Certificate card) {
    return verdict(FilterSource.of(PACK), card, Stage.NOW);
  }

  @Test
  void verify_good_isValidUntilTheNextFilter() {
    assertThat(verdict(GOOD))
        .isEqualTo(
            new Verdict.Valid(
                CertificateKind.SIGNATURE, Stage.NOW, Stage.NOW.plus(Duration.ofHours(12))));
  }

  @Test
  void verify_revoked_isSoWithoutTimeOrReason() {
    Verdict verdict = verdict(REVOKED);

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Revoked(
                CertificateKind.SIGNATURE,
                Stage.NOW,
                Reason.UNSPECIFIED,
                Optional.empty(),
                Stage.NOW));
    assertThat(verdict.words().en()).contains("knows since when and why");
    assertThat(verdict.words().ja()).contains("失効しています");
  }

  @Test
  void verify_onHold_isSuspendedWithoutATime() {
    Verdict verdict = verdict(HELD);

    assertThat(verdict).isInstanceOf(Verdict.Suspended.class);
    assertThat(verdict.words().en()).startsWith("It is suspended. ");
  }

  @Test
  void verify_newerThanTheFilter_isForTheNextSource() {
    StatusSource other = question -> new StatusAnswer.NeverIssued(question.at());

    assertThat(Stage.reason(verdict(NEWER))).isEqualTo(Silence.OTHER_SCOPE.name());
    assertThat(verdict(StatusSource.firstThatTells(FilterSource.of(PACK), other), NEWER, Stage.NOW))
        .isInstanceOf(Verdict.NotOurs.class);
  }

  @Test
  void verify_filterThatIsTooOld_isNotBelieved() {
    Instant tomorrow = Stage.NOW.plus(Duration.ofDays(1));

    assertThat(Stage.reason(verdict(FilterSource.of(PACK), GOOD, tomorrow)))
        .isEqualTo(Silence.NOT_CURRENT.name());
    assertThat(
            verdict(FilterSource.of(PACK).believedFor(Duration.ofDays(2)), GOOD, tomorrow)
                .isValid())
        .isTrue();
  }

  @Test
  void verify_filterSignedForTheOtherAuthority_isNotBelieved() {
    byte[] others = pack(Stage.WORLD.identification());

    assertThat(Stage.reason(verdict(FilterSource.of(others), GOOD, Stage.NOW)))
        .isEqualTo(Silence.NOT_SIGNED.name());
  }

  @Test
  void verify_noFilterAtAll_isSilence() {
    assertThat(Stage.reason(verdict(FilterSource.of(new byte[9]), GOOD, Stage.NOW)))
        .isEqualTo(Silence.MALFORMED.name());
  }

  @Test
  void verify_withReasons_areAskedForWhatIsNotGoodOnly() {
    Instant later = Stage.NOW.plusSeconds(1);
    StatusAnswer moved =
        new StatusAnswer.Revoked(later, ISSUED, Reason.AFFILIATION_CHANGED, Optional.empty());
    StatusAnswer good = new StatusAnswer.Good(later, later);

    assertThat(Stage.reason(withReasons(REVOKED, moved))).isEqualTo("AFFILIATION_CHANGED");
    assertThat(withReasons(GOOD, moved).isValid()).isTrue();
    assertThat(withReasons(HELD, good).isValid()).isTrue();
    assertThat(Stage.reason(withReasons(REVOKED, good))).isEqualTo("UNSPECIFIED");
  }

  private static Verdict withReasons(X509Certificate card, StatusAnswer answer) {
    return verdict(FilterSource.of(PACK).withReasonsFrom(question -> answer), card, Stage.NOW);
  }
}
