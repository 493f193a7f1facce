package org.jitsuin.sandbox.keep;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jitsuin.sandbox.http.Refused;

/**
 * Things that are kept in memory for a while, each under a name that nobody guesses, so many at the
 * most.
 */
public final class Shelf<T> {
  private record Kept<T>(T thing, Instant until) {}

  private final Duration lifetime;
  private final int most;
  private final Map<String, Kept<T>> things = new LinkedHashMap<>();

  /** Makes an empty one. */
  public Shelf(Duration lifetime, int most) {
    this.lifetime = lifetime;
    this.most = most;
  }

  /**
   * Keeps something.
   *
   * @return its name
   * @throws Refused if it is full
   */
  public String put(T thing, Instant now) {
    String name = Secret.fresh();
    put(name, thing, now);
    return name;
  }

  /**
   * Keeps something under a name that was made for it.
   *
   * @throws Refused if it is full
   */
  public synchronized void put(String name, T thing, Instant now) {
    things.entrySet().removeIf(entry -> !now.isBefore(entry.getValue().until()));
    if (things.size() >= most) {
      throw Refused.full();
    }
    things.put(name, new Kept<>(thing, now.plus(lifetime)));
  }

  /** Returns what is kept under a name, unless its time is over. */
  public synchronized Optional<T> find(String name, Instant now) {
    return Optional.ofNullable(things.get(name))
        .filter(kept -> now.isBefore(kept.until()))
        .map(Kept::thing);
  }

  /** Takes it away: of several who come at once, one gets it. */
  public synchronized Optional<T> take(String name, Instant now) {
    Optional<T> found = find(name, now);
    things.remove(name);
    return found;
  }

  /**
   * Changes it.
   *
   * @param change called by one at a time
   * @return what it has become; empty where it is not there
   */
  public synchronized Optional<T> change(String name, Instant now, UnaryOperator<T> change) {
    Optional<T> changed = find(name, now).map(change);
    changed.ifPresent(thing -> things.put(name, new Kept<>(thing, things.get(name).until())));
    return changed;
  }
}
