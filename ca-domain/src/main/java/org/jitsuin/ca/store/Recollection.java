package org.jitsuin.ca.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;

/**
 * A value that was read from the database and that every request needs. One of them reads it anew
 * when it is old; the others go on with the old value meanwhile, for a few seconds, and never wait
 * for each other.
 */
public final class Recollection<T> {
  /** A value of which nobody knows whether it still holds is not used any longer. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Supplier<T> read;
  private final Duration fresh;
  private final InstantSource clock;
  private final AtomicBoolean reading = new AtomicBoolean();
  private final AtomicLong changes = new AtomicLong();
  private volatile Optional<Kept<T>> kept = Optional.empty();

  /**
   * @param read may take its time, and fail
   * @param fresh how long a value is not asked for again
   */
  public Recollection(Supplier<T> read, Duration fresh, InstantSource clock) {
    this.read = read;
    this.fresh = fresh;
    this.clock = clock;
  }

  private record Kept<T>(T value, Instant at, long changes) {
    /**
     * Returns whether the value is younger than that; false where the clock was set back, since its
     * age is unknown then.
     */
    boolean isYoungerThan(Duration age, Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(age));
    }
  }

  /**
   * The value, as it was a moment ago.
   *
   * @throws Fault if it cannot be read and the old one is too old
   */
  public T value() {
    Instant now = clock.instant();
    Optional<Kept<T>> known =
        kept.filter(each -> each.changes() == changes.get())
            .filter(each -> each.isYoungerThan(LONGEST, now));
    if (known.isEmpty()) {
      return anew(now);
    }
    if (known.get().isYoungerThan(fresh, now) || !reading.compareAndSet(false, true)) {
      return known.get().value();
    }
    try {
      return anew(now);
    } catch (Fault _) {
      return known.get().value();
    } finally {
      reading.set(false);
    }
  }

  private T anew(Instant now) {
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
