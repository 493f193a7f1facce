package org.jitsuin.bench.measure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of the work that callers take next; any number of threads may. */
@FunctionalInterface
public interface WorkSource<T> {
  /** The next piece, or empty once all are taken. */
  Optional<T> next();

  /** Returns a source that gives each piece once, in that order. */
  static <T> WorkSource<T> of(List<T> pieces) {
    AtomicInteger next = new AtomicInteger();
    return () -> {
      int index = next.getAndIncrement();
      return index < pieces.size() ? Optional.of(pieces.get(index)) : Optional.empty();
    };
  }

  /** The same again and again. */
  static <T> WorkSource<T> endless(T piece) {
    return () -> Optional.of(piece);
  }
}
