package org.jitsuin.launcher.demo;

import java.io.IOException;
import org.jitsuin.card.personalisation.CardLink;

/** A card that lies before the counter. */
interface Presented {
  /** Returns the number of the chip. */
  String number();

  /** What is done with a card that answers. */
  interface LinkWork<T> {
    T with(CardLink link) throws IOException;
  }

  /**
   * Does something with it, which nobody else uses meanwhile; afterwards the power is taken from
   * it.
   */
  <T> T withLink(LinkWork<T> work) throws IOException;
}
