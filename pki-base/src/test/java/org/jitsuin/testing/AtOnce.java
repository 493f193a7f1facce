package org.jitsuin.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Things done in several threads that begin together. */
public final class AtOnce {
  private AtOnce() {}

  /** The results in no particular order. */
  public static <T> List<T> run(int threads, Callable<T> work)
      throws InterruptedException, ExecutionException {
    return run(Collections.nCopies(threads, work));
  }

  /** Runs several things at once and returns the results in their order. */
  public static <T> List<T> run(List<? extends Callable<? extends T>> works)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(works.size());
    try (ExecutorService executor = Executors.newFixedThreadPool(works.size())) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<? extends T> work : works) {
        running.add(
            executor.submit(() -> {
              start.await();
              return work.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    }
  }
}
