package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One card after the other: reissue and renewal (leaflet, card §4 and §5). */
class ReplacementTest {
  private static Command.Replace replace(Life life, Cause cause, Optional<String> notification) {
    return new Command.Replace(
        life.card().id(), Acts.cardId(2), cause, notification, 1000, false, Acts.HOLDER);
  }

  /** Leaflet, card §5: the police's number for a lost card, the fire department's for a burnt. */
  @ParameterizedTest
  @CsvSource({"LOST, true", "BURNT, true", "DAMAGED, false", "NUMBER_CHANGED, false"})
  void replace_cause_needsANotificationNumberOrNot(Cause cause, boolean needed) {
    Life life = Acts.served();
    if (needed) {
      Refusal expected = new Refusal(RefusalCode.NOTIFICATION_NUMBER_NEEDED, cause.id());
      assertThat(life.refused(replace(life, cause, Optional.empty()))).isEqualTo(expected);
      assertThat(life.refused(replace(life, cause, Optional.of(" ")))).isEqualTo(expected);
    }
    Card old = life.card();
    Decision decision =
        life.done(replace(life, cause, needed ? Optional.of("N-17") : Optional.empty()));
    assertThat(Acts.causes(decision))
        .containsExactly(RevocationCause.CARD_REPLACED, RevocationCause.CARD_REPLACED);
    assertThat(life.dossier().card(old.id()).orElseThrow().end())
        .contains(new CardEnd(life.now(), cause));
    assertThat(life.card().predecessor()).contains(old.id());
    assertThat(life.identification().revocation().orElseThrow().reason())
        .isEqualTo(RevocationReason.SUPERSEDED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"RETURNED", "EXPIRED", "DIED", "RESIDENCY_LOST", "DEPARTED", "NEVER_FOUND"})
  void replace_causeAfterWhichOneRegisters_refused(Cause cause) {
    Life life = Acts.served();
    assertThat(life.refused(replace(life, cause, Optional.of("N-17"))).code())
        .isEqualTo(RefusalCode.REQUEST_INVALID);
  }

  /** The register told of the loss before: the card has lapsed and is replaced all the same. */
  @Test
  void replace_lapsedBefore_keepsTheFirstFacts() {
    Life life = Acts.served();
    Card old = life.card();
    life.done(Acts.event(EventKind.CARD_LOST, "2025-10-27"));
    Card lapsed = life.dossier().card(old.id()).orElseThrow();
    life.on("2025-11-05").done(Acts.replace(life, 2, Cause.LOST));
    assertThat(life.dossier().card(old.id())).contains(lapsed);
    assertThat(life.card().issuedOn()).isEqualTo("2025-11-05");
  }

  /** A card has one successor: a request that comes twice finds the first one's card. */
  @Test
  void replace_replacedBefore_refused() {
    Life life = Acts.served();
    String old = life.card().id();
    life.done(Acts.replace(life, 2, Cause.DAMAGED));
    Command again =
        new Command.Replace(
            old, Acts.cardId(3), Cause.DAMAGED, Optional.empty(), 0, false, Acts.HOLDER);
    assertThat(life.refused(again)).isEqualTo(new Refusal(RefusalCode.CARD_EXISTS, Acts.cardId(2)));
  }

