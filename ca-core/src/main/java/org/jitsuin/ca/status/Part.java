package org.jitsuin.ca.status;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.status.Why.Reason;

/**
 * A part that is asked on a thread of its own, since what it asks may hang. However many want to
 * know, it is asked once at a time.
 */
final class Part<T> {
  private static final Reason SLOW = new Reason("it does not answer in time", "時間内に応答がありません");

  private final Supplier<T> ask;
  private final Function<Why, T> otherwise;
  private CompletableFuture<T> asked = CompletableFuture.completedFuture(null);
  private boolean begun;

  /**
   * @param ask may take long, and fail
   * @param otherwise what is told where there is no answer, and why
   */
  Part(Supplier<T> ask, Function<Why, T> otherwise) {
    this.ask = ask;
    this.otherwise = otherwise;
  }

  /** Begins to ask, unless that is under way. */
  synchronized CompletableFuture<T> begin(Executor threads) {
    if (!begun || asked.isDone()) {
      begun = true;
      asked = CompletableFuture.supplyAsync(this::answer, threads);
    }
    return asked;
  }

  private T answer() {
    try {
      return ask.get();
    } catch (Fault e) {
      return otherwise.apply(Why.of(Reason.reported(e.getMessage())));
    } catch (RuntimeException e) {
      String kind = e.getClass().getSimpleName();
      return otherwise.apply(
          Why.of(new Reason("it could not be asked: " + kind, "照会できませんでした：" + kind)));
    }
  }

  /** The answer, or what is told where there is none yet. */
  synchronized T now() {
    T answer = asked.getNow(null);
    return answer == null ? otherwise.apply(Why.of(SLOW)) : answer;
  }
}
