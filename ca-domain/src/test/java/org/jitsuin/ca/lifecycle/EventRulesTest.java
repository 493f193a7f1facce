package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.lifecycle.Acts.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which event ends which certificate (leaflet, certificate §3; domain, section 3.4). */
class EventRulesTest {
  private static Optional<RevocationReason> reason(CardCertificate certificate) {
    return certificate.revocation().map(Revocation::reason);
  }

  private static Optional<RevocationReason> expected(String reason) {
    return Optional.of(reason).filter(id -> !id.equals("kept")).map(RevocationReason::valueOf);
  }

  /** Every row of domain 3.4, kind of certificate by kind. */
  @ParameterizedTest
  @CsvSource({
    // Article 12, paragraph 1: name, address, sex, birth date; user identification holds none.
    "NAME_CHANGED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    "ADDRESS_CHANGED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    "SEX_CHANGED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    "BIRTH_DATE_CHANGED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    // Article 12, paragraph 2: the record is removed.
    "DIED, AFFILIATION_CHANGED, AFFILIATION_CHANGED, DEAD, DIED",
    "RESIDENCY_LOST, AFFILIATION_CHANGED, AFFILIATION_CHANGED, REMOVED, RESIDENCY_LOST",
    // Departure without continued use: the card lapses (Nagayo, Iwakuni, Nakashibetsu).
    "DEPARTED, AFFILIATION_CHANGED, AFFILIATION_CHANGED, REMOVED, DEPARTED",
    // With continued use, since 2024-05-27.
    "DEPARTED_CONTINUING, AFFILIATION_CHANGED, kept, ABROAD, ",
    // Article 13: an error or omission, ex officio.
    "RECORD_ERROR, AFFILIATION_CHANGED, AFFILIATION_CHANGED, RESIDENT, ",
    // The card lost, returned, its number changed.
    "CARD_LOST, CESSATION_OF_OPERATION, CESSATION_OF_OPERATION, RESIDENT, LOST",
    "CARD_RETURNED, CESSATION_OF_OPERATION, CESSATION_OF_OPERATION, RESIDENT, RETURNED",
    "NUMBER_CHANGED, CESSATION_OF_OPERATION, CESSATION_OF_OPERATION, RESIDENT, NUMBER_CHANGED",
    // Entered again with another address: as any other change of address.
    "ENTERED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    // A stay that does not end before the card.
    "STAY_CHANGED, kept, kept, RESIDENT, ",
    // What was planned will not happen.
    "EVENT_CANCELLED, kept, kept, RESIDENT, ",
    // As a change of name (Suzuka-shi).
    "ALIAS_CHANGED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    "FORMER_SURNAME_CHANGED, AFFILIATION_CHANGED, kept, RESIDENT, ",
    // The record is as it was entered.
    "CONFIRMED, kept, kept, RESIDENT, ",
    // No certificate carries how a name is read.
    "READING_CHANGED, kept, kept, RESIDENT, "
  })
  void takeIn_event_endsWhatItMustAndKeepsTheRest(
      EventKind kind, String signature, String identification, Residency.State state, String end) {
    Life life = Acts.served().on("2026-04-10");
    ResidentEvent.NewData data =
        kind == EventKind.STAY_CHANGED ? Acts.stayed("2040-01-01") : Acts.news(kind);
    Decision decision = life.done(event(kind, "2026-04-09", data));
    assertThat(reason(life.signature())).isEqualTo(expected(signature));
    assertThat(reason(life.identification())).isEqualTo(expected(identification));
    assertThat(life.dossier().resident().residency().state()).isEqualTo(state);
    assertThat(life.card().end())
        .isEqualTo(
            Optional.ofNullable(end)
                .map(CardEnd.Cause::valueOf)
                .map(cause -> new CardEnd(life.now(), cause)));
    assertThat(decision.notes())
        .isEqualTo(
            switch (kind) {
              case RECORD_ERROR -> Set.of(Note.HOLDER_TO_BE_NOTIFIED);
              case CONFIRMED -> Set.of(Note.RECORD_CONFIRMED);
              default -> Set.of();
            });
  }

