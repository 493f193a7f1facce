package org.jitsuin.ocsp.status;

import org.jitsuin.base.model.Serial;

/**
 * A serial number as the index looks for it: an unsigned integer of 160 bits (RFC 5280 §4.1.2.2) in
 * three parts, taken apart once for all looks. Zero is no serial number, so that it can stand for
 * an empty slot.
 *
 * @param high bits 128 to 159
 * @param middle bits 64 to 127
 * @param low bits 0 to 63
 */
public record SerialKey(int high, long middle, long low) {
  private static final int MAX_OCTETS = 20;

  /** The same number in parts. */
  public static SerialKey of(Serial serial) {
    return of(serial.octets());
  }

  /**
   * @param octets unsigned, most significant first, at most 20
   */
  static SerialKey of(byte[] octets) {
    if (octets.length > MAX_OCTETS) {
      throw new IllegalArgumentException("a serial number has at most 20 octets");
    }
    int afterLow = octets.length - Long.BYTES;
    int afterMiddle = afterLow - Long.BYTES;
    return new SerialKey(
        (int) number(octets, 0, afterMiddle),
        number(octets, Math.max(afterMiddle, 0), afterLow),
        number(octets, Math.max(afterLow, 0), octets.length));
  }

  private static long number(byte[] octets, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = (number << Byte.SIZE) | (octets[i] & 0xff);
    }
    return number;
  }

  /** Returns whether the serial number needs more than 128 bits. */
  boolean isWide() {
    return high != 0;
  }

  /** 64 bits each of which depends on all of the number. */
  long hash() {
    return hash(high, middle, low);
  }

  /** The same of a number in parts. Snapshots depend on it: another one is another format. */
  static long hash(int high, long middle, long low) {
    long mixed = (low * 0x9e37_79b9_7f4a_7c15L) ^ Long.rotateLeft(middle, 32) ^ high;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ (mixed >>> 31);
  }
}
