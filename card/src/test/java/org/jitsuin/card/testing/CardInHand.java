package org.jitsuin.card.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.personalisation.CardLink;
import org.jitsuin.card.personalisation.CardWriter;
import org.jitsuin.card.personalisation.OfficeChannel;
import org.jitsuin.card.state.CardState;

/** A card that can be pulled out of the reader at any command, and put in again. */
public final class CardInHand implements CardLink {
  /** Where a command is cut off. */
  public enum Cut {
    /** It does not reach the card. */
    BEFORE,
    /** The card keeps what it does, and loses power before it answers. */
    KEPT_AND_LOST,
    /** The card loses power before it has kept what it does. */
    NOT_KEPT,
    /** The card answers, and nobody hears it. */
    ANSWER_LOST
  }

  public static final SecureRandom RANDOM = new SecureRandom();

  /** Power is lost: nothing that the card does any more has an effect. */
  private static final class PowerLost extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final List<byte[]> sent = new ArrayList<>();
  private CardState saved;
  private Card card;
  private int untilCut = -1;
  private Cut cut = Cut.BEFORE;
  private boolean cutting;

  public CardInHand(CardState state) {
    saved = state;
    card = new Card(saved, this::save, RANDOM);
  }

  private void save(CardState state) {
    if (!cutting || cut != Cut.NOT_KEPT) {
      saved = state;
    }
    if (cutting && (cut == Cut.NOT_KEPT || cut == Cut.KEPT_AND_LOST)) {
      throw new PowerLost();
    }
  }

  /** Cuts off the command after that many. */
  public void cutAfter(int commands, Cut how) {
    untilCut = commands;
    cut = how;
  }

  /** Whether the cut is still to come. */
  public boolean isCutToCome() {
    return untilCut >= 0;
  }

  /** Takes the card out and puts it in again. */
  public void reinsert() {
    card = new Card(saved, this::save, RANDOM);
    untilCut = -1;
    cutting = false;
  }

  @Override
  public byte[] transmit(byte[] command) throws IOException {
    sent.add(command.clone());
    cutting = untilCut == 0;
    untilCut--;
    if (cutting && cut == Cut.BEFORE) {
      throw new IOException("the card is gone");
    }
    try {
      byte[] answer = card.process(command);
      if (cutting) {
        throw new IOException("no answer came");
      }
      return answer;
    } catch (PowerLost e) {
      throw new IOException("the card is gone", e);
    }
  }

  public Card card() {
    return card;
  }

  public CardState saved() {
    return saved;
  }

  /** All commands so far. */
  public List<byte[]> sent() {
    return sent;
  }

  public CardWriter open() {
    try {
      return CardWriter.of(saved.number(), channel());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public OfficeChannel channel() throws IOException {
    return OfficeChannel.open(this, (name, version) -> TestCards.CHANNEL_KEYS, RANDOM);
  }
}
