package org.jitsuin.card.testing;

import java.io.IOException;
import java.util.List;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.counter.Readers;

/** One reader, with a card in it that may be pulled at any command. */
public final class HandReaders implements Readers {
  private static final Reader READER = new Reader("A reader", true);

  private final CardInHand card;

  public HandReaders(CardInHand card) {
    this.card = card;
  }

  /** The id of the reader. */
  public static String id() {
    return READER.id();
  }

  @Override
  public List<Reader> list() {
    return List.of(READER);
  }

  @Override
  public synchronized <T> T withCard(String reader, Use<T> use) throws IOException {
    if (!reader.equals(id())) {
      throw new CounterFailure(ProblemCode.READER_UNKNOWN);
    }
    return use.with(card);
  }
}