  /** Each kind has its row above: one that is added needs one too. */
  @Test
  void takeIn_kinds_areThoseOfTheTable() {
    assertThat(EventKind.values()).hasSize(19);
  }

  /** Leaflet, certificate §3: at once, as of the instant at which it is known. */
  @Test
  void takeIn_move_revokesAtThatInstant() {
    Life life = Acts.served().passTo(Instant.parse("2026-04-10T03:04:05.678Z"));
    life.done(event(EventKind.ADDRESS_CHANGED, "2026-04-01"));
    assertThat(life.signature().revocation())
        .contains(
            new Revocation(
                Instant.parse("2026-04-10T03:04:05Z"), RevocationReason.AFFILIATION_CHANGED));
  }

  /** Article 12: not for minor corrections set by ordinance; the record changes all the same. */
  @ParameterizedTest
  @EnumSource(
      value = EventKind.class,
      names = {"NAME_CHANGED", "ADDRESS_CHANGED", "SEX_CHANGED", "BIRTH_DATE_CHANGED"})
  void takeIn_minorCorrection_endsNothing(EventKind kind) {
    Life life = Acts.served();
    var before = life.dossier().resident().holder();
    assertThat(Acts.causes(life.done(event(kind, true, "2025-10-27", Acts.news(kind))))).isEmpty();
    assertThat(life.dossier().live(life.now())).hasSize(2);
    assertThat(life.dossier().resident().holder()).isNotEqualTo(before);
  }

  /** The newest by the events' own dates is what the record keeps, whatever order they come in. */
  @Test
  void takeIn_outOfOrder_keepsTheNewerDataAndItsCertificate() {
    Life life = Acts.served().on("2026-05-01");
    life.done(event(EventKind.ADDRESS_CHANGED, "2026-05-01", Acts.address("東京都新宿区")));
    life.on("2026-05-02").done(Acts.issue(life, Authority.SIGNATURE));
    Decision late = life.done(event(EventKind.ADDRESS_CHANGED, "2026-04-01"));
    assertThat(late).isEqualTo(new Decision(List.of(), Set.of(Note.OUT_OF_ORDER)));
    assertThat(life.dossier().resident().holder().address().text()).isEqualTo("東京都新宿区");
    assertThat(life.signature().revocation()).isEmpty();
  }

  /** Issued before the newer data was known, under neither address: the older event ends it. */
  @Test
  void takeIn_outOfOrderAfterAMinorCorrection_endsWhatWasIssuedBefore() {
    Life life = Acts.served().on("2026-05-01");
    life.done(event(EventKind.ADDRESS_CHANGED, true, "2026-05-01", Acts.address("東京都清瀬市中里５－８４２")));
    Decision late = life.done(event(EventKind.ADDRESS_CHANGED, "2026-04-01"));
    assertThat(Acts.causes(late)).containsExactly(RevocationCause.RESIDENT_DATA_CHANGED);
  }

  /** Each item for itself: an older event about another item is news. */
  @Test
  void takeIn_olderEventAboutAnotherItem_isNews() {
    Life life = Acts.served().on("2026-05-01");
    life.done(event(EventKind.ADDRESS_CHANGED, "2026-05-01"));
    life.done(Acts.issue(life, Authority.SIGNATURE));
    Decision decision = life.done(event(EventKind.SEX_CHANGED, "2026-04-01"));
    assertThat(decision.notes()).isEmpty();
    assertThat(Acts.causes(decision)).containsExactly(RevocationCause.RESIDENT_DATA_CHANGED);
    assertThat(life.dossier().resident().holder().sex()).isEqualTo(Sex.MALE);
  }

  /** The office registered the new address before the register's event of the move came. */
  @Test
  void takeIn_whatIsKnownAlready_endsNothingIssuedSince() {
    Life life = Acts.served().on("2026-05-01");
    String known = life.dossier().resident().holder().address().text();
    Decision decision =
        life.done(event(EventKind.ADDRESS_CHANGED, "2026-05-01", Acts.address(known)));
    assertThat(Acts.causes(decision)).isEmpty();
    assertThat(life.signature().revocation()).isEmpty();
    // Told once more, the known data is no younger for it.
    life.on("2026-05-03").done(event(EventKind.ADDRESS_CHANGED, "2026-05-02", Acts.address(known)));
    assertThat(life.signature().revocation()).isEmpty();
  }

