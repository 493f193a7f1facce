package org.jitsuin.ocsp.status;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Slots for serial numbers and their statuses, side by side in memory outside the heap. A slot
 * takes 27 octets, or 31 where the numbers may have more than 128 bits: the number's lower 16
 * octets, the second of its revocation, that of its invalidity date, the day on which it expires,
 * its reason, and the number's upper 4 octets. It is free where the number is zero. A snapshot has
 * the same octets, on every machine.
 */
final class Slots implements AutoCloseable {
  private static final int NARROW = 27;
  private static final int WIDE = 31;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfByte OCTET = ValueLayout.JAVA_BYTE;

  private static final int LOW = 0;
  private static final int MIDDLE = 8;
  private static final int SECONDS = 16;
  private static final int DATE = 20;
  private static final int DAY = 24;
  private static final int REASON = 26;
  private static final int HIGH = 27;

  private static final int REASON_SHIFT = Integer.SIZE;
  private static final int DAY_SHIFT = REASON_SHIFT + Byte.SIZE;

  /** Stands beside the reason, which has seven bits, where there is an invalidity date. */
  private static final int DATED = 0x80;

  /** The one slot, always free, of all tables in which nothing is. */
  private static final MemorySegment NOTHING = Arena.global().allocate(WIDE);

  private final boolean wide;
  private final int octets;
  private final Arena arena;
  private final MemorySegment memory;

  private Slots(boolean wide, Arena arena, MemorySegment memory) {
    this.wide = wide;
    this.octets = wide ? WIDE : NARROW;
    this.arena = arena;
    this.memory = memory;
  }

  /** One free slot that must stay free, and takes no memory. */
  static Slots nothing(boolean wide) {
    return new Slots(wide, Arena.global(), NOTHING);
  }

  /** So many free slots. */
  static Slots allocate(boolean wide, int slots) {
    Arena arena = Arena.ofShared();
    try {
      return new Slots(wide, arena, arena.allocate(octets(wide, slots), Long.BYTES));
    } catch (OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  /** The octets that so many slots take. */
  static long octets(boolean wide, int slots) {
    return (long) slots * (wide ? WIDE : NARROW);
  }

  MemorySegment memory() {
    return memory;
  }

  private long at(int slot) {
    return (long) slot * octets;
  }

  boolean isFree(int slot) {
    long at = at(slot);
    return memory.get(LONG, at + LOW) == 0
        && memory.get(LONG, at + MIDDLE) == 0
        && (!wide || memory.get(INT, at + HIGH) == 0);
  }

  boolean holds(int slot, SerialKey key) {
    long at = at(slot);
    return memory.get(LONG, at + LOW) == key.low()
        && memory.get(LONG, at + MIDDLE) == key.middle()
        && (!wide || memory.get(INT, at + HIGH) == key.high());
  }

  /** The {@link SerialKey#hash} of the number in a slot. */
  long hash(int slot) {
    long at = at(slot);
    return SerialKey.hash(
        wide ? memory.get(INT, at + HIGH) : 0,
        memory.get(LONG, at + MIDDLE),
        memory.get(LONG, at + LOW));
  }

  long packed(int slot) {
    long at = at(slot);
    return (Short.toUnsignedLong(memory.get(SHORT, at + DAY)) << DAY_SHIFT)
        | ((long) (memory.get(OCTET, at + REASON) & ~DATED & 0xff) << REASON_SHIFT)
        | Integer.toUnsignedLong(memory.get(INT, at + SECONDS));
  }

  /** The invalidity date, as {@link PackedStatus} has it. */
  long date(int slot) {
    long at = at(slot);
    return (memory.get(OCTET, at + REASON) & DATED) == 0
        ? PackedStatus.NO_DATE
        : PackedStatus.packDateSeconds(memory.get(INT, at + DATE));
  }

  void setKey(int slot, SerialKey key) {
    long at = at(slot);
    memory.set(LONG, at + LOW, key.low());
    memory.set(LONG, at + MIDDLE, key.middle());
    if (wide) {
      memory.set(INT, at + HIGH, key.high());
    }
  }

  void setStatus(int slot, long packed, long invalidity) {
    long at = at(slot);
    boolean isDated = invalidity != PackedStatus.NO_DATE;
    memory.set(INT, at + SECONDS, (int) packed);
    memory.set(INT, at + DATE, PackedStatus.dateSeconds(invalidity));
    memory.set(SHORT, at + DAY, (short) (packed >>> DAY_SHIFT));
    memory.set(OCTET, at + REASON, (byte) ((packed >>> REASON_SHIFT) | (isDated ? DATED : 0)));
  }

  /** Copies what stands in a slot of others of the same width. */
  void copy(Slots others, int theirs, int ours) {
    MemorySegment.copy(others.memory, others.at(theirs), memory, at(ours), octets);
  }

  /** Gives the memory back; whoever still reads it gets an exception. */
  @Override
  public void close() {
    if (!memory.equals(NOTHING)) {
      arena.close();
    }
  }
}
