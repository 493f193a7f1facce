package org.jitsuin.filter;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jitsuin.filter.build.Members;

/** Serial numbers that are always the same, and statuses for them. */
public final class Drawn {
  /** When the first one was drawn. */
  public static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private Drawn() {}

  /** Returns the upper half of the serial number of a member, drawn so long after the beginning. */
  public static long high(long seed, int member, long millis) {
    return ((BEGIN + millis) << 16) | (Mix.mix(seed + 2L * member * Mix.STEP) & 0xffff);
  }

  /** Returns the lower half. */
  public static long low(long seed, int member) {
    return Mix.mix(seed + (2L * member + 1) * Mix.STEP);
  }

  /** Returns so many of which some are revoked, some on hold and the others good, in any order. */
  public static Members members(long seed, int size, int revoked, int held) {
    Members members = new Members(size);
    for (int i = 0; i < size; i++) {
      members.add(high(seed, i, i), low(seed, i), status(i, size, revoked, held));
    }
    return members;
  }

  /** Spreads the statuses over the members. */
  private static FilterStatus status(int member, int size, int revoked, int held) {
    int place = (int) ((member * 7_919L + 13) % size);
    if (size % 7_919 == 0) {
      place = member;
    }
    if (place < revoked) {
      return FilterStatus.REVOKED;
    }
    return place < revoked + held ? FilterStatus.ON_HOLD : FilterStatus.GOOD;
  }

  /** Returns a serial number as certificates have it. */
  public static BigInteger serial(long high, long low) {
    return new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }
}