  /** The office's system writes the hyphen with one code point, the register's with another. */
  @Test
  void takeIn_sameCharactersInOtherCodePoints_isNoNewsAndIsKeptAsItCame() {
    Life life = Acts.served().on("2026-05-01");
    life.done(event(EventKind.ADDRESS_CHANGED, "2026-04-01", Acts.address("東京都清瀬市中里５－８４２")));
    life.done(Acts.issue(life, Authority.SIGNATURE));
    Decision decision =
        life.done(event(EventKind.ADDRESS_CHANGED, "2026-05-01", Acts.address("東京都清瀬市中里５−８４２")));
    assertThat(Acts.causes(decision)).isEmpty();
    assertThat(life.signature().revocation()).isEmpty();
    assertThat(life.dossier().resident().holder().address().text()).isEqualTo("東京都清瀬市中里５−８４２");
    Decision moved =
        life.done(event(EventKind.ADDRESS_CHANGED, "2026-05-01", Acts.address("東京都清瀬市中里５−８４３")));
    assertThat(Acts.causes(moved)).containsExactly(RevocationCause.RESIDENT_DATA_CHANGED);
  }

  /** An event of a date to come takes effect with the first second of it in Japan. */
  @ParameterizedTest
  @CsvSource({"2026-03-31T14:59:59Z, false", "2026-03-31T15:00:00Z, true"})
  void takeIn_dateToCome_takesEffectThen(Instant later, boolean ended) {
    Life life = Acts.served().on("2026-03-01");
    Decision decision = life.done(event(EventKind.DEPARTED_CONTINUING, "2026-04-01"));
    assertThat(decision.notes()).containsExactly(Note.PLANNED);
    life.passTo(later);
    assertThat(life.signature().isRevoked()).isEqualTo(ended);
    assertThat(life.identification().revocation()).isEmpty();
  }

