package org.jitsuin.installation.custody;

import java.util.Locale;
import java.util.Optional;

/**
 * Base32 (RFC 4648 §6) without padding, in small letters: what people read aloud and type.
 *
 * <p>Arithmetic instead of a table, so that the time it takes tells nothing of a secret.
 */
final class Base32 {
  private static final int BITS = 5;
  private static final int MASK = 31;
  private static final int LETTERS = 26;

  private Base32() {}

  static String encode(byte[] octets) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte octet : octets) {
      buffer = (buffer << Byte.SIZE) | (octet & 0xff);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(letter((buffer >>> bits) & MASK));
      }
    }
    if (bits > 0) {
      text.append(letter((buffer << (BITS - bits)) & MASK));
    }
    return text.toString();
  }

  /** {@code a} to {@code z}, then {@code 2} to {@code 7}. */
  private static char letter(int value) {
    int digit = (LETTERS - 1 - value) >> (Integer.SIZE - 1);
    return (char) (value + 'a' + (digit & ('2' - LETTERS - 'a')));
  }

  /** Decodes a text; empty if it is not the encoding of any octets. */
  static Optional<byte[]> decode(String text) {
    byte[] octets = new byte[text.length() * BITS / Byte.SIZE];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char character : text.toLowerCase(Locale.ROOT).toCharArray()) {
      int value = value(character);
      if (value < 0) {
        return Optional.empty();
      }
      buffer = (buffer << BITS) | value;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        octets[at] = (byte) (buffer >>> bits);
        at++;
      }
    }
    boolean clean = bits < BITS && (buffer & ((1 << bits) - 1)) == 0;
    return clean ? Optional.of(octets) : Optional.empty();
  }

  private static int value(char character) {
    if (character >= 'a' && character <= 'z') {
      return character - 'a';
    }
    return character >= '2' && character <= '7' ? character - '2' + LETTERS : -1;
  }
}
