package org.jitsuin.card.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key under which states of cards are encrypted: AES of 256 bits. */
public final class StateKey {
  private static final int OCTETS = 32;

  private final SecretKeySpec key;

  private StateKey(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException("a key of " + OCTETS + " octets");
    }
    this.key = new SecretKeySpec(octets, "AES");
  }

  public static StateKey of(byte[] octets) {
    return new StateKey(octets);
  }

  /**
   * The key in a file, which is made where there is none, for its owner alone. Of two that make it
   * at one time, both have the first's.
   */
  public static StateKey inFile(Path file, Random random) throws IOException {
    return new StateKey(SecretFile.octets(file, OCTETS, random));
  }

  SecretKey key() {
    return key;
  }
}
