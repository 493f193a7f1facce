package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.profile.Validity;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IssueDecisionTest {
  private static final Set<Authority> BOTH = Set.of(Authority.values());
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05.678Z");
  private static final Card CARD =
      new Card("card", "r-1", "13221", LocalDate.of(2025, 10, 27), LocalDate.of(2035, 2, 17));

  private final IssueDecision decision =
      new IssueDecision(new ValidityRules(LeapDayRule.FEBRUARY_28));

  private static Holder born(LocalDate date) {
    RegisterText text = RegisterText.plain("番号");
    return new Holder("r-1", "13221", text, text, Sex.FEMALE, date);
  }

  private static Holder adult() {
    return born(LocalDate.of(1980, 2, 17));
  }

  private Outcome<Map<Authority, Validity>> decide(
      List<CardCertificate> live, Set<Authority> kinds, Instant now) {
    return decision.decide(CARD, adult(), live, kinds, now);
  }

  @Test
  void decide_newCard_bothEndOnTheFifthBirthday() {
    Validity validity =
        new Validity(Instant.parse("2025-10-27T03:04:05Z"), Instant.parse("2030-02-17T14:59:59Z"));
    assertThat(decide(List.of(), BOTH, NOW))
        .isEqualTo(
            Outcome.done(
                Map.of(Authority.SIGNATURE, validity, Authority.USER_IDENTIFICATION, validity)));
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void decide_oneKind_isThatOneOnly(Authority kind) {
    Outcome<Map<Authority, Validity>> outcome = decide(List.of(), Set.of(kind), NOW);
    assertThat(((Outcome.Done<Map<Authority, Validity>>) outcome).result()).containsOnlyKeys(kind);
  }

  /** The first and the last second of the card in Japan. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2025-10-26T14:59:59.999Z, CARD_NOT_YET_ISSUED, 2025-10-27",
        "2025-10-26T15:00:00Z, -, -",
        "2035-02-17T14:59:59.999Z, -, -",
        "2035-02-17T15:00:00Z, CARD_EXPIRED, 2035-02-17"
      })
  void decide_card_mustBeValidThatDayInJapan(Instant now, RefusalCode code, String detail) {
    Outcome<Map<Authority, Validity>> outcome = decide(List.of(), BOTH, now);
    if (code == null) {
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
    } else {
      assertThat(outcome).isEqualTo(Outcome.refused(code, detail));
    }
  }

  /** Under 15 no signature certificate by default (domain.md section 3.2). */
  @ParameterizedTest
  @CsvSource({"2010-10-28, false", "2010-10-27, true"})
  void decide_under15_refusedForTheSignatureOnly(LocalDate birth, boolean allowed) {
    Holder child = born(birth);
    Outcome<Map<Authority, Validity>> both = decision.decide(CARD, child, List.of(), BOTH, NOW);
    if (allowed) {
      assertThat(both).isInstanceOf(Outcome.Done.class);
    } else {
      assertThat(both).isEqualTo(Outcome.refused(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE));
    }
    assertThat(decision.decide(CARD, child, List.of(), Set.of(Authority.USER_IDENTIFICATION), NOW))
        .isInstanceOf(Outcome.Done.class);
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void decide_liveCertificateOfTheKind_refused(Authority kind) {
    List<CardCertificate> live = List.of(Certificates.of(kind, NOW.plusSeconds(60)));
    assertThat(decide(live, BOTH, NOW))
        .isEqualTo(Outcome.refused(RefusalCode.CERTIFICATE_EXISTS, kind.id()));
  }

  /**
   * notAfter is inclusive and in whole seconds (RFC 5280 section 4.1.2.5): a certificate is valid
   * until its last second is over.
   */
  @ParameterizedTest
  @CsvSource({
    "2030-02-17T14:59:59Z, true",
    "2030-02-17T14:59:59.999Z, true",
    "2030-02-17T15:00:00Z, false"
  })
  void decide_lastSecondOfACertificate_itStillExists(Instant now, boolean exists) {
    Instant end = JapanTime.endOf(LocalDate.of(2030, 2, 17));
    assertThat(
            decide(
                List.of(Certificates.of(Authority.SIGNATURE, end)),
                Set.of(Authority.SIGNATURE),
                now))
        .isInstanceOf(exists ? Outcome.Refused.class : Outcome.Done.class);
  }

  @Test
  void decide_signatureLaterThanItsSibling_endsWithIt() {
    Instant siblingEnd = Instant.parse("2027-02-17T14:59:59Z");
    List<CardCertificate> live =
        List.of(Certificates.of(Authority.USER_IDENTIFICATION, siblingEnd));
    assertThat(decide(live, Set.of(Authority.SIGNATURE), NOW))
        .isEqualTo(Outcome.done(Map.of(Authority.SIGNATURE, new Validity(NOW, siblingEnd))));
  }

  @Test
  void decide_expiredSibling_capsNothing() {
    List<CardCertificate> live =
        List.of(Certificates.of(Authority.USER_IDENTIFICATION, NOW.minusSeconds(60)));
    assertThat(decide(live, Set.of(Authority.SIGNATURE), NOW))
        .isEqualTo(
            Outcome.done(
                Map.of(
                    Authority.SIGNATURE,
                    new Validity(NOW, Instant.parse("2030-02-17T14:59:59Z")))));
  }

  /** The rule is about the signature certificate; the other one stands for itself. */
  @Test
  void decide_userIdentificationLaterThanItsSibling_isNotCapped() {
    List<CardCertificate> live =
        List.of(Certificates.of(Authority.SIGNATURE, Instant.parse("2027-02-17T14:59:59Z")));
    assertThat(decide(live, Set.of(Authority.USER_IDENTIFICATION), NOW))
        .isEqualTo(
            Outcome.done(
                Map.of(
                    Authority.USER_IDENTIFICATION,
                    new Validity(NOW, Instant.parse("2030-02-17T14:59:59Z")))));
  }
}
