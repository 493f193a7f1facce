package org.jitsuin.bench.measure;

import java.util.Arrays;

/** The latencies of many acts. */
public final class Latencies {
  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] sorted;

  /**
   * @param nanos one for each act, in any order, at least one
   */
  public Latencies(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    this.sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /** Returns how many were measured. */
  public int count() {
    return sorted.length;
  }

  /**
   * The smallest latency that at least that share of the acts did not exceed (nearest rank), in
   * milliseconds.
   *
   * @param percent above 0, at most 100
   */
  public double percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile is above 0 and at most 100");
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(1, rank) - 1] / NANOS_PER_MILLI;
  }
}
