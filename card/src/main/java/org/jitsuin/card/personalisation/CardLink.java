package org.jitsuin.card.personalisation;

import java.io.IOException;

/** The way to a card: a reader, or a card in memory. */
@FunctionalInterface
public interface CardLink {
  /**
   * Sends a command.
   *
   * @return the response: data and two octets of status
   * @throws IOException if no response came: the card may have done it or not
   */
  byte[] transmit(byte[] command) throws IOException;
}
