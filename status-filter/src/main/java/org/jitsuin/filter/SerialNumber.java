package org.jitsuin.filter;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A serial number of the form that the authority draws: 16 octets, the first six of which are the
 * milliseconds from 1970 to its issue.
 *
 * @param high its upper 64 bits
 * @param low its lower ones
 */
public record SerialNumber(long high, long low) {
  private static final int OCTETS = 16;
  private static final int TIME_SHIFT = 16;

  /** Returns whether it has that form: 16 octets, no more and no fewer. */
  public static boolean isCovered(BigInteger serial) {
    return serial.signum() > 0 && serial.bitLength() < OCTETS * 8 && serial.bitLength() > 120;
  }

  /**
   * @throws IllegalArgumentException if it is of another form
   */
  public static SerialNumber of(BigInteger serial) {
    if (!isCovered(serial)) {
      throw new IllegalArgumentException("not of 16 octets");
    }
    ByteBuffer octets = ByteBuffer.wrap(serial.toByteArray());
    return new SerialNumber(octets.getLong(), octets.getLong());
  }

  /** Returns when it was drawn, in milliseconds from 1970. */
  public long millis() {
    return millis(high);
  }

  /** Returns when a serial number with these upper 64 bits was drawn. */
  public static long millis(long high) {
    return high >>> TIME_SHIFT;
  }
}
