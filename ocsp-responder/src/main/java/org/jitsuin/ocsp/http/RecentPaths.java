package org.jitsuin.ocsp.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jitsuin.ocsp.wire.OcspRequest;

/**
 * What was read from request lines that came before, so that a question that everybody asks is not
 * read anew each time (RFC 5019 §5: the same question is the same octets).
 *
 * <p>Nothing is lost with an entry but the time to read it again, so it is kept simple: two
 * generations, of which the older is dropped whole when the younger is full. Neither a look nor an
 * entry waits for another thread.
 */
final class RecentPaths {
  /** A question about one certificate has 150 characters at the most; longer ones are not kept. */
  private static final int LONGEST = 256;

  private record Generations(Map<String, OcspRequest> young, Map<String, OcspRequest> old) {}

  private final int size;
  private final AtomicReference<Generations> generations =
      new AtomicReference<>(new Generations(new ConcurrentHashMap<>(), Map.of()));

  /**
   * @param limit how many are kept at the most
   */
  RecentPaths(int limit) {
    this.size = limit / 2;
  }

  /** What was read from that path the last time. */
  Optional<OcspRequest> find(String path) {
    Generations now = generations.get();
    OcspRequest found = now.young().get(path);
    if (found == null) {
      found = now.old().get(path);
      if (found != null) {
        keep(path, found);
      }
    }
    return Optional.ofNullable(found);
  }

  /** Keeps what was read from a path. */
  void keep(String path, OcspRequest request) {
    if (path.length() > LONGEST || size == 0) {
      return;
    }
    Generations now = generations.get();
    if (now.young().size() >= size) {
      // Where two threads find it full, the one that is second finds it done.
      generations.compareAndSet(now, new Generations(new ConcurrentHashMap<>(), now.young()));
      now = generations.get();
    }
    now.young().put(path, request);
  }
}
