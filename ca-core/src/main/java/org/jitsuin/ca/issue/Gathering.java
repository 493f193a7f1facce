package org.jitsuin.ca.issue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Does together what several threads ask for at the same time: while one group is under way the
 * next gathers, so that nobody waits for company, and the more there is to do the less each costs.
 *
 * @param <I> what is asked for
 * @param <O> what comes of it
 */
final class Gathering<I, O> {
  private final int largest;
  private final Function<List<I>, List<O>> together;
  private final List<Member<I, O>> waiting = new ArrayList<>();
  private boolean underWay;

  /**
   * @param largest how many go together at the most
   * @param together does what is asked for; results in the same order
   */
  Gathering(int largest, Function<List<I>, List<O>> together) {
    this.largest = largest;
    this.together = together;
  }

  /** What a thread that waits is woken for. */
  private sealed interface Turn<O> {
    /** To work for the group that it is the first of. */
    record Lead<O>() implements Turn<O> {}

    /** With what came of its own, empty if the group failed. */
    record Over<O>(Optional<O> result) implements Turn<O> {}
  }

  private record Member<I, O>(I item, CompletableFuture<Turn<O>> turn) {}

  /**
   * Does one thing, with others if there are any. Where a group fails, each member tries alone, so
   * that nobody fails for another's sake.
   */
  O submit(I item) {
    Member<I, O> mine = new Member<>(item, new CompletableFuture<>());
    boolean first;
    synchronized (waiting) {
      waiting.add(mine);
      first = !underWay;
      underWay = true;
    }
    Turn<O> turn = first ? new Turn.Lead<>() : mine.turn().join();
    Optional<O> result =
        switch (turn) {
          case Turn.Lead<O>() -> lead();
          case Turn.Over<O>(Optional<O> over) -> over;
        };
    return result.orElseGet(() -> together.apply(List.of(item)).getFirst());
  }

  /** Works for one group, of which this thread is the first, and hands over. */
  private Optional<O> lead() {
    List<Member<I, O>> group;
    synchronized (waiting) {
      List<Member<I, O>> first = waiting.subList(0, Math.min(largest, waiting.size()));
      group = List.copyOf(first);
      first.clear();
    }
    List<O> results = List.of();
    try {
      results = together.apply(group.stream().map(Member::item).toList());
    } catch (RuntimeException e) {
      // Alone each meets it again, if it was theirs.
      results = List.of();
    } finally {
      for (int i = 1; i < group.size(); i++) {
        group.get(i).turn().complete(new Turn.Over<>(at(results, i)));
      }
      handOver();
    }
    return at(results, 0);
  }

  private static <O> Optional<O> at(List<O> results, int index) {
    return index < results.size() ? Optional.of(results.get(index)) : Optional.empty();
  }

  private void handOver() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        underWay = false;
      } else {
        waiting.getFirst().turn().complete(new Turn.Lead<>());
      }
    }
  }
}
