package org.jitsuin.base.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.time.Interval;

/**
 * A value that was read somewhere, such as from the database, and is asked for by many. One of them
 * reads it anew when it is old; the others go on with the old value meanwhile, for some time, and
 * never wait for each other.
 */
public final class Refreshed<T> {
  private final Duration fresh;
  private final Duration longest;
  private final InstantSource clock;
  private final AtomicBoolean reading = new AtomicBoolean();
  private final AtomicLong changes = new AtomicLong();
  private volatile Optional<Kept<T>> kept = Optional.empty();

  /**
   * @param fresh how long a value is not read again
   * @param longest how long it is used while somebody reads it anew, or fails to; where that is no
   *     longer than it is fresh, everybody reads
   */
  public Refreshed(Duration fresh, Duration longest, InstantSource clock) {
    this.fresh = fresh;
    this.longest = longest;
    this.clock = clock;
  }

  private record Kept<T>(T value, Instant at, long changes) {
    boolean isYoungerThan(Duration age, Instant now) {
      return new Interval(at, age).contains(now);
    }
  }

  /**
   * The value, as it was a moment ago.
   *
   * @param read may take its time, and fail
   * @throws Fault if it cannot be read and the old one is too old
   */
  public T value(Supplier<T> read) {
    Instant now = clock.instant();
    Optional<Kept<T>> known =
        kept.filter(each -> each.changes() == changes.get())
            .filter(each -> each.isYoungerThan(longest, now));
    if (known.isEmpty()) {
      return anew(read, now);
    }
    if (known.get().isYoungerThan(fresh, now) || !reading.compareAndSet(false, true)) {
      return known.get().value();
    }
    try {
      return anew(read, now);
    } catch (Fault _) {
      return known.get().value();
    } finally {
      reading.set(false);
    }
  }

  private T anew(Supplier<T> read, Instant now) {
    long before = changes.get();
    T value = read.get();
    // Of two that read at once the older one may come last; it is read again soon.
    kept = Optional.of(new Kept<>(value, now, before));
    return value;
  }

  /** Forgets the value: nothing that was read before is used from now on. */
  public void forget() {
    changes.incrementAndGet();
  }
}
