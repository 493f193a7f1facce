package org.jitsuin.card.personalisation;

import java.io.IOException;
import java.util.HexFormat;

/** A card answered, and did not do what it was told. */
public final class CardRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  CardRefusedException(String what, int status) {
    super("the card refused " + what + ": " + HexFormat.of().toHexDigits((short) status));
    this.status = status;
  }

  /** The status word. */
  public int status() {
    return status;
  }
}
