package org.jitsuin.card.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A form as browsers send it, read without a copy of it as a string: there are PINs in it. */
final class FormBody {
  private final byte[] octets;

  FormBody(byte[] octets) {
    this.octets = octets;
  }

  /** The value of a field, decoded octet by octet; empty if it is missing or malformed. */
  Optional<char[]> field(String name) {
    byte[] start = (name + "=").getBytes(StandardCharsets.US_ASCII);
    for (int from = 0; from <= octets.length; ) {
      int end = from;
      while (end < octets.length && octets[end] != '&') {
        end++;
      }
      int value = from + start.length;
      if (value <= end && Arrays.equals(octets, from, value, start, 0, start.length)) {
        return decoded(value, end);
      }
      from = end + 1;
    }
    return Optional.empty();
  }

  private Optional<char[]> decoded(int from, int end) {
    char[] out = new char[end - from];
    int length = 0;
    for (int i = from; i < end; i++) {
      int octet = octets[i] & 0xff;
      if (octet == '+') {
        octet = ' ';
      } else if (octet == '%') {
        int high = digit(i + 1, end);
        int low = digit(i + 2, end);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        octet = high * 16 + low;
        i += 2;
      }
      out[length++] = (char) octet;
    }
    char[] value = Arrays.copyOf(out, length);
    Arrays.fill(out, '\0');
    return Optional.of(value);
  }

  private int digit(int at, int end) {
    return at < end ? Character.digit((char) octets[at], 16) : -1;
  }

  /** Wipes it. */
  void wipe() {
    Arrays.fill(octets, (byte) 0);
  }
}
