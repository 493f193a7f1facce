package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.base.model.Authority.SIGNATURE;
import static org.jitsuin.base.model.Authority.USER_IDENTIFICATION;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets which certificate, and until when (domain, sections 3.1 and 3.2). */
class IssueRulesTest {
  private static final Refusal ALONE = Refusal.of(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE);

  /** Domain 1.3: the real test card, and 23:59:59 in Japan (domain 3.1). */
  @Test
  void issue_realTestCard_endsAsItDoes() {
    Life life = Acts.served();
    assertThat(life.signature().notBefore()).isEqualTo("2025-10-27T01:00:00Z");
    assertThat(life.signature().notAfter()).isEqualTo("2030-02-17T14:59:59Z");
    assertThat(life.identification().notAfter()).isEqualTo("2030-02-17T14:59:59Z");
  }

  /** The day of issue is Japan's: 15:00 in UTC is the next day there. */
  @ParameterizedTest
  @CsvSource({
    "2026-02-16T14:59:59Z, 2030-02-17T14:59:59Z", // the last second before the birthday
    "2026-02-16T15:00:00Z, 2031-02-17T14:59:59Z" // the first of it, which does not count
  })
  void issue_aroundMidnightInJapan_countsFromThatDate(Instant now, Instant expected) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").passTo(now);
    life.done(Acts.issue(life, USER_IDENTIFICATION));
    assertThat(life.identification().notAfter()).isEqualTo(expected);
  }

  /** Leaflet, certificate §4: not beyond the card; on its last day for the rest of that day. */
  @Test
  void issue_lastSecondOfTheCard_isValidForThatSecond() {
    Life life =
        Acts.withCard("1980-02-17", "2025-10-27").passTo(Instant.parse("2035-02-17T14:59:59.9Z"));
    life.done(Acts.issue(life, Authority.values()));
    assertThat(life.signature().notBefore()).isEqualTo("2035-02-17T14:59:59Z");
    assertThat(life.signature().notAfter()).isEqualTo("2035-02-17T14:59:59Z");
    assertThat(life.signature().isOver(life.now())).isFalse();
    life.passTo(Instant.parse("2035-02-17T15:00:00Z"));
    assertThat(life.signature().isOver(life.now())).isTrue();
    assertThat(life.refused(Acts.issue(life, SIGNATURE)))
        .isEqualTo(new Refusal(RefusalCode.CARD_EXPIRED, "2035-02-17"));
  }

  /** Domain 3.1 (Nakano-shi): after a move the new signature certificate ends with its sibling. */
  @Test
  void issue_signatureAfterAMove_endsWithItsSibling() {
    Life life = Acts.served().on("2027-06-01");
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, "2027-06-01"));
    life.done(Acts.issue(life, SIGNATURE));
    assertThat(life.signature().notAfter()).isEqualTo("2030-02-17T14:59:59Z");
    assertThat(life.signature().chainNumber()).isEqualTo(2);
  }

  /** The earliest of 5th birthday, sibling, card: a sibling that ends later extends nothing. */
  @Test
  void issue_signatureBesideARenewedSibling_isItsOwn5thBirthday() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    life.done(Acts.issue(life, USER_IDENTIFICATION));
    life.on("2030-01-10").done(Acts.renew(life, USER_IDENTIFICATION));
    assertThat(life.identification().notAfter()).isEqualTo("2035-02-17T14:59:59Z");
    life.done(Acts.issue(life, SIGNATURE));
    assertThat(life.signature().notAfter()).isEqualTo("2034-02-17T14:59:59Z");
  }

  /** Only the signature certificate ends with its sibling, not the other way round. */
  @Test
  void issue_identificationLater_isItsOwn5thBirthday() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    life.done(Acts.issue(life, SIGNATURE));
    life.on("2027-06-01").done(Acts.issue(life, USER_IDENTIFICATION));
    assertThat(life.identification().notAfter()).isEqualTo("2032-02-17T14:59:59Z");
  }

  /** Domain 3.2: either kind may be declined at first and added later. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void issue_declinedKind_canBeAddedLater(Authority first) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    life.done(Acts.issue(life, first));
    Authority other = first == SIGNATURE ? USER_IDENTIFICATION : SIGNATURE;
    life.on("2026-06-01");
    assertThat(life.refused(Acts.issue(life, first, other)))
        .isEqualTo(new Refusal(RefusalCode.CERTIFICATE_EXISTS, first.id()));
    life.done(Acts.issue(life, other));
    assertThat(life.dossier().live(life.now())).hasSize(2);
  }

  /** Domain 3.2 (Matsuyama-shi): under 15 with holder and legal representative together only. */
  @ParameterizedTest
  @CsvSource({"2010-10-28, true", "2010-10-27, false", "2010-10-26, false"})
  void issue_signatureAround15_needsTheRepresentativeBefore(String birthDate, boolean young) {
    Life life = Acts.withCard(birthDate, "2025-10-27");
    life.done(Acts.issue(life, USER_IDENTIFICATION));
    if (young) {
      assertThat(life.refused(Acts.issue(life, SIGNATURE))).isEqualTo(ALONE);
      assertThat(life.refused(Acts.issueChecked(life, Acts.HOLDER, SIGNATURE))).isEqualTo(ALONE);
      assertThat(
              life.refused(Acts.issueChecked(life, Acts.check(Person.REPRESENTATIVE), SIGNATURE)))
          .isEqualTo(ALONE);
      assertThat(
              life.refused(
                  Acts.issueChecked(life, Acts.check(Person.HOLDER, Person.PROXY), SIGNATURE)))
          .isEqualTo(ALONE);
      life.done(Acts.issueChecked(life, Acts.BOTH, SIGNATURE));
    } else {
      life.done(Acts.issue(life, SIGNATURE));
    }
  }

  /** The 15th birthday begins in Japan nine hours before it does in UTC. */
  @ParameterizedTest
  @CsvSource({"2025-10-26T14:59:59Z, true", "2025-10-26T15:00:00Z, false"})
  void issue_midnightBeforeThe15thBirthday_isJapans(Instant now, boolean young) {
    Life life = Acts.withCard("2010-10-27", "2025-10-20").passTo(now);
    Outcome<Decision> outcome = life.ask(Acts.issue(life, SIGNATURE));
    assertThat(outcome instanceof Outcome.Refused<Decision>).isEqualTo(young);
  }

  /** Domain 3.2: adult wards likewise, known by the record or by the office. */
  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void issue_signatureOfAWard_needsTheRepresentative(boolean recorded, boolean told) {
    Resident resident =
        Resident.registered(
            Acts.holder(BirthDate.parse("1950-05-05")),
            Optional.empty(),
            recorded,
            Acts.at("2025-10-27"));
    Life life = new Life(Acts.POLICY, resident, Acts.at("2025-10-27"), (_, _, _, _) -> {});
    life.done(Acts.register(1, "2025-10-27"));
    String card = life.card().id();
    Set<Authority> signature = Set.of(SIGNATURE);
    assertThat(life.refused(new Command.Issue(card, signature, Acts.HOLDER, told)))
        .isEqualTo(ALONE);
    life.done(new Command.Issue(card, Set.of(USER_IDENTIFICATION), Acts.HOLDER, told));
    // Whoever asks next need not know it.
    assertThat(life.refused(new Command.Issue(card, signature, Acts.HOLDER, false)))
        .isEqualTo(ALONE);
    life.done(new Command.Issue(card, signature, Acts.BOTH, told));
  }

  /** Counted as old as is certain: under 15 until nothing else is possible. */
  @ParameterizedTest
  @CsvSource({
    "1947-00-00, false",
    "2010-10-00, true", // 15 for certain on the 31st
    "2010-09-00, false",
    "2010-00-00, true",
    "2009-00-00, false",
    "0000-00-00, true"
  })
  void issue_signatureOfPartlyUnknownAge_needsTheRepresentativeInDoubt(
      String birthDate, boolean young) {
    Life life = Acts.withCard(birthDate, "2025-10-27");
    assertThat(life.ask(Acts.issue(life, SIGNATURE)) instanceof Outcome.Refused<Decision>)
        .isEqualTo(young);
    life.done(Acts.issueChecked(life, Acts.BOTH, USER_IDENTIFICATION));
    LocalDate end = JapanTime.date(life.identification().notAfter());
    assertThat(end).isBeforeOrEqualTo(life.card().expiresOn()).isAfter("2029-10-27");
  }

  /** Domain 3.2: a card for face authentication has no PINs, so nothing can be signed with it. */
  @Test
  void issue_cardWithoutPins_identificationOnly() {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    life.done(new Command.Register(Acts.cardId(1), life.today(), life.today(), true, Acts.HOLDER));
    assertThat(life.refused(Acts.issue(life, SIGNATURE)))
        .isEqualTo(Refusal.of(RefusalCode.CARD_WITHOUT_PINS));
    life.done(Acts.issue(life, USER_IDENTIFICATION));
  }

  /** Domain 3.1: what ran out is issued anew, to the 5th birthday. */
  @Test
  void issue_afterExpiry_isAnew() {
    Life life = Acts.served().on("2030-02-18");
    life.done(Acts.issue(life, Authority.values()));
    assertThat(life.signature().notAfter()).isEqualTo("2035-02-17T14:59:59Z");
    assertThat(life.signature().chainNumber()).isEqualTo(2);
  }

  @Test
  void issue_beforeTheCardIs_refused() {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    life.done(Acts.register(1, "2025-10-28"));
    assertThat(life.refused(Acts.issue(life, SIGNATURE)))
        .isEqualTo(Acts.dated(RefusalCode.CARD_NOT_YET_ISSUED, "2025-10-28"));
    life.passTo(Instant.parse("2025-10-27T15:00:00Z")).done(Acts.issue(life, SIGNATURE));
  }
}
