package org.jitsuin.ocsp.status;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A source of statuses; any number of threads may ask at once. */
public interface StatusSource {
  /**
   * Asks about any number of certificates as of one moment.
   *
   * @param question has no effects, does not keep the lookup, and may be run twice, of which only
   *     the second result counts
   * @return the result; empty while nothing reliable is known, as before the first load
   */
  <T> Optional<T> read(Function<StatusLookup, T> question);

  /**
   * Returns whether nothing is told because the database is an older state of itself, until
   * operators have recovered.
   */
  default boolean isSetBack() {
    return false;
  }

  /**
   * Returns why nothing new is learnt of the feed, where that is not for a database that is away.
   */
  default Optional<String> standstill() {
    return Optional.empty();
  }

  /**
   * Completed when a look at the feed brings something new, be it only a heartbeat, or fails. Where
   * nothing comes any more it may take for ever.
   */
  CompletableFuture<Void> nextLook();
}
