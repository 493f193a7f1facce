package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private static final Instant NOW = Stage.NOW;
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final StatusSource ALL_GOOD = any -> new StatusAnswer.Good(NOW, LATER);
  private static final SampleAuthority AUTHORITY = Stage.WORLD.signature();
  private static final X509Certificate CARD = Stage.java(Stage.WORLD.goodCard(AUTHORITY));

  private static Verdict verify(StatusSource source, X509Certificate certificate) {
    return Verifier.of(Stage.trusted(), source).verify(certificate, CertificateKind.SIGNATURE, NOW);
  }

  @Test
  void verify_good_untilSomethingNewerIsKnown() {
    assertThat(verify(ALL_GOOD, CARD))
        .isEqualTo(new Verdict.Valid(CertificateKind.SIGNATURE, NOW, LATER));
  }

  @Test
  void verify_goodBeyondTheEnd_untilTheEnd() {
    Instant end = CARD.getNotAfter().toInstant();

    assertThat(verify(any -> new StatusAnswer.Good(NOW, end.plusSeconds(1)), CARD))
        .isEqualTo(new Verdict.Valid(CertificateKind.SIGNATURE, NOW, end));
  }

  @Test
  void verify_lastSecond_validAndOneLaterExpired() {
    Verifier verifier = Verifier.of(Stage.trusted(), ALL_GOOD);
    Instant end = CARD.getNotAfter().toInstant();

    assertThat(verifier.verify(CARD, CertificateKind.SIGNATURE, end).isValid()).isTrue();
    assertThat(verifier.verify(CARD, CertificateKind.SIGNATURE, end.plusSeconds(1)))
        .isEqualTo(new Verdict.Expired(CertificateKind.SIGNATURE, end));
  }

  /** A card comes from the office to a machine whose clock is late. */
  @Test
  void verify_beginsWithinClocksDifference_valid() {
    X509Certificate fresh =
        Stage.java(
            AUTHORITY
                .card(Stage.WORLD.cardKey(), NOW.plusSeconds(240), LATER)
                .signedBy(AUTHORITY.key()));
    X509Certificate later =
        Stage.java(
            AUTHORITY
                .card(Stage.WORLD.cardKey(), NOW.plusSeconds(301), LATER)
                .signedBy(AUTHORITY.key()));

    assertThat(verify(ALL_GOOD, fresh).isValid()).isTrue();
    assertThat(verify(ALL_GOOD, later).code()).isEqualTo("not-yet-valid");
  }

  @Test
  void verify_sourceThatFailsOrSaysNothing_cannotTell() {
    StatusSource failing =
        any -> {
          throw new IllegalStateException("a source of somebody's own");
        };

    assertThat(verify(failing, CARD))
        .isEqualTo(
            new Verdict.CannotTell(Silence.SOURCE_FAILED, "java.lang.IllegalStateException"));
    assertThat(verify(any -> null, CARD).code()).isEqualTo("cannot-tell");
  }

  /** Nothing is asked, and so nothing told to anybody, of what is refused anyway. */
  @Test
  void verify_notOursOrExpired_nobodyIsAsked() {
    List<Question> asked = new ArrayList<>();
    StatusSource counting =
        question -> {
          asked.add(question);
          return new StatusAnswer.Good(NOW, LATER);
        };
    X509Certificate impostors =
        Stage.java(Stage.WORLD.card(AUTHORITY).signedBy(Stage.WORLD.impostor().key()));

    assertThat(verify(counting, impostors)).isEqualTo(new Verdict.NotOurs(Mismatch.NOT_SIGNED));
    Instant over = CARD.getNotAfter().toInstant().plusSeconds(1);
    assertThat(
            Verifier.of(Stage.trusted(), counting)
                .verify(CARD, CertificateKind.SIGNATURE, over)
                .code())
        .isEqualTo("expired");
    assertThat(asked).isEmpty();
    assertThat(verify(counting, CARD).isValid()).isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void verify_overLink_linkIsAskedAboutToo() {
    SampleAuthority next = Stage.WORLD.nextSignature();
    X509Certificate card = Stage.java(Stage.WORLD.goodCard(next));
    StatusSource linkRevoked =
        question ->
            question.certificate().equals(Stage.WORLD.link())
                ? new StatusAnswer.Revoked(NOW, NOW, Reason.CA_COMPROMISE, Optional.empty())
                : new StatusAnswer.Good(NOW, LATER);
    StatusSource linkUnknown =
        question ->
            question.certificate().equals(Stage.WORLD.link())
                ? new StatusAnswer.Silent(Silence.UNREACHABLE, "away")
                : new StatusAnswer.Good(NOW, LATER);

    assertThat(verify(ALL_GOOD, card).isValid()).isTrue();
    assertThat(verify(linkRevoked, card)).isEqualTo(new Verdict.NotOurs(Mismatch.LINK_REVOKED));
    assertThat(verify(linkUnknown, card))
        .isEqualTo(new Verdict.CannotTell(Silence.UNREACHABLE, "away"));
  }

  @Test
  void verify_afterTheAuthoritysEnd_notOurs() {
    X509Certificate outliving =
        Stage.java(
            AUTHORITY
                .card(Stage.WORLD.cardKey(), NOW, NOW.plus(Duration.ofDays(9000)))
                .signedBy(AUTHORITY.key()));

    assertThat(
            Verifier.of(Stage.trusted(), ALL_GOOD)
                .verify(outliving, CertificateKind.SIGNATURE, NOW.plus(Duration.ofDays(8000))))
        .isEqualTo(new Verdict.NotOurs(Mismatch.AUTHORITY_NOT_CURRENT));
  }

  @Test
  void with_notAnAuthority_refused() {
    TrustAnchors none = TrustAnchors.none();
    X509Certificate link = Stage.java(Stage.WORLD.link());
    X509Certificate authority = Stage.java(AUTHORITY.certificate());

    assertThatThrownBy(() -> none.with(CertificateKind.SIGNATURE, CARD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.with(CertificateKind.SIGNATURE, link))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            none.with(CertificateKind.SIGNATURE, authority)
                .with(CertificateKind.USER_IDENTIFICATION, authority))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** All of a {@code .p7c} may be given; what no trusted key signed leads nowhere. */
  @Test
  void withLinks_selfSignedOnesOfOthers_trustsNobody() {
    TrustAnchors trusted =
        Stage.trusted()
            .withLinks(
                List.of(
                    Stage.java(Stage.WORLD.impostor().certificate()),
                    Stage.java(Stage.WORLD.impostor().link(Stage.WORLD.signature())),
                    CARD));
    X509Certificate impostors =
        Stage.java(Stage.WORLD.card(AUTHORITY).signedBy(Stage.WORLD.impostor().key()));

    assertThat(Verifier.of(trusted, ALL_GOOD).verify(impostors, CertificateKind.SIGNATURE, NOW))
        .isEqualTo(new Verdict.NotOurs(Mismatch.NOT_SIGNED));
  }

  @Test
  void words_revoked_sayWhenWhyAndWhatToDo() {
    Verdict moved =
        new Verdict.Revoked(
            CertificateKind.SIGNATURE,
            Instant.parse("2026-05-31T15:30:00Z"),
            Reason.AFFILIATION_CHANGED,
            Optional.empty(),
            NOW);

    assertThat(moved.words())
        .isEqualTo(
            new Words(
                "The address, or something else that stands in it, changed on 2026-06-01: ask your office for a new one.",
                "2026-06-01に氏名・住所などが変わったため失効しました。窓口で新しい発行を申請してください。"));
  }
}
