package org.jitsuin.filter.build;

import java.util.Arrays;
import org.jitsuin.filter.FilterStatus;

/**
 * Certificates with their statuses: of each its serial number, each once. Holds 17 octets for each
 * of them.
 */
public final class Members {
  private static final FilterStatus[] STATUSES = {
    FilterStatus.GOOD, FilterStatus.REVOKED, FilterStatus.ON_HOLD
  };

  private long[] highs;
  private long[] lows;
  private byte[] statuses;
  private int size;

  /**
   * @param expected how many there will be, as far as is known
   */
  public Members(int expected) {
    highs = new long[expected];
    lows = new long[expected];
    statuses = new byte[expected];
  }

  /**
   * Adds a certificate.
   *
   * @param high the upper 64 bits of its serial number
   * @param low its lower ones
   * @param status good, revoked or on hold
   */
  public void add(long high, long low, FilterStatus status) {
    if (size == highs.length) {
      int larger = Math.max(16, size + (size >> 1));
      highs = Arrays.copyOf(highs, larger);
      lows = Arrays.copyOf(lows, larger);
      statuses = Arrays.copyOf(statuses, larger);
    }
    highs[size] = high;
    lows[size] = low;
    statuses[size++] = code(status);
  }

  private static byte code(FilterStatus status) {
    for (byte i = 0; i < STATUSES.length; i++) {
      if (STATUSES[i] == status) {
        return i;
      }
    }
    throw new IllegalArgumentException("no certificate is " + status);
  }

  /** Returns how many there are. */
  public int size() {
    return size;
  }

  /** Returns the upper 64 bits of a serial number. */
  public long high(int member) {
    return highs[member];
  }

  /** Returns the lower 64 bits of a serial number. */
  public long low(int member) {
    return lows[member];
  }

  /** Returns the status of a certificate. */
  public FilterStatus status(int member) {
    return STATUSES[statuses[member]];
  }

  int count(FilterStatus status) {
    byte code = code(status);
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += statuses[i] == code ? 1 : 0;
    }
    return count;
  }
}
