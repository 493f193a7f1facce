package org.jitsuin.card.holder;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jitsuin.card.state.KeyUse;

/** A PIN (暗証番号) as somebody typed it, in the form of the card; gone from memory once closed. */
public final class Pin implements AutoCloseable {
  private final byte[] octets;

  private Pin(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Takes a PIN over: the characters are gone afterwards. Of the signature PIN small letters become
   * capitals, as the card knows no others.
   *
   * @throws HolderFailure that says what a PIN of this use is like, before a try is spent
   */
  public static Pin of(KeyUse use, char[] typed) {
    return of(use, typed, false);
  }

  /**
   * Takes a new PIN over, which must keep all rules of the leaflet.
   *
   * @throws HolderFailure with the rule that it does not keep
   */
  public static Pin fresh(KeyUse use, char[] typed) {
    return of(use, typed, true);
  }

  private static Pin of(KeyUse use, char[] typed, boolean fresh) {
    byte[] octets = new byte[typed.length];
    try {
      boolean letters = false;
      boolean digits = false;
      for (int i = 0; i < typed.length; i++) {
        char character = capital(use, typed[i]);
        letters |= character >= 'A' && character <= 'Z';
        digits |= character >= '0' && character <= '9';
        octets[i] = character < 128 ? (byte) character : (byte) 0;
      }
      PinRules.check(use, octets, !fresh || (letters && digits));
      return new Pin(octets.clone());
    } finally {
      Arrays.fill(octets, (byte) 0);
      Arrays.fill(typed, '\0');
    }
  }

  private static char capital(KeyUse use, char character) {
    return use == KeyUse.SIGNATURE && character >= 'a' && character <= 'z'
        ? (char) (character - 'a' + 'A')
        : character;
  }

  /** Returns whether two are the same. */
  public boolean sameAs(Pin other) {
    return Arrays.equals(octets, other.octets);
  }

  /** Hands the octets over for as long as something is done with them. */
  public <T> T with(Function<byte[], T> action) {
    byte[] copy = octets.clone();
    try {
      return action.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }

  /** Returns nothing of it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Pin[%s characters]", octets.length);
  }
}
