package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.lifecycle.Acts.event;
import static org.jitsuin.ca.lifecycle.Acts.guest;
import static org.jitsuin.ca.lifecycle.Acts.stayed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when cards are valid, and how that moves (leaflet, card §4; domain, sections 3.1, 3.3). */
class CardTermTest {
  private static final RevocationCause ENDED = RevocationCause.CARD_ENDED;

  private static Stay stay(String status, String until) {
    return new Stay(
        Stay.Status.byId(status).orElseThrow(), Optional.ofNullable(until).map(LocalDate::parse));
  }

  private static Command.Extend extend(Life life) {
    return new Command.Extend(life.card().id());
  }

  private static Command.ExtendSpecially extendSpecially(Life life) {
    return new Command.ExtendSpecially(life.card().id());
  }

  private static Command.TakeIn stayUntil(String until, String on) {
    return event(EventKind.STAY_CHANGED, on, stayed(until));
  }

  /** Leaflet, card §4: until the end of the period of stay, with three exceptions. */
  @ParameterizedTest
  @CsvSource({
    "other, 2027-06-30, 2027-06-30",
    "other, 2035-02-17, 2035-02-17",
    "other, 2040-01-01, 2035-02-17", // never beyond the birthday
    "highly-skilled-professional-2, , 2035-02-17",
    "highly-skilled-professional-2, 2027-06-30, 2035-02-17", // a date that does not count
    "permanent-resident, , 2035-02-17",
    "special-permanent-resident, , 2035-02-17"
  })
  void register_foreignResident_endsWithTheStayButForThreeStatuses(
      String status, String until, LocalDate expected) {
    Life life =
        Acts.born(Acts.POLICY, "1980-02-17", Optional.of(stay(status, until)), "2025-10-27");
    life.done(Acts.register(1, "2025-10-27"));
    assertThat(life.card().expiresOn()).isEqualTo(expected);
    assertThat(life.card().term().longestUntil()).isEqualTo("2035-02-17");
    life.done(Acts.issue(life, Authority.values()));
    LocalDate fifthBirthday = LocalDate.of(2030, 2, 17);
    assertThat(JapanTime.date(life.signature().notAfter()))
        .isEqualTo(expected.isBefore(fifthBirthday) ? expected : fifthBirthday);
  }

  /** Leaflet, card §4, as amended: of age is 20 where the application came before 2022-04-01. */
  @ParameterizedTest
  @CsvSource({"2022-03-31, 2027-01-15", "2022-04-01, 2032-01-15"})
  void register_of19_goesByTheDayOfApplication(LocalDate received, LocalDate expected) {
    Life life = Acts.born("2003-01-15", "2022-04-20");
    life.done(new Command.Register(Acts.cardId(1), life.today(), received, false, Acts.HOLDER));
    assertThat(life.card().expiresOn()).isEqualTo(expected);
  }

  /** Domain 3.3: an extended stay extends the card on request only, never beyond the birthday. */
  @ParameterizedTest
  @CsvSource({"2029-06-30, 2029-06-30", "2035-02-17, 2035-02-17", "2040-01-01, 2035-02-17"})
  void extend_stayExtended_followsItUpToTheBirthday(String until, LocalDate expected) {
    Life life = guest("2027-06-30").on("2027-06-01");
    life.done(stayUntil(until, "2027-06-01"));
    assertThat(life.card().expiresOn()).isEqualTo("2027-06-30");
    life.done(extend(life));
    assertThat(life.card().expiresOn()).isEqualTo(expected);
  }

  /** The certificates keep their dates; they are renewed, in their window, up to the new end. */
  @Test
  void extend_certificates_areRenewedNotExtended() {
    Life life = guest("2027-06-30").on("2027-06-01");
    life.done(stayUntil("2029-06-30", "2027-06-01"));
    life.done(extend(life));
    assertThat(life.signature().notAfter()).isEqualTo("2027-06-30T14:59:59Z");
    life.done(Acts.renew(life, Authority.values()));
    assertThat(life.signature().notAfter()).isEqualTo("2029-06-30T14:59:59Z");
    assertThat(life.identification().notAfter()).isEqualTo("2029-06-30T14:59:59Z");
  }

  /** Domain 3.3: apply before expiry; what was missed has lapsed. */
  @Test
  void extend_theDayAfter_refused() {
    Life life = guest("2027-06-30").on("2027-06-30");
    life.done(stayUntil("2029-06-30", "2027-06-30"));
    assertThat(life.on("2027-07-01").refused(extend(life)))
        .isEqualTo(new Refusal(RefusalCode.CARD_EXPIRED, "2027-06-30"));
  }

  /** Who becomes a permanent resident follows the birthday rule from then on. */
  @Test
  void extend_nowPermanentResident_toTheBirthday() {
    Life life = guest("2027-06-30").on("2027-06-01");
    life.done(
        event(
            EventKind.STAY_CHANGED,
            "2027-06-01",
            Acts.data(
                Optional.empty(),
                Optional.empty(),
                Optional.of(stay("permanent-resident", null)))));
    life.done(extend(life));
    assertThat(life.card().expiresOn()).isEqualTo("2035-02-17");
    assertThat(life.refused(extend(life)).code()).isEqualTo(RefusalCode.STAY_NOT_LIMITED);
  }

