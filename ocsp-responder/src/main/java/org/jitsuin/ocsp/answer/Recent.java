package org.jitsuin.ocsp.answer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps what was asked for lately, within bounds: two generations, of which the older is dropped
 * whole when the younger is full; what is asked for again moves into the younger one. Neither a
 * look nor an entry ever waits for another thread.
 *
 * @param <K> what is asked for
 * @param <V> what is kept of it
 */
public final class Recent<K, V> {
  private record Generations<K, V>(Map<K, V> young, Map<K, V> old) {}

  private final int size;
  private final AtomicReference<Generations<K, V>> generations =
      new AtomicReference<>(new Generations<>(new ConcurrentHashMap<>(), Map.of()));

  /**
   * @param limit how many are kept at the most; the last half of these is always there
   */
  public Recent(int limit) {
    this.size = limit / 2;
  }

  /** Returns what was last kept under that key, if it is still there. */
  public Optional<V> find(K key) {
    Generations<K, V> now = generations.get();
    V found = now.young().get(key);
    if (found == null) {
      found = now.old().get(key);
      if (found != null) {
        keep(key, found);
      }
    }
    return Optional.ofNullable(found);
  }

  /** Keeps it for as long as there is room. */
  public void keep(K key, V value) {
    if (size == 0) {
      return;
    }
    Generations<K, V> now = generations.get();
    if (now.young().size() >= size && !now.young().containsKey(key)) {
      // Where two threads find it full, the one that is second finds it done.
      generations.compareAndSet(now, new Generations<>(new ConcurrentHashMap<>(), now.young()));
      now = generations.get();
    }
    now.young().put(key, value);
  }
}
