package org.jitsuin.card.applet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;

/**
 * Commands from anybody: those stored beside this class, and those that Jazzer makes of them. Each
 * input is a row of commands, one octet of length before each; a length of 0 is a reset.
 */
class CardFuzzTest {
  private static final CardState STATE =
      TestCards.personalisedState(CardTraits.usual().withPinIterations(1));

  @FuzzTest(maxExecutions = 4_000)
  void process_anyCommands_areAnsweredAndGiveNothingAway(byte[] octets) {
    check(octets);
  }

  /** The same, on demand: {@code -Dfuzz.test=CardFuzzTest#process_anyCommandsForAnHour*}. */
  @FuzzTest(maxDuration = "1h")
  void process_anyCommandsForAnHour_areAnsweredAndGiveNothingAway(byte[] octets) {
    check(octets);
  }

  private static void check(byte[] octets) {
    Card card = TestCards.card(STATE);
    int position = 0;
    while (position < octets.length) {
      int length = octets[position++] & 0xff;
      if (length == 0) {
        card.reset();
        continue;
      }
      int end = Math.min(octets.length, position + length);
      check(card, card.process(Arrays.copyOfRange(octets, position, end)));
      position = end;
    }
  }

  private static void check(Card card, byte[] answer) {
    int status =
        (answer[answer.length - 2] & 0xff) << Byte.SIZE | (answer[answer.length - 1] & 0xff);
    if (status >>> Byte.SIZE == 0x6f || status == 0x6581) {
      throw new AssertionError("a command that the card does not cope with");
    }
    if (status != 0x9000 && answer.length > 2) {
      throw new AssertionError("data beside a refusal");
    }
    for (KeyUse use : KeyUse.values()) {
      if (card.state().pin(use).triesLeft() > use.tries()) {
        throw new AssertionError("more tries than there are");
      }
    }
    if (!card.state().active().equals(STATE.active())) {
      throw new AssertionError("other keys or certificates");
    }
  }
}
