package org.jitsuin.card.personalisation;

import java.io.IOException;

/** What answers is not the card that it should be, or somebody stands in between. */
public final class ChannelException extends IOException {
  private static final long serialVersionUID = 1L;

  ChannelException(String message) {
    super(message);
  }
}
