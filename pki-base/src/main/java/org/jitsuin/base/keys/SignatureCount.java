package org.jitsuin.base.keys;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * How often each key of a token signed, handed over in steps to where it is kept. A crash loses
 * what was not handed over; nothing is ever handed over twice.
 */
public final class SignatureCount {
  private final ConcurrentMap<String, LongAdder> signed = new ConcurrentHashMap<>();
  private final Map<String, Long> kept = new HashMap<>();

  /** Counts one signature. */
  void add(String label) {
    signed.computeIfAbsent(label, _ -> new LongAdder()).increment();
  }

  /**
   * Hands over what was counted since the last time; one after another.
   *
   * @param keeper is given the number of signatures by label, never an empty map, and tells whether
   *     it kept them; where it does not, or fails, they come again
   */
  public synchronized void handOver(Predicate<Map<String, Long>> keeper) {
    Map<String, Long> fresh = new TreeMap<>();
    signed.forEach((label, count) -> {
      long since = count.sum() - kept.getOrDefault(label, 0L);
      if (since > 0) {
        fresh.put(label, since);
      }
    });
    if (!fresh.isEmpty() && keeper.test(Map.copyOf(fresh))) {
      fresh.forEach((label, count) -> kept.merge(label, count, Long::sum));
    }
  }
}