  /** Leaflet, card §4: renewal from three months before; domain 3.1 (Nerima-ku) for the day. */
  @ParameterizedTest
  @CsvSource({
    "2034-11-17, RENEWAL_WINDOW_NOT_OPEN, 2034-11-18",
    "2035-02-18, RENEWAL_WINDOW_CLOSED, 2035-02-17"
  })
  void renewCard_outsideOfTheWindow_refused(String on, RefusalCode code, String date) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").on(on);
    assertThat(life.refused(replace(life, Cause.RENEWED, Optional.empty())))
        .isEqualTo(Acts.dated(code, date));
  }

  @ParameterizedTest
  @CsvSource({
    "2034-11-18, 2044-02-17", // nine birthdays and the coming one
    "2035-02-16, 2044-02-17",
    "2035-02-17, 2045-02-17" // on the birthday, which does not count
  })
  void renewCard_inTheWindow_isThe10thBirthdayAfterIssue(String on, LocalDate expected) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").on(on);
    life.done(replace(life, Cause.RENEWED, Optional.empty()));
    assertThat(life.card().expiresOn()).isEqualTo(expected);
  }

  @Test
  void renewCard_lapsed_refused() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").on("2035-01-10");
    life.done(Acts.event(EventKind.CARD_RETURNED, "2035-01-10"));
    assertThat(life.refused(replace(life, Cause.RENEWED, Optional.empty())))
        .isEqualTo(new Refusal(RefusalCode.CARD_ENDED, "2035-01-10"));
  }

  /** Not found, it is replaced as lost, with the number; found, it is lifted first. */
  @Test
  void renewCard_suspended_refused() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").on("2035-01-10");
    life.done(Acts.suspend(life));
    assertThat(life.refused(replace(life, Cause.RENEWED, Optional.empty())))
        .isEqualTo(Refusal.of(RefusalCode.CARD_SUSPENDED));
    life.done(Acts.lift(life));
    life.done(replace(life, Cause.RENEWED, Optional.empty()));
  }

  /** The stay still limits a new card: extending is what helps. */
  @Test
  void renewCard_stayNotExtended_gainsNothing() {
    Life life = Acts.guest("2027-06-30").on("2027-06-01");
    assertThat(life.refused(replace(life, Cause.RENEWED, Optional.empty())))
        .isEqualTo(new Refusal(RefusalCode.RENEWAL_GAINS_NOTHING, "2027-06-30"));
  }

  /** One card in force at a time; one that ran out makes room. */
  @Test
  void register_cardInForce_refusedUntilItRanOut() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27").on("2035-02-17");
    assertThat(life.refused(Acts.register(2, "2035-02-17")))
        .isEqualTo(new Refusal(RefusalCode.CARD_EXISTS, Acts.cardId(1)));
    life.on("2035-02-18").done(Acts.register(2, "2035-02-18"));
    assertThat(life.dossier().card(Acts.cardId(1)).orElseThrow().end())
        .contains(new CardEnd(life.now(), Cause.EXPIRED));
    assertThat(life.card().predecessor()).contains(Acts.cardId(1));
  }

  /** Suspended it is in force all the same: a loss is replaced as one, with its number. */
  @Test
  void register_cardSuspended_refused() {
    Life life = Acts.served();
    life.done(Acts.suspend(life));
    assertThat(life.refused(Acts.register(2, "2025-10-27")).code())
        .isEqualTo(RefusalCode.CARD_EXISTS);
  }

  /** Cards of one instant: the database gives them in the order of their ids, not of their age. */
  @Test
  void register_cardsOfOneInstant_continueTheLineage() {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    life.done(Acts.register(3, "2025-10-27"));
    life.done(Acts.event(EventKind.CARD_RETURNED, "2025-10-27"));
    life.done(Acts.register(2, "2025-10-27"));
    life.done(Acts.event(EventKind.NUMBER_CHANGED, "2025-10-27"));
    life.done(Acts.register(1, "2025-10-27"));
    Dossier read =
        new Dossier(life.dossier().resident(), life.dossier().cards().reversed(), List.of());
    assertThat(read.newest().map(Card::id)).contains(Acts.cardId(1));
    assertThat(life.dossier().newest().map(Card::id)).contains(Acts.cardId(1));
  }

  /** Domain 3.4: who is in no record holds no card; who entered again may get one. */
  @ParameterizedTest
  @ValueSource(strings = {"DIED", "RESIDENCY_LOST", "DEPARTED"})
  void register_notInTheRecord_refusedUntilEntered(EventKind kind) {
    Life life = Acts.served();
    life.done(Acts.event(kind, "2025-10-27"));
    assertThat(life.refused(Acts.register(2, "2025-10-27")).code())
        .isEqualTo(RefusalCode.RESIDENT_REMOVED);
    assertThat(life.refused(Acts.replace(life, 2, Cause.LOST)).code())
        .isEqualTo(RefusalCode.RESIDENT_REMOVED);
    life.on("2026-01-10").done(Acts.event(EventKind.ENTERED, "2026-01-09"));
    life.done(Acts.register(2, "2026-01-10"));
    life.done(Acts.issue(life, Authority.values()));
    assertThat(life.signature().chainNumber()).isEqualTo(2);
  }
}
