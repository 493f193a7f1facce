package org.jitsuin.card.counter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.personalisation.CardLink;

/** The card readers of a counter. */
public interface Readers {
  /**
   * A reader.
   *
   * @param name as the machine calls it
   * @param card whether there is a card in it
   */
  record Reader(String name, boolean card) {
    private static final int ID_OCTETS = 4;

    /** Names it in addresses: the beginning of the hash of its name. */
    public String id() {
      byte[] hash = Fingerprint.of(name.getBytes(StandardCharsets.UTF_8)).octets();
      return HexFormat.of().formatHex(hash, 0, ID_OCTETS);
    }
  }

  /** What is done with a card. */
  @FunctionalInterface
  interface Use<T> {
    T with(CardLink link) throws IOException;
  }

  /**
   * All readers.
   *
   * @throws CounterFailure if they cannot be asked
   */
  List<Reader> list();

  /**
   * Does something with the card in a reader, which no other program uses meanwhile. Afterwards the
   * power is taken from it.
   *
   * @param reader its {@link Reader#id}
   * @throws CounterFailure if there is no such reader, or no card in it
   * @throws IOException as the use does
   */
  <T> T withCard(String reader, Use<T> use) throws IOException;
}