  /** An alias that is not written with the name changes it not, and ends what is older than it. */
  @ParameterizedTest
  @CsvSource({
    "ALIAS_CHANGED, 2026-04-30, false", // the certificate is of the day after
    "ALIAS_CHANGED, 2026-05-01, false", // of that very day: issued with it
    "ALIAS_CHANGED, 2026-05-02, true",
    "FORMER_SURNAME_CHANGED, 2026-05-01, false",
    "FORMER_SURNAME_CHANGED, 2026-05-02, true",
    "NAME_CHANGED, 2026-05-02, false" // that one brings nothing new
  })
  void takeIn_aliasWithTheSameName_endsWhatIsOlder(EventKind kind, String on, boolean ended) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").on("2026-05-01");
    life.done(Acts.issue(life, Authority.SIGNATURE));
    String name = life.dossier().resident().holder().name().text();
    life.on("2026-05-03").done(event(kind, on, Acts.name(name)));
    assertThat(life.signature().isRevoked()).isEqualTo(ended);
  }

  /** Domain 3.4: after a departure with continued use the signature certificate is issued anew. */
  @Test
  void takeIn_departureWithContinuedUse_leavesTheCardForANewCertificate() {
    Life life = Acts.served();
    Decision decision = life.done(event(EventKind.DEPARTED_CONTINUING, "2025-10-27"));
    assertThat(Acts.causes(decision)).containsExactly(RevocationCause.DEPARTURE);
    life.done(Acts.issue(life, Authority.SIGNATURE));
    // The same departure told twice is no other one.
    life.on("2025-10-30").done(event(EventKind.DEPARTED_CONTINUING, "2025-10-29"));
    assertThat(life.signature().revocation()).isEmpty();
    // The return ends it, with whatever address.
    String abroad = life.dossier().resident().holder().address().text();
    Decision back =
        life.on("2027-01-10").done(event(EventKind.ENTERED, "2027-01-10", Acts.address(abroad)));
    assertThat(Acts.causes(back)).containsExactly(RevocationCause.RESIDENT_DATA_CHANGED);
  }

  /** Five municipalities: issued for abroad before a planned departure, it outlives that day. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takeIn_plannedDeparture_leavesWhatWasIssuedForIt(boolean withAddress) {
    ResidentEvent.NewData data = withAddress ? Acts.address("アメリカ合衆国") : ResidentEvent.NewData.NONE;
    Life life = Acts.served().on("2026-03-01");
    life.done(event(EventKind.DEPARTED_CONTINUING, "2026-04-10", data));
    life.on("2026-03-31").done(Acts.beforeDeparture(life, Authority.SIGNATURE));
    life.on("2026-04-11");
    assertThat(life.dossier().resident().residency().state()).isEqualTo(Residency.State.ABROAD);
    assertThat(life.signature().revocation()).isEmpty();
    assertThat(life.identification().revocation()).isEmpty();
    assertThat(life.dossier().resident().departure()).isEmpty();
  }

  /** From before the register reported it, or with more than the address changed: it ends. */
  @Test
  void takeIn_plannedDeparture_endsWhatWasNotIssuedForIt() {
    Life before = Acts.served().on("2026-03-01");
    before.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-10"));
    before.on("2026-04-11");
    assertThat(reason(before.signature())).contains(RevocationReason.AFFILIATION_CHANGED);
    Life renamed = Acts.served().on("2026-03-01");
    renamed.done(event(EventKind.DEPARTED_CONTINUING, "2026-04-10", Acts.name("鈴木　花子")));
    renamed.done(Acts.beforeDeparture(renamed, Authority.SIGNATURE));
    renamed.on("2026-04-11");
    assertThat(reason(renamed.signature())).contains(RevocationReason.AFFILIATION_CHANGED);
    // Another departure than the one that it was issued for.
    Life moved = Acts.served().on("2026-03-01");
    moved.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-10"));
    moved.on("2026-03-02").done(Acts.beforeDeparture(moved, Authority.SIGNATURE));
    moved
        .on("2026-03-03")
        .done(Acts.cancelled("2026-03-03", "e-departed-continuing-2026-04-10-false"));
    moved.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-05-10"));
    moved.on("2026-05-11");
    assertThat(reason(moved.signature())).contains(RevocationReason.AFFILIATION_CHANGED);
  }

  /**
   * Called off before its day it ends nothing; after it, an entry makes a new certificate possible.
   */
  @Test
  void takeIn_departureCalledOff_isCancelledBeforeAndAnEntryAfterwards() {
    Life life = Acts.served().on("2026-03-01");
    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-10"));
    life.on("2026-04-09")
        .done(Acts.cancelled("2026-04-09", "e-departed-continuing-2026-04-10-false"));
    life.on("2026-04-11");
    assertThat(life.signature().revocation()).isEmpty();

    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-20"));
    life.on("2026-04-20");
    assertThat(reason(life.signature())).contains(RevocationReason.AFFILIATION_CHANGED);
    String home = life.dossier().resident().holder().address().text();
    life.done(event(EventKind.ENTERED, "2026-04-20", Acts.address(home)));
    assertThat(life.dossier().resident().residency().state()).isEqualTo(Residency.State.RESIDENT);
    life.done(Acts.issue(life, Authority.SIGNATURE));
    assertThat(life.identification().revocation()).isEmpty();
  }

  /** Continued use is for Japanese nationals: noted, and nothing more is issued abroad. */
  @ParameterizedTest
  @ValueSource(strings = {"2025-10-28", "2026-04-10"})
  void takeIn_departureOfAForeigner_isNoted(String on) {
    Life life = Acts.guest("2029-06-30").on("2025-10-28");
    Decision decision = life.done(Acts.event(EventKind.DEPARTED_CONTINUING, on));
    assertThat(decision.notes()).contains(Note.CONTINUATION_NOT_FOR_FOREIGNERS);
    life.on("2026-04-11");
    assertThat(reason(life.signature())).contains(RevocationReason.AFFILIATION_CHANGED);
    assertThat(life.refused(Acts.issue(life, Authority.SIGNATURE)))
        .isEqualTo(Refusal.of(RefusalCode.CONTINUATION_NOT_FOR_FOREIGNERS));
    assertThat(life.refused(Acts.replace(life, 2, CardEnd.Cause.DAMAGED)))
        .isEqualTo(Refusal.of(RefusalCode.CONTINUATION_NOT_FOR_FOREIGNERS));
  }

  /** A return that is older than a move known since ends only what was issued before that move. */
  @Test
  void takeIn_lateReturn_keepsWhatCarriesTheNewerAddress() {
    Life life = Acts.served();
    life.done(event(EventKind.DEPARTED_CONTINUING, "2025-10-27"));
    life.on("2026-06-01").done(event(EventKind.ADDRESS_CHANGED, "2026-06-01"));
    life.on("2026-06-10").done(Acts.issue(life, Authority.SIGNATURE));
    life.done(event(EventKind.ENTERED, "2026-05-01", Acts.address("東京都新宿区")));
    assertThat(life.signature().revocation()).isEmpty();
    assertThat(life.dossier().resident().residency().state()).isEqualTo(Residency.State.RESIDENT);
  }

  /** A departure that is older than a return known since leaves the card issued after it. */
  @Test
  void takeIn_lateDeparture_endsTheOlderCardOnly() {
    Life life = Acts.served().on("2026-06-01");
    life.done(event(EventKind.ENTERED, "2026-06-01"));
    life.done(Acts.replace(life, 2, CardEnd.Cause.DAMAGED));
    life.done(Acts.issue(life, Authority.values()));
    Decision late = life.on("2026-06-02").done(event(EventKind.DEPARTED, "2026-05-01"));
    assertThat(late.notes()).containsExactly(Note.OUT_OF_ORDER);
    assertThat(life.dossier().live(life.now())).hasSize(2);
    assertThat(life.dossier().resident().residency().mayHold()).isTrue();
  }

  /** The loss of the card before, told late or on the day of its successor, leaves that one. */
  @ParameterizedTest
  @CsvSource({"2026-06-01, LOST, true", "2026-06-02, LOST, true", "2026-06-02, DAMAGED, false"})
  void takeIn_lossOfTheCardBefore_leavesItsSuccessor(
      String lostOn, CardEnd.Cause replacedFor, boolean kept) {
    Life life = Acts.served().on("2026-06-02");
    life.done(Acts.replace(life, 2, replacedFor));
    life.done(event(EventKind.CARD_LOST, lostOn));
    assertThat(life.card().end().isEmpty()).isEqualTo(kept);
  }

  /** Registered anew after a loss of some days ago, and lost on the very day: that is another. */
  @Test
  void takeIn_lossOnTheDayOfIssue_endsThatCard() {
    Life life = Acts.served();
    life.done(event(EventKind.CARD_LOST, "2025-10-27"));
    life.on("2026-06-02").done(Acts.replace(life, 2, CardEnd.Cause.LOST));
    life.done(event(EventKind.CARD_LOST, "2026-06-02"));
    assertThat(life.card().end()).isPresent();
  }

  /** Article 13: the corrected record is kept, a shorter stay in it too. */
  @Test
  void takeIn_recordError_correctsTheRecord() {
    Life life = Acts.guest("2029-06-30");
    Decision decision =
        life.done(event(EventKind.RECORD_ERROR, "2025-10-27", Acts.stayed("2026-06-30")));
    assertThat(Acts.causes(decision))
        .containsExactly(RevocationCause.RECORD_ERROR, RevocationCause.RECORD_ERROR);
    assertThat(life.card().expiresOn()).isEqualTo("2026-06-30");
  }

  /** Nothing was left to end, so nobody needs to be told. */
  @Test
  void takeIn_recordErrorWithoutCertificates_tellsNobody() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    assertThat(life.done(event(EventKind.RECORD_ERROR, "2025-10-27")).notes()).isEmpty();
  }
}
