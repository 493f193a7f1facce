package org.jitsuin.ca.cardorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.cardorder.CardOrderRules.ReadBack;
import org.jitsuin.ca.cardorder.CardOrderRules.Wish;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;

class CardOrderRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(300);
  private static final Set<Authority> BOTH = EnumSet.allOf(Authority.class);
  private static final Fingerprint ONE = Fingerprint.of(new byte[] {1});
  private static final Fingerprint TWO = Fingerprint.of(new byte[] {2});

  private static Wish wish(String id, String card, String chip, String person) {
    return new Wish(id, card, chip, BOTH, person, UNTIL);
  }

  private static CardOrder open(String id, String card, String chip, String person) {
    Outcome<CardOrder> opened = CardOrderRules.open(wish(id, card, chip, person), List.of(), NOW);
    return ((Outcome.Done<CardOrder>) opened).result();
  }

  private static CardOrder ended(CardOrder order, State how) {
    return order.ended(how, NOW, Optional.empty());
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal.code() : null;
  }

  private static RefusalCode open(Wish wish, Instant at, CardOrder... known) {
    return code(CardOrderRules.open(wish, List.of(known), at));
  }

  @Test
  void open_byAnotherCounterWhileOneIsAtIt_isRefusedUntilTheLeaseIsOver() {
    CardOrder order = open("o", "card", "chip", "a");

    assertThat(open(wish("o", "card", "chip", "b"), UNTIL.minusMillis(1), order))
        .isEqualTo(RefusalCode.ORDER_LEASED);
    assertThat(open(wish("o", "card", "chip", "b"), UNTIL, order)).isNull();
    assertThat(open(wish("o", "card", "chip", "a"), NOW, order)).isNull();
  }

  @Test
  void open_secondOrderOfTheCard_isRefusedUntilTheFirstEnded() {
    CardOrder first = open("o", "card", "chip", "a");
    Wish second = wish("p", "card", "chip", "a");

    assertThat(open(second, NOW, first)).isEqualTo(RefusalCode.ORDER_OPEN);
    assertThat(open(second, NOW, ended(first, State.HELD))).isNull();
    assertThat(open(second, NOW, ended(first, State.WITHDRAWN))).isNull();
    assertThat(open(second, NOW, ended(first, State.LAPSED))).isNull();
  }

  @Test
  void open_chipOfAnotherCard_isRefusedAndAChipThatHeldNothingIsFree() {
    CardOrder first = open("o", "card", "chip", "a");
    Wish otherCard = wish("p", "other", "chip", "a");
    Wish otherChip = wish("p", "card", "other", "a");

    assertThat(open(otherCard, NOW, first)).isEqualTo(RefusalCode.CHIP_TAKEN);
    assertThat(open(otherCard, NOW, ended(first, State.HELD))).isEqualTo(RefusalCode.CHIP_TAKEN);
    assertThat(open(otherChip, NOW, ended(first, State.HELD))).isEqualTo(RefusalCode.CHIP_TAKEN);
    assertThat(open(otherCard, NOW, ended(first, State.WITHDRAWN))).isNull();
    assertThat(open(otherChip, NOW, ended(first, State.WITHDRAWN))).isNull();
  }

  @Test
  void open_sameNameForSomethingElseOrAfterItsEnd_isRefused() {
    CardOrder first = open("o", "card", "chip", "a");

    assertThat(open(wish("o", "card", "other", "a"), NOW, first))
        .isEqualTo(RefusalCode.ORDER_DIFFERS);
    assertThat(open(wish("o", "other", "chip", "a"), NOW, first))
        .isEqualTo(RefusalCode.ORDER_DIFFERS);
    assertThat(open(wish("o", "card", "chip", "a"), NOW, ended(first, State.LAPSED)))
        .isEqualTo(RefusalCode.ORDER_ENDED);
  }

  @Test
  void issue_overAnOrder_asksForThatCardItsKindsAndWhoIsAtIt() {
    Optional<CardOrder> order = Optional.of(open("o", "card", "chip", "a"));

    assertThat(code(CardOrderRules.issue(order, "card", BOTH, "a", NOW))).isNull();
    assertThat(code(CardOrderRules.issue(order, "other", BOTH, "a", NOW)))
        .isEqualTo(RefusalCode.ORDER_UNKNOWN);
    assertThat(code(CardOrderRules.issue(Optional.empty(), "card", BOTH, "a", NOW)))
        .isEqualTo(RefusalCode.ORDER_UNKNOWN);
    assertThat(code(CardOrderRules.issue(order, "card", BOTH, "b", NOW)))
        .isEqualTo(RefusalCode.ORDER_LEASED);
    Wish one = new Wish("o", "card", "chip", Set.of(Authority.SIGNATURE), "a", UNTIL);
    Optional<CardOrder> narrow =
        Optional.of(((Outcome.Done<CardOrder>) CardOrderRules.open(one, List.of(), NOW)).result());
    assertThat(code(CardOrderRules.issue(narrow, "card", BOTH, "a", NOW)))
        .isEqualTo(RefusalCode.ORDER_DIFFERS);
  }

  @Test
  void holds_allThatIsGoodAndNothingElse() {
    CardOrder order = open("o", "card", "chip", "a");
    IssuedOver signature = new IssuedOver(1, Authority.SIGNATURE, 1, Serial.parse("0a0b"), ONE);
    IssuedOver identification =
        new IssuedOver(2, Authority.USER_IDENTIFICATION, 1, Serial.parse("0a0c"), TWO);
    List<IssuedOver> issued = List.of(signature, identification);
    Map<Authority, Fingerprint> both =
        Map.of(Authority.SIGNATURE, ONE, Authority.USER_IDENTIFICATION, TWO);

    assertThat(CardOrderRules.holds(order, new ReadBack("chip", 1, both), issued, issued)).isTrue();
    assertThat(CardOrderRules.holds(order, new ReadBack("other", 1, both), issued, issued))
        .isFalse();
    ReadBack one = new ReadBack("chip", 1, Map.of(Authority.SIGNATURE, ONE));
    assertThat(CardOrderRules.holds(order, one, issued, issued)).isFalse();
    assertThat(CardOrderRules.holds(order, one, issued, List.of(signature))).isTrue();
    ReadBack swapped =
        new ReadBack(
            "chip", 1, Map.of(Authority.SIGNATURE, TWO, Authority.USER_IDENTIFICATION, ONE));
    assertThat(CardOrderRules.holds(order, swapped, issued, issued)).isFalse();
    ReadBack nothing = new ReadBack("chip", 1, Map.of());
    assertThat(CardOrderRules.holds(order, nothing, issued, List.of())).isFalse();
  }
}
