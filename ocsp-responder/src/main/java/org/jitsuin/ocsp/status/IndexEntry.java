package org.jitsuin.ocsp.status;

import java.nio.ByteBuffer;

/**
 * The entry of a certificate in the index, as a snapshot has it: 24 octets, 4 more where the serial
 * number has more than 128 bits, 4 more where there is an invalidity date.
 *
 * @param packed its {@link PackedStatus}
 * @param invalidity from when it should not be trusted, as {@link PackedStatus} has it
 */
record IndexEntry(SerialKey serial, long packed, long invalidity) {
  /** The least that one takes. */
  static final int MIN_OCTETS = 3 * Long.BYTES;

  /** The most that one takes. */
  static final int MAX_OCTETS = MIN_OCTETS + 2 * Integer.BYTES;

  /** A status has 56 bits; these two stand above. */
  private static final long WIDE = 1L << 56;

  private static final long DATED = 1L << 57;
  private static final long STATUS = WIDE - 1;

  void write(ByteBuffer out) {
    boolean isDated = invalidity != PackedStatus.NO_DATE;
    out.putLong(packed | (serial.isWide() ? WIDE : 0) | (isDated ? DATED : 0));
    if (serial.isWide()) {
      out.putInt(serial.high());
    }
    out.putLong(serial.middle()).putLong(serial.low());
    if (isDated) {
      out.putInt(PackedStatus.dateSeconds(invalidity));
    }
  }

  static IndexEntry read(ByteBuffer in) {
    long head = in.getLong();
    int high = (head & WIDE) == 0 ? 0 : in.getInt();
    SerialKey serial = new SerialKey(high, in.getLong(), in.getLong());
    long invalidity =
        (head & DATED) == 0 ? PackedStatus.NO_DATE : PackedStatus.packDateSeconds(in.getInt());
    return new IndexEntry(serial, head & STATUS, invalidity);
  }
}
