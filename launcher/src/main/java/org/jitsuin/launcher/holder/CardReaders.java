package org.jitsuin.launcher.holder;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;

/** Finds the holder's card through PC/SC. */
public final class CardReaders {
  private CardReaders() {}

  /**
   * Does something with the card, which no other program may use meanwhile. Afterwards the power is
   * taken from it, so that no other program finds a PIN verified.
   *
   * @param reader part of the reader's name, where there are several with cards
   * @throws HolderFailure if there is no such card
   */
  public static <T> T withCard(Optional<String> reader, Function<HolderCard, T> action) {
    try {
      Card card = only(reader).connect("*");
      try {
        card.beginExclusive();
        return action.apply(HolderCard.open(card.getBasicChannel()));
      } finally {
        card.disconnect(true);
      }
    } catch (CardException e) {
      throw new HolderFailure(
          "カードを使えません。ほかのプログラムが使用中でないか確かめてください。",
          "The card cannot be used; is another program using it?",
          e);
    }
  }

  private static CardTerminal only(Optional<String> reader) {
    List<CardTerminal> found =
        withCards().stream()
            .filter(terminal -> terminal.getName().contains(reader.orElse("")))
            .toList();
    if (found.isEmpty()) {
      throw new HolderFailure(
          "カードが見つかりません。カードリーダーを接続し（pcscdが動いている必要があります）、カードを置いてください。",
          "No card was found; connect a reader (pcscd must run) and put the card on it.");
    }
    if (found.size() > 1) {
      String names = found.stream().map(CardTerminal::getName).collect(Collectors.joining(", "));
      throw new HolderFailure(
          "カードが複数あります。--reader でリーダーを選んでください: " + names,
          "There are several cards; choose a reader with --reader: " + names);
    }
    return found.getFirst();
  }

  private static List<CardTerminal> withCards() {
    try {
      return TerminalFactory.getDefault().terminals().list(CardTerminals.State.CARD_PRESENT);
    } catch (CardException e) {
      // No daemon, or none of its readers is connected.
      return List.of();
    }
  }
}
