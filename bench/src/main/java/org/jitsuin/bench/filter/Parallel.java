package org.jitsuin.bench.filter;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Does something for each month, on two cores. */
final class Parallel {
  private static final int CORES = 2;

  private Parallel() {}

  /** Something that is done for a month. */
  @FunctionalInterface
  interface Work<T> {
    T of(int month) throws Exception;
  }

  /** Returns what came of each month, in order. */
  static <T> List<T> forEachMonth(Work<T> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(CORES)) {
      List<Future<T>> begun =
          IntStream.range(0, FilterUniverse.MONTHS)
              .mapToObj(month -> threads.submit(() -> work.of(month)))
              .toList();
      return begun.stream().map(Parallel::done).toList();
    }
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
