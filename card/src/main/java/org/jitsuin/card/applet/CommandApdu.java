package org.jitsuin.card.applet;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A command APDU (ISO 7816-4 §5.2), with short or extended length.
 *
 * <p>The data is not copied, and this class does not change it.
 */
final class CommandApdu {
  private static final int HEADER = 4;
  private static final int SHORT_MOST = 256;
  private static final int EXTENDED_MOST = 65_536;

  private final byte[] octets;
  private final int dataStart;
  private final int dataLength;
  private final OptionalInt expected;

  private CommandApdu(byte[] octets, int dataStart, int dataLength, OptionalInt expected) {
    this.octets = octets;
    this.dataStart = dataStart;
    this.dataLength = dataLength;
    this.expected = expected;
  }

  /** Takes octets apart; empty if their lengths contradict each other. */
  static Optional<CommandApdu> parse(byte[] octets) {
    if (octets.length < HEADER) {
      return Optional.empty();
    }
    if (octets.length == HEADER) {
      return Optional.of(new CommandApdu(octets, HEADER, 0, OptionalInt.empty()));
    }
    int first = unsigned(octets, HEADER);
    if (octets.length == HEADER + 1) {
      return Optional.of(
          new CommandApdu(octets, HEADER, 0, OptionalInt.of(most(first, SHORT_MOST))));
    }
    return first == 0 ? extended(octets) : body(octets, HEADER + 1, first, 1);
  }

  /** {@code 00} and then lengths of two octets. */
  private static Optional<CommandApdu> extended(byte[] octets) {
    if (octets.length < HEADER + 3) {
      return Optional.empty();
    }
    int length = unsigned(octets, HEADER + 1) << Byte.SIZE | unsigned(octets, HEADER + 2);
    if (octets.length == HEADER + 3) {
      return Optional.of(
          new CommandApdu(octets, HEADER, 0, OptionalInt.of(most(length, EXTENDED_MOST))));
    }
    return length == 0 ? Optional.empty() : body(octets, HEADER + 3, length, 2);
  }

  /** Data, and perhaps how much is expected. */
  private static Optional<CommandApdu> body(byte[] octets, int start, int length, int leOctets) {
    int rest = octets.length - start - length;
    if (rest == 0) {
      return Optional.of(new CommandApdu(octets, start, length, OptionalInt.empty()));
    }
    if (rest != leOctets) {
      return Optional.empty();
    }
    int end = start + length;
    int expected =
        leOctets == 1
            ? most(unsigned(octets, end), SHORT_MOST)
            : most(unsigned(octets, end) << Byte.SIZE | unsigned(octets, end + 1), EXTENDED_MOST);
    return Optional.of(new CommandApdu(octets, start, length, OptionalInt.of(expected)));
  }

  private static int most(int expected, int zero) {
    return expected == 0 ? zero : expected;
  }

  private static int unsigned(byte[] octets, int index) {
    return octets[index] & 0xff;
  }

  int classByte() {
    return unsigned(octets, 0);
  }

  int instruction() {
    return unsigned(octets, 1);
  }

  int p1() {
    return unsigned(octets, 2);
  }

  int p2() {
    return unsigned(octets, 3);
  }

  /** Both parameters as one number. */
  int parameters() {
    return p1() << Byte.SIZE | p2();
  }

  byte[] data() {
    return Arrays.copyOfRange(octets, dataStart, dataStart + dataLength);
  }

  /** How long the data is; 0 where there is none. */
  int dataLength() {
    return dataLength;
  }

  /** How many octets of answer are expected at most; empty where none are. */
  OptionalInt expected() {
    return expected;
  }
}
