package org.jitsuin.ocsp.status;

import java.util.List;

/**
 * The reliability of the database.
 *
 * @param open false while it is an older state of itself: what it says may be untrue then
 * @param gaps times of which records were lost; each was recorded when operators recovered
 * @param beat the authority's last heartbeat
 */
record DatabaseState(boolean open, List<Gap> gaps, Beat beat) {
  DatabaseState {
    gaps = List.copyOf(gaps);
  }

  /**
   * A time of which records were lost. Serial numbers of 16 octets begin with the milliseconds at
   * which they were drawn, in six octets.
   *
   * @param begins in milliseconds since 1970
   * @param ends the last millisecond
   */
  record Gap(long begins, long ends) {
    private static final int RANDOM_BITS_OF_MIDDLE = 16;

    boolean holds(SerialKey serial) {
      long drawn = serial.middle() >>> RANDOM_BITS_OF_MIDDLE;
      return !serial.isWide() && drawn >= begins && drawn <= ends;
    }
  }

  /**
   * How often operators have recovered the database: that often its feed may have become another.
   */
  int recoveries() {
    return gaps.size();
  }

  /** Returns whether a certificate of that serial number may have been issued without a record. */
  boolean mayHaveLost(SerialKey serial) {
    for (Gap gap : gaps) {
      if (gap.holds(serial)) {
        return true;
      }
    }
    return false;
  }
}