  /** Domain 3.3: one special extension of two months while permission is pending. */
  @ParameterizedTest
  @CsvSource({
    "2027-06-30, 2027-08-30",
    "2027-12-31, 2028-02-29", // the last day of a month that has no 31st
    "2035-01-31, 2035-02-17" // never beyond the 10th birthday
  })
  void extendSpecially_once_isTwoMonths(String stayUntil, LocalDate expected) {
    Life life = guest(stayUntil).on(stayUntil);
    life.done(extendSpecially(life));
    assertThat(life.card().expiresOn()).isEqualTo(expected);
    assertThat(life.refused(extendSpecially(life)))
        .isEqualTo(new Refusal(RefusalCode.EXTENSION_USED, expected.toString()));
  }

  /** After it a further change is required, and with that the next permission is bridged anew. */
  @Test
  void extendSpecially_afterTheStayWasExtended_onceMore() {
    Life life = guest("2027-06-30").on("2027-06-01");
    life.done(extendSpecially(life));
    life.on("2027-08-30").done(stayUntil("2028-06-30", "2027-08-20"));
    life.done(extend(life));
    life.on("2028-06-30").done(extendSpecially(life));
    assertThat(life.card().expiresOn()).isEqualTo("2028-08-30");
  }

  /** A move, or the same stay told again, is no end of the special extension. */
  @Test
  void takeIn_duringSpecialExtension_leavesIt() {
    Life life = guest("2027-06-30").on("2027-06-01");
    life.done(extendSpecially(life));
    life.on("2027-07-15").done(event(EventKind.ADDRESS_CHANGED, "2027-07-15"));
    life.done(stayUntil("2027-06-30", "2027-07-15"));
    assertThat(life.card().expiresOn()).isEqualTo("2027-08-30");
  }

  /** The certificates end with the last second of the stay that became shorter, not before. */
  @Test
  void takeIn_shorterStay_endsTheCertificatesAfterItsLastDay() {
    Life life = guest("2029-06-30").on("2026-04-01");
    life.done(stayUntil("2026-05-31", "2026-04-01"));
    assertThat(life.card().expiresOn()).isEqualTo("2026-05-31");
    life.passTo(Instant.parse("2026-05-31T14:59:59Z"));
    assertThat(life.dossier().live(life.now())).hasSize(2);
    life.passTo(Instant.parse("2026-05-31T15:00:00Z"));
    assertThat(life.dossier().live(life.now())).isEmpty();
    assertThat(life.identification().revocation())
        .contains(
            new Revocation(
                Instant.parse("2026-05-31T15:00:00Z"), RevocationReason.CESSATION_OF_OPERATION));
  }

  /** A plan of a day that moved on: not on the last day, whenever it comes. */
  @Test
  void endOfDay_lastDayNotOver_endsNothing() {
    Life life = guest("2027-06-30").on("2027-06-30");
    assertThat(life.done(new Command.EndOfDay(life.card().id())))
        .isEqualTo(new Decision(List.of(), Set.of(Note.ALREADY_SO)));
    assertThat(life.dossier().live(life.now())).hasSize(2);
  }

  /** A stay that ends today lasts until midnight; one that ended yesterday is over. */
  @ParameterizedTest
  @CsvSource({"2026-04-01, true", "2026-03-31, false"})
  void takeIn_stayThatEnds_endsTheCertificatesAtOnceIfItIsOver(String until, boolean lasts) {
    Life life = guest("2029-06-30").on("2026-04-01");
    Decision decision = life.done(stayUntil(until, "2026-03-31"));
    assertThat(Acts.causes(decision)).hasSize(lasts ? 0 : 2).allMatch(ENDED::equals);
    assertThat(life.card().inForce(life.today())).isEqualTo(lasts);
    assertThat(life.on("2026-04-02").dossier().live(life.now())).isEmpty();
  }

  /** Shortened, then extended again to before the end of the certificates. */
  @Test
  void extend_shortenedBefore_certificatesStillEndWithTheCard() {
    Life life = guest("2029-06-30").on("2026-04-01");
    life.done(stayUntil("2026-05-31", "2026-04-01"));
    life.done(stayUntil("2027-05-31", "2026-04-01"));
    life.done(extend(life));
    life.on("2027-05-31");
    assertThat(life.dossier().live(life.now())).hasSize(2);
    life.on("2027-06-01");
    assertThat(life.dossier().live(life.now())).isEmpty();
    assertThat(life.signature().isRevoked()).isTrue();
  }

  /** That it ran out stays as it was. */
  @Test
  void takeIn_shorterStayAfterTheCardRanOut_leavesTheCard() {
    Life life = guest("2027-06-30").on("2027-08-01");
    life.done(stayUntil("2027-05-31", "2027-05-31"));
    assertThat(life.card().expiresOn()).isEqualTo("2027-06-30");
  }

  @Test
  void extend_japaneseNational_refused() {
    Life life = Acts.served();
    assertThat(life.refused(extend(life)).code()).isEqualTo(RefusalCode.STAY_NOT_LIMITED);
    assertThat(life.refused(extendSpecially(life)).code()).isEqualTo(RefusalCode.STAY_NOT_LIMITED);
  }

  /** An event that says nothing of the stay leaves stay and card. */
  @Test
  void takeIn_noStay_leavesTheCard() {
    Life life = guest("2027-06-30").on("2027-06-01");
    life.done(event(EventKind.RECORD_ERROR, "2027-06-01", NewData.NONE));
    assertThat(life.card().expiresOn()).isEqualTo("2027-06-30");
  }
}
