package org.jitsuin.card.reader;

import org.jitsuin.card.applet.Card;

/** A chip as its reader knows it (ISO 7816-3). */
public interface Chip {
  /** Returns the chip that a card is. */
  static Chip of(Card card) {
    return new Chip() {
      @Override
      public byte[] process(byte[] command) {
        return card.process(command);
      }

      @Override
      public void reset() {
        card.reset();
      }

      @Override
      public byte[] atr() {
        return card.atr();
      }
    };
  }

  /**
   * Carries a command out.
   *
   * @param command any octets
   * @return data and status word; never empty
   */
  byte[] process(byte[] command);

  /** Takes the power away and gives it again. */
  void reset();

  /** Returns the answer to reset; never empty. */
  byte[] atr();
}
