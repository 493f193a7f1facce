package org.jitsuin.base.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts the signatures of each key of a token, and hands the counts over in steps to where they
 * are kept. A crash loses what was not handed over.
 */
public final class SignatureCount {
  private final String start = UUID.randomUUID().toString();
  private final ConcurrentMap<String, LongAdder> signed = new ConcurrentHashMap<>();
  private final Map<String, Long> kept = new HashMap<>();

  /**
   * Signatures of one key.
   *
   * @param start names the count; another one begins with each start
   * @param first the number of the first of them in this count, from 1. Where it is not known
   *     whether a stretch was kept, it comes again, maybe longer, with the same first number
   */
  public record Stretch(String start, String label, long first, long signatures) {}

  /** Counts one signature. */
  void add(String label) {
    signed.computeIfAbsent(label, _ -> new LongAdder()).increment();
  }

  /**
   * Hands over what was counted since the last time; one after another.
   *
   * @param keeper is given one stretch a key, never none; where it fails, they come again
   */
  public synchronized void handOver(Consumer<List<Stretch>> keeper) {
    List<Stretch> fresh = new ArrayList<>();
    signed.forEach((label, count) -> {
      long before = kept.getOrDefault(label, 0L);
      long signatures = count.sum() - before;
      if (signatures > 0) {
        fresh.add(new Stretch(start, label, before + 1, signatures));
      }
    });
    if (!fresh.isEmpty()) {
      keeper.accept(List.copyOf(fresh));
      fresh.forEach(one -> kept.merge(one.label(), one.signatures(), Long::sum));
    }
  }
}
