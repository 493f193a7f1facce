package org.jitsuin.card.reader;

/** A chip as its reader knows it. */
public interface Chip {
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
