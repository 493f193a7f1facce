package org.jitsuin.card.channel;

import java.util.Arrays;
import java.util.Optional;

/** What an update of the office does to a card. */
public enum Operation {
  /** Begins an order: keys and certificates that will replace the active ones. */
  BEGIN(1),
  /** Makes a key pair on the card. */
  GENERATE(2),
  /** Writes the certificate of a new key. */
  CERTIFICATE(3),
  /** Writes the certificate of the authority that certified a new key. */
  AUTHORITY(4),
  /** Sets a PIN, and fills its counter. */
  PIN(5),
  /** Fills the counter of a PIN, which stays as it is. */
  UNLOCK(6),
  /** Puts what was written in the place of what was active, at once. */
  ACTIVATE(7),
  /** Gives an order up; what was active stays so. */
  ABANDON(8),
  /** Replaces the keys of the channel. */
  KEYS(9),
  /** Ends the card: its keys and PINs are erased. */
  END(10);

  private final int number;

  Operation(int number) {
    this.number = number;
  }

  /** The number in an update. */
  public int number() {
    return number;
  }

  static Optional<Operation> byNumber(int number) {
    return Arrays.stream(values()).filter(operation -> operation.number == number).findFirst();
  }
}
