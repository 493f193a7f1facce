package org.jitsuin.ocsp.status;

/**
 * A hash table from serial numbers to {@link PackedStatus}es and invalidity dates in primitive
 * arrays, with open addressing: a number stands in the slot that its hash asks for or in the next
 * free one after it.
 *
 * <p>A slot takes 27 octets, or 31 in a table for wide numbers, and 71 to 80 % of the slots are
 * taken once the table has grown, so that a certificate takes 34 to 38 octets (39 to 44). It holds
 * 800 million.
 *
 * <p>Entries are added and changed but never taken out. The arrays of one table never change their
 * size; to grow is to be copied. So a reader that is not synchronised with the writer may see a
 * wrong status but runs into nothing worse; {@link StatusIndex} sees to the rest.
 */
final class SerialTable {
  /** The value, which is no {@link PackedStatus}, of a serial number that is not in the table. */
  static final long ABSENT = -1;

  private static final int SMALLEST = 16;
  private static final int LARGEST = (1 << 30) - 1;
  private static final double FULL = 0.8;
  private static final int REASON_SHIFT = Integer.SIZE;
  private static final int DAY_SHIFT = REASON_SHIFT + Byte.SIZE;

  /** Stands beside the reason, which has seven bits, where there is an invalidity date. */
  private static final int DATED = 0x80;

  private final boolean wide;
  private final int capacity;
  private final int[] high;
  private final long[] middleAndLow;
  private final int[] seconds;
  private final int[] dates;
  private final byte[] reasons;
  private final short[] days;
  private int size;

  private SerialTable(boolean wide, int capacity) {
    this.wide = wide;
    this.capacity = capacity;
    this.high = new int[wide ? capacity : 0];
    this.middleAndLow = new long[2 * capacity];
    this.seconds = new int[capacity];
    this.dates = new int[capacity];
    this.reasons = new byte[capacity];
    this.days = new short[capacity];
  }

  /**
   * @param wide whether it takes numbers of more than 128 bits; others it takes in any case
   */
  static SerialTable empty(boolean wide) {
    return new SerialTable(wide, SMALLEST);
  }

  int size() {
    return size;
  }

  boolean isWide() {
    return wide;
  }

  int capacity() {
    return capacity;
  }

  /** Takes the serial number, the status and the invalidity date in a slot. */
  @FunctionalInterface
  interface EntryConsumer {
    void accept(SerialKey key, long packed, long invalidity);
  }

  /** Gives what stands in the slots from one up to another. */
  void forEach(int from, int to, EntryConsumer consumer) {
    for (int slot = from; slot < Math.min(to, capacity); slot++) {
      if (!isFree(slot)) {
        consumer.accept(keyAt(slot), packedAt(slot), dateAt(slot));
      }
    }
  }

  boolean hasRoomFor(int more) {
    return size + more <= capacity * FULL;
  }

  /** A larger copy, with room for that many more. */
  SerialTable grown(int more) {
    long wanted = Math.max(capacity * 9L / 8, (long) ((size + (long) more) / FULL) + 1);
    if (wanted > LARGEST) {
      throw new IllegalStateException("an issuer with more than 800 million certificates");
    }
    SerialTable copy = new SerialTable(wide, (int) wanted);
    forEach(0, capacity, copy::put);
    return copy;
  }

  /** Sets the status of a serial number; there must be room for one more. */
  void put(SerialKey key, long packed, long invalidity) {
    int slot = slotOf(key);
    if (isFree(slot)) {
      if (wide) {
        high[slot] = key.high();
      }
      middleAndLow[2 * slot] = key.middle();
      middleAndLow[2 * slot + 1] = key.low();
      size++;
    }
    seconds[slot] = (int) packed;
    boolean isDated = invalidity != PackedStatus.NO_DATE;
    reasons[slot] = (byte) ((packed >>> REASON_SHIFT) | (isDated ? DATED : 0));
    dates[slot] = PackedStatus.dateSeconds(invalidity);
    days[slot] = (short) (packed >>> DAY_SHIFT);
  }

  /** The packed value of a serial number, or {@link #ABSENT}. */
  long packed(SerialKey key) {
    int slot = slotOf(key);
    return isFree(slot) ? ABSENT : packedAt(slot);
  }

  CertificateStatus status(SerialKey key) {
    int slot = slotOf(key);
    return isFree(slot)
        ? new CertificateStatus.NeverIssued()
        : PackedStatus.unpack(packedAt(slot), dateAt(slot));
  }

  /** The slot where that number stands, or the free one where it would. */
  private int slotOf(SerialKey key) {
    int slot = (int) ((key.hash() * capacity) >>> Integer.SIZE);
    while (!isFree(slot) && !holds(slot, key)) {
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
    return slot;
  }

  private boolean isFree(int slot) {
    return middleAndLow[2 * slot] == 0
        && middleAndLow[2 * slot + 1] == 0
        && (!wide || high[slot] == 0);
  }

  private boolean holds(int slot, SerialKey key) {
    return middleAndLow[2 * slot + 1] == key.low()
        && middleAndLow[2 * slot] == key.middle()
        && (!wide || high[slot] == key.high());
  }

  private SerialKey keyAt(int slot) {
    return new SerialKey(wide ? high[slot] : 0, middleAndLow[2 * slot], middleAndLow[2 * slot + 1]);
  }

  private long packedAt(int slot) {
    return (Short.toUnsignedLong(days[slot]) << DAY_SHIFT)
        | ((long) (reasons[slot] & ~DATED & 0xff) << REASON_SHIFT)
        | Integer.toUnsignedLong(seconds[slot]);
  }

  private long dateAt(int slot) {
    return (reasons[slot] & DATED) == 0
        ? PackedStatus.NO_DATE
        : PackedStatus.packDateSeconds(dates[slot]);
  }
}
