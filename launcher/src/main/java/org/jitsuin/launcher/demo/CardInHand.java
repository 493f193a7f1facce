package org.jitsuin.launcher.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Function;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.launcher.card.CardMaker;

/**
 * A virtual card of the demo that lies in no reader: it takes the same commands in this process, so
 * that it is there on every machine, and is gone with it.
 */
record CardInHand(String number, Card card) implements Presented {
  /** Makes one as the factory delivers it: no keys, no certificates, no PINs. */
  static CardInHand blank(CardShelf shelf) {
    SecureRandom random = new SecureRandom();
    CardState state = new CardMaker(shelf, random).blank(CardTraits.usual());
    return new CardInHand(state.number(), new Card(state, _ -> {}, random));
  }

  @Override
  public <T> T withLink(LinkWork<T> work) throws IOException {
    try {
      return work.with(card::process);
    } finally {
      card.reset();
    }
  }

  /** Does what a holder does with it; afterwards no PIN is verified. */
  <T> T withHolder(Function<HolderCard, T> action) {
    try {
      return action.apply(HolderCard.open(AppletChannel.to(card)));
    } finally {
      card.reset();
    }
  }
}
