package org.jitsuin.card.state;

import java.io.IOException;
import java.nio.file.Path;

/** A card is in another program's reader. */
public final class CardInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  CardInUseException(Path file) {
    super(file + " is in use by another program");
  }
}
