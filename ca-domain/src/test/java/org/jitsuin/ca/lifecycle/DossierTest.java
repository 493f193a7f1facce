package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;

/** What is known of a resident with several cards is told of the right one. */
class DossierTest {
  private static Life twoCards() {
    Life life = Acts.served().on("2025-11-01");
    life.done(Acts.replace(life, 2, CardEnd.Cause.DAMAGED));
    return life;
  }

  @Test
  void standing_isTheCardThatHasNotLapsed() {
    Life life = twoCards();
    assertThat(life.dossier().cards()).hasSize(2);
    assertThat(life.dossier().standing()).extracting(Card::id).containsExactly(Acts.cardId(2));
    life.done(Acts.event(EventKind.CARD_LOST, "2025-11-01"));
    assertThat(life.dossier().standing()).isEmpty();
    assertThat(life.dossier().newest()).map(Card::id).contains(Acts.cardId(2));
  }

  @Test
  void successor_isTheCardThatTookThePlace() {
    Dossier dossier = twoCards().dossier();
    Card first = dossier.card(Acts.cardId(1)).orElseThrow();
    Card second = dossier.card(Acts.cardId(2)).orElseThrow();
    assertThat(dossier.successor(first)).contains(second);
    assertThat(dossier.successor(second)).isEmpty();
  }

  @Test
  void after_aChangeOfOneCard_leavesTheOther() {
    Life life = twoCards();
    Optional<Card> first = life.dossier().card(Acts.cardId(1));
    life.done(Acts.suspend(life));
    assertThat(life.card().suspension()).isPresent();
    assertThat(life.dossier().card(Acts.cardId(1))).isEqualTo(first);
    assertThat(life.dossier().cards()).extracting(Card::id).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void after_aChangeOfOneCertificate_leavesTheOthers() {
    Life life = Acts.served();
    CardCertificate kept = life.identification();
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    assertThat(life.signature().isRevoked()).isTrue();
    assertThat(life.identification()).isEqualTo(kept);
    assertThat(life.dossier().certificates()).hasSize(2);
  }

  /** Each kind counts its own. */
  @Test
  void nextInChain_countsThatKindAlone() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    assertThat(life.dossier().nextInChain(Authority.SIGNATURE)).isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      life.done(Acts.issue(life, Authority.SIGNATURE));
      life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    }
    assertThat(life.dossier().nextInChain(Authority.SIGNATURE)).isEqualTo(3);
    assertThat(life.dossier().nextInChain(Authority.USER_IDENTIFICATION)).isEqualTo(1);
  }

  /** A card is replaced once, also where the card that took its place has lapsed since. */
  @Test
  void replace_aCardWhoseSuccessorLapsed_isRefusedWithTheSuccessor() {
    Life life = twoCards();
    life.done(Acts.event(EventKind.CARD_RETURNED, "2025-11-01"));
    Command.Replace again =
        new Command.Replace(
            Acts.cardId(1),
            Acts.cardId(3),
            CardEnd.Cause.DAMAGED,
            Optional.of("N-17"),
            1000,
            false,
            Acts.HOLDER);
    assertThat(life.refused(again)).isEqualTo(new Refusal(RefusalCode.CARD_EXISTS, Acts.cardId(2)));
  }

  /** Certificates that end before the card end by themselves. */
  @Test
  void extend_certificatesThatEndBefore_plansNothing() {
    Life life = Acts.guest("2027-06-30").on("2027-06-01");
    life.done(Acts.event(EventKind.STAY_CHANGED, "2027-06-01", Acts.stayed("2029-06-30")));
    Decision extended = life.done(new Command.Extend(life.card().id()));
    assertThat(extended.changes()).hasSize(1);
    assertThat(extended.changes().getFirst()).isInstanceOf(Change.CardChanged.class);
  }

  /** On the very day of departure, before the night's work has recorded it. */
  @Test
  void renew_onTheDayOfDeparture_isTooLate() {
    Life life = Acts.served().on("2025-10-28");
    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-10"));
    Command asked = Acts.beforeDeparture(life, Authority.SIGNATURE);
    assertThat(life.lifeCycle().decide(life.dossier(), asked, Acts.at("2026-04-10")))
        .isEqualTo(Outcome.refused(RefusalCode.DEPARTURE_NOT_PLANNED));
    assertThat(life.lifeCycle().decide(life.dossier(), asked, Acts.at("2026-04-09")))
        .isNotEqualTo(Outcome.refused(RefusalCode.DEPARTURE_NOT_PLANNED));
  }

  /** What was issued for a departure is meant for that one, not for another event. */
  @Test
  void knownAt_ofAnotherEvent_isNone() {
    Life life = Acts.served().on("2025-10-28");
    Command.TakeIn departure = Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-10");
    life.done(departure);
    ResidentEvent other = Acts.event(EventKind.DEPARTED_CONTINUING, "2026-05-10").event();
    assertThat(Departures.knownAt(life.dossier().resident(), departure.event())).isPresent();
    assertThat(Departures.knownAt(life.dossier().resident(), other)).isEmpty();
    assertThat(List.of(departure.event().id(), other.id())).doesNotHaveDuplicates();
  }
}
