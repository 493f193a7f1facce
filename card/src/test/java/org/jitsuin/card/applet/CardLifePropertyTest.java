package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jitsuin.card.applet.CardModel.Step;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.Apdus;

/**
 * Whatever is done to a card, in whatever order, with power lost wherever it hurts: it does what a
 * model of a few lines says. Counters rise by the right PIN alone, nothing is signed or read
 * without its own PIN, and no try comes back.
 */
class CardLifePropertyTest {
  @Property(tries = 150)
  void life_ofAnyCard_isThatOfTheModel(@ForAll("lives") List<Step> life) {
    CardModel model = new CardModel();
    for (Step step : life) {
      model.doAndCompare(step);
    }
    assertThat(model.card().state().active()).isEqualTo(model.credentials());
  }

  @Provide
  static Arbitrary<List<Step>> lives() {
    return step().list().ofMinSize(5).ofMaxSize(40);
  }

  private static Arbitrary<Step> step() {
    Arbitrary<KeyUse> use = Arbitraries.of(KeyUse.class);
    Arbitrary<String> pin =
        Arbitraries.of(
            "1234", "5678", "123", "12345", "ABC123", "DEF456", "abc123", "ABC12", "ABC1234");
    return Arbitraries.frequencyOf(
        Tuple.of(6, Combinators.combine(use, pin).as(Step.Verify::new)),
        Tuple.of(3, Combinators.combine(use, pin).as(Step.Change::new)),
        Tuple.of(
            3, Combinators.combine(use, Arbitraries.integers().between(0, 5)).as(Step.Sign::new)),
        Tuple.of(
            2, Arbitraries.of(1, 2, 6, 8, 0x0a, 0x0b, 0x17, 0x18, 0x1a, 0x1b).map(Step.Read::new)),
        Tuple.of(4, Arbitraries.of(Apdus.APPLICATION, Apdus.CARD_MANAGER).map(Step.Select::new)),
        Tuple.of(1, Arbitraries.just(new Step.Reset())),
        Tuple.of(
            2,
            Combinators.combine(use, pin, Arbitraries.integers().between(1, 2), booleans())
                .as(Step.LosePower::new)));
  }

  private static Arbitrary<Boolean> booleans() {
    return Arbitraries.of(true, false);
  }
}
