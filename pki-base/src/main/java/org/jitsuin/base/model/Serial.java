package org.jitsuin.base.model;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A certificate serial number: a positive integer of at most 20 octets (RFC 5280 §4.1.2.2).
 *
 * <p>Its text form is the hexadecimal of its octets in lower case without leading zero octets, two
 * digits an octet, as in {@code openssl x509 -serial} but for the case.
 */
public final class Serial implements Comparable<Serial> {
  private static final int MAX_OCTETS = 20;

  private final byte[] octets;

  private Serial(byte[] octets) {
    this.octets = octets;
  }

  /**
   * @param value the serial number
   * @throws IllegalArgumentException if it is not positive or longer than 20 octets
   */
  public static Serial of(BigInteger value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("a serial number is positive");
    }
    // 20 octets in DER include the sign bit, so the largest has 159 bits.
    if (value.bitLength() >= MAX_OCTETS * 8) {
      throw new IllegalArgumentException("a serial number has at most 20 octets");
    }
    byte[] signed = value.toByteArray();
    return new Serial(signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed);
  }

  /**
   * @param octets unsigned, most significant first
   * @throws IllegalArgumentException as {@link #of(BigInteger)}
   */
  public static Serial of(byte[] octets) {
    return of(new BigInteger(1, octets));
  }

  /**
   * @param text 1 to 40 hexadecimal digits
   * @throws IllegalArgumentException if it is anything else
   */
  public static Serial parse(String text) {
    if (text.isEmpty() || text.length() > 2 * MAX_OCTETS || !text.chars().allMatch(Serial::isHex)) {
      throw new IllegalArgumentException("a serial number is 1 to 40 hexadecimal digits");
    }
    return of(new BigInteger(text, 16));
  }

  private static boolean isHex(int character) {
    return Character.digit(character, 16) >= 0 && character < 128;
  }

  public BigInteger value() {
    return new BigInteger(1, octets);
  }

  /** Unsigned, most significant first, without leading zero octets. */
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public int compareTo(Serial other) {
    int byLength = Integer.compare(octets.length, other.octets.length);
    return byLength != 0 ? byLength : Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Serial serial && Arrays.equals(octets, serial.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
