package org.jitsuin.card.personalisation;

import java.io.IOException;

/** The card in the reader is genuine, and not the one that is meant. */
public final class WrongCardException extends IOException {
  private static final long serialVersionUID = 1L;

  WrongCardException() {
    super("the card in the reader is another one");
  }
}
