package org.jitsuin.crl.filter.universe;

import java.util.Arrays;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Mix;
import org.jitsuin.filter.build.Members;

/** The certificates of a span, each once: some 50 octets of memory for each of them. */
public final class MemberTable {
  private long[] highs;
  private long[] lows;
  private long[] ends;
  private FilterStatus[] statuses;
  private int size;

  /** One more than the place of a certificate; zero where there is none. */
  private int[] slots;

  /**
   * @param expected how many there will be at the most, as far as is known
   */
  MemberTable(int expected) {
    int capacity = Math.max(16, expected);
    highs = new long[capacity];
    lows = new long[capacity];
    ends = new long[capacity];
    statuses = new FilterStatus[capacity];
    slots = new int[Integer.highestOneBit(capacity) * 4];
  }

  /** Looks at a certificate. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param high the upper 64 bits of its serial number
     * @param low its lower ones
     */
    void visit(long high, long low, FilterStatus status);
  }

  /** Adds a certificate, or says anew of one what it is. */
  void put(FeedRow row) {
    int slot = slot(row.high(), row.low());
    if (slots[slot] == 0) {
      if (size == highs.length) {
        grow();
        slot = slot(row.high(), row.low());
      }
      highs[size] = row.high();
      lows[size] = row.low();
      slots[slot] = ++size;
    }
    ends[slots[slot] - 1] = row.endsSeconds();
    statuses[slots[slot] - 1] = row.status();
  }

  private int slot(long high, long low) {
    int slot = (int) Mix.mix(high ^ Mix.mix(low)) & (slots.length - 1);
    while (slots[slot] != 0 && !(highs[slots[slot] - 1] == high && lows[slots[slot] - 1] == low)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    int capacity = highs.length * 2;
    highs = Arrays.copyOf(highs, capacity);
    lows = Arrays.copyOf(lows, capacity);
    ends = Arrays.copyOf(ends, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
    slots = new int[Integer.highestOneBit(capacity) * 4];
    for (int i = 0; i < size; i++) {
      slots[slot(highs[i], lows[i])] = i + 1;
    }
  }

  /**
   * Visits those that a filter tells of.
   *
   * @param until drawn until then, in milliseconds from 1970
   * @param endsFrom that did not end before, in seconds from 1970
   */
  public void forEach(long until, long endsFrom, Visitor visitor) {
    for (int i = 0; i < size; i++) {
      if (FeedRow.drawn(highs[i]) <= until && ends[i] >= endsFrom) {
        visitor.visit(highs[i], lows[i], statuses[i]);
      }
    }
  }

  /** Returns those that {@link #forEach} visits. */
  public Members members(long until, long endsFrom) {
    Members members = new Members(size);
    forEach(until, endsFrom, members::add);
    return members;
  }
}
