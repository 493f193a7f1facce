package org.jitsuin.ocsp.status;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A part of a {@link SerialTable}: the statuses of all serial numbers whose hashes begin with the
 * same bits. A hash table with open addressing: a number stands in the slot that the rest of its
 * hash asks for or in the next free one after it. 71 to 80 % of the {@link Slots} are taken once it
 * has grown, so that a certificate takes 34 to 38 octets (39 to 44).
 *
 * <p>Entries are added and changed but never taken out, and the number of slots never changes; to
 * grow is to be copied. So a reader that is not synchronised with the writer may see a wrong
 * status, or find the memory given back, which is an exception; {@link StatusIndex} sees to both.
 */
final class TableSegment implements AutoCloseable {
  /** The value, which is no {@link PackedStatus}, of a serial number that is not there. */
  static final long ABSENT = -1;

  /** The fewest slots. */
  static final int SMALLEST = 16;

  /** The most slots: to copy them takes a millisecond or two. */
  static final int LARGEST = 1 << 16;

  /** The most bits that all hashes may have in common. */
  static final int DEEPEST = 24;

  private static final double FULL = 0.8;

  /** The room for more is 1 to 16 of 128 parts of what is taken, as scattered as can be. */
  private static final long SHARES = 128;

  private static final int PHASE = 0x9e37_79b9;
  private static final int PHASE_SHIFT = Integer.SIZE - 4;

  private final boolean wide;
  private final int depth;
  private final int prefix;
  private final int capacity;
  private final Slots slots;
  private int size;

  private TableSegment(boolean wide, int depth, int prefix, int capacity, Slots slots) {
    this.wide = wide;
    this.depth = depth;
    this.prefix = prefix;
    this.capacity = capacity;
    this.slots = slots;
  }

  /** An empty one of all hashes, which takes no memory and has no room. */
  static TableSegment nothing(boolean wide) {
    return new TableSegment(wide, 0, 0, 1, Slots.nothing(wide));
  }

  /**
   * An empty one.
   *
   * @param wide whether it takes numbers of more than 128 bits; others it takes in any case
   * @param depth how many bits all hashes have in common
   * @param prefix these bits
   * @param capacity the number of slots
   */
  static TableSegment empty(boolean wide, int depth, int prefix, int capacity) {
    return new TableSegment(wide, depth, prefix, capacity, Slots.allocate(wide, capacity));
  }

  /** Returns whether so many entries leave enough slots free. */
  static boolean fits(long entries, int capacity) {
    return entries <= capacity * FULL;
  }

  boolean isWide() {
    return wide;
  }

  int depth() {
    return depth;
  }

  int prefix() {
    return prefix;
  }

  int capacity() {
    return capacity;
  }

  int size() {
    return size;
  }

  /** The octets of its slots. */
  MemorySegment memory() {
    return slots.memory();
  }

  /** Says how many slots are taken, for who has filled the {@link #memory} from a snapshot. */
  void filledWith(int entries) {
    size = entries;
  }

  boolean hasRoomFor(int more) {
    return fits(size + (long) more, capacity);
  }

  /**
   * A larger copy with room for that many more; or, where it would be too large, two with a part of
   * the entries each, be there room enough in them or not.
   */
  List<TableSegment> enlarged(int more) {
    long wanted = Math.max(capacity * 9L / 8, slotsFor(size + (long) more));
    if (wanted <= LARGEST) {
      TableSegment copy = empty(wide, depth, prefix, (int) Math.max(wanted, SMALLEST));
      copyInto(copy, copy);
      return List.of(copy);
    }
    if (depth == DEEPEST) {
      throw new IllegalStateException("an issuer with more certificates than the index can hold");
    }
    return split();
  }

  private static long slotsFor(long entries) {
    return (long) (entries / FULL) + 1;
  }

  private List<TableSegment> split() {
    int[] parts = parts();
    TableSegment lower = part(0, parts);
    TableSegment upper;
    try {
      upper = part(1, parts);
    } catch (OutOfMemoryError e) {
      lower.close();
      throw e;
    }
    copyInto(lower, upper);
    return List.of(lower, upper);
  }

  /**
   * Segments are divided at about the same time, since they hold about the same number of entries;
   * each then has room for another number of more, lest they all grow again at the same time.
   */
  private TableSegment part(int bit, int[] parts) {
    int itsPrefix = 2 * prefix + bit;
    long share = 1L + ((itsPrefix * PHASE) >>> PHASE_SHIFT);
    long wanted = Math.clamp(slotsFor(parts[bit]) * (SHARES + share) / SHARES, SMALLEST, LARGEST);
    return empty(wide, depth + 1, itsPrefix, (int) wanted);
  }

  /** How many entries go to the lower part, and how many to the upper one. */
  private int[] parts() {
    int[] parts = new int[2];
    for (int slot = 0; slot < capacity; slot++) {
      if (!slots.isFree(slot)) {
        parts[nextBit(slots.hash(slot))]++;
      }
    }
    return parts;
  }

  private int nextBit(long hash) {
    return (int) (hash << depth >>> (Long.SIZE - 1));
  }

  /** Copies all entries in the order of their slots, which is nearly that of their hashes. */
  private void copyInto(TableSegment lower, TableSegment upper) {
    for (int slot = 0; slot < capacity; slot++) {
      if (!slots.isFree(slot)) {
        long hash = slots.hash(slot);
        (nextBit(hash) == 0 ? lower : upper).take(hash, slots, slot);
      }
    }
  }

  private void take(long hash, Slots others, int theirs) {
    int slot = first(hash);
    while (!slots.isFree(slot)) {
      slot = next(slot);
    }
    slots.copy(others, theirs, slot);
    size++;
  }

  /**
   * Sets the status of a serial number; there must be room for one more.
   *
   * @return whether it was not there before
   */
  boolean put(SerialKey key, long packed, long invalidity) {
    int slot = slotOf(key);
    boolean isNew = slots.isFree(slot);
    if (isNew) {
      slots.setKey(slot, key);
      size++;
    }
    slots.setStatus(slot, packed, invalidity);
    return isNew;
  }

  /** The packed value of a serial number, or {@link #ABSENT}. */
  long packed(SerialKey key) {
    int slot = slotOf(key);
    return slots.isFree(slot) ? ABSENT : slots.packed(slot);
  }

  CertificateStatus status(SerialKey key) {
    int slot = slotOf(key);
    return slots.isFree(slot)
        ? new CertificateStatus.NeverIssued()
        : PackedStatus.unpack(slots.packed(slot), slots.date(slot));
  }

  /** The slot where that number stands, or the free one where it would. */
  private int slotOf(SerialKey key) {
    int slot = first(key.hash());
    while (!slots.isFree(slot) && !slots.holds(slot, key)) {
      slot = next(slot);
    }
    return slot;
  }

  private int first(long hash) {
    return (int) (((hash << depth >>> Integer.SIZE) * capacity) >>> Integer.SIZE);
  }

  private int next(int slot) {
    return slot + 1 == capacity ? 0 : slot + 1;
  }

  /** Gives the memory back; whoever still reads it gets an exception. */
  @Override
  public void close() {
    slots.close();
  }
}
