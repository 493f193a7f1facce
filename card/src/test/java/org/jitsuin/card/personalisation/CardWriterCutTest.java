package org.jitsuin.card.personalisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.last;
import static org.jitsuin.card.testing.Apdus.sign;
import static org.jitsuin.card.testing.Apdus.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.CardInHand.Cut;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever writing a card is cut off, the next attempt finishes it. */
class CardWriterCutTest {
  private static final CardState BLANK =
      TestCards.blank().withTraits(CardTraits.usual().withPinIterations(1));

  @ParameterizedTest
  @EnumSource(Cut.class)
  void write_cutOffAtEachCommand_isFinishedByTheNext(Cut how) throws IOException {
    int commands = 0;
    while (isCut(commands, how)) {
      commands++;
    }
    assertThat(commands).as("cuts that were tried").isGreaterThan(30);
  }

  /** Returns whether the cut came before all was written; checks what is there then, and after. */
  private static boolean isCut(int commands, Cut how) throws IOException {
    CardInHand hand = new CardInHand(BLANK);
    TestOffice office = new TestOffice();
    hand.cutAfter(commands, how);
    attempt(hand, office);
    boolean cut = !hand.isCutToCome();
    hand.reinsert();
    if (hand.saved().active().number() == 0) {
      assertThat(last(hand.card(), APPLICATION, file("0001"))).as("nothing half").isEqualTo("6A82");
    }
    CardWriterTest.write(hand.open(), office, SignatureScheme.ECDSA_P384_SHA384);
    assertThat(hand.saved().active().number()).isEqualTo(1);
    assertThat(hand.saved().order()).isEmpty();
    assertThat(office.issued()).as("certificates that no card holds").isEqualTo(2);
    for (KeyUse use : KeyUse.values()) {
      Credential credential = hand.saved().active().credential(use).orElseThrow();
      assertThat(credential.isComplete()).isTrue();
      assertThat(hand.saved().pin(use).triesLeft()).isEqualTo(use.tries());
    }
    assertThat(
            last(hand.card(), APPLICATION, file("001B"), verify("ABC123"), file("001A"), sign(48)))
        .isEqualTo("9000");
    return cut;
  }

  private static void attempt(CardInHand hand, TestOffice office) {
    try {
      CardWriterTest.write(hand.open(), office, SignatureScheme.ECDSA_P384_SHA384);
    } catch (IOException | UncheckedIOException e) {
      // Cut off: the next attempt is made by whoever has the card next.
      assertThat(hand.isCutToCome()).isFalse();
    }
  }
}
