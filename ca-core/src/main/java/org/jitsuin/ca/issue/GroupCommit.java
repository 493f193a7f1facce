package org.jitsuin.ca.issue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jitsuin.base.Fault;

/**
 * Does together what several threads ask for at the same time: while one group is under way the
 * next gathers, and the more there is to do the less each costs. Under load a group waits a moment
 * for its fair share of all acts in progress, the longer the larger that is; who is alone never
 * waits.
 *
 * @param <I> what is asked for
 * @param <O> what comes of it
 */
final class GroupCommit<I, O> {
  private static final Duration PATIENCE_FOR_EACH = Duration.ofMillis(2);

  private final int largest;
  private final InFlight inFlight;
  private final Function<List<I>, List<O>> together;
  private final List<Member<I, O>> waiting = new ArrayList<>();
  private boolean underWay;

  /**
   * @param largest how many go together at the most
   * @param inFlight says for how many it is worth waiting a moment
   * @param together does what is asked for; results in the same order
   */
  GroupCommit(int largest, InFlight inFlight, Function<List<I>, List<O>> together) {
    this.largest = largest;
    this.inFlight = inFlight;
    this.together = together;
  }

  /** The turn for which a waiting thread is woken. */
  private sealed interface Turn<O> {
    /** The thread must work for the group that it is the first of. */
    record Lead<O>() implements Turn<O> {}

    /** The group's work is over, with the result of this member, or none if the group failed. */
    record Over<O>(Optional<O> result) implements Turn<O> {}

    /** Nobody can do anything now, this member as little as the group. */
    record Hopeless<O>(Fault fault) implements Turn<O> {}
  }

  /**
   * A waiting member, parked at once: a future's waiters would spin first, on a processor others
   * need.
   */
  private static final class Member<I, O> {
    private final I item;
    private final Semaphore awake = new Semaphore(0);
    private Turn<O> turn = new Turn.Lead<>();

    Member(I item) {
      this.item = item;
    }

    I item() {
      return item;
    }

    void wake(Turn<O> what) {
      turn = what;
      awake.release();
    }

    Turn<O> sleep() {
      awake.acquireUninterruptibly();
      return turn;
    }
  }

  /**
   * Does one thing, with others if there are any. Where a group fails, each member tries alone, so
   * that nobody fails for another's sake; but not where nothing can be done with the database at
   * all: then all would try at once, in the very moment in which it comes back.
   */
  O submit(I item) {
    Member<I, O> mine = new Member<>(item);
    boolean first;
    synchronized (waiting) {
      waiting.add(mine);
      first = !underWay;
      underWay = true;
      waiting.notifyAll();
    }
    Turn<O> turn = first ? new Turn.Lead<>() : mine.sleep();
    Optional<O> result =
        switch (turn) {
          case Turn.Lead<O>() -> lead();
          case Turn.Over<O>(Optional<O> over) -> over;
          case Turn.Hopeless<O>(Fault fault) -> throw new Fault(fault.code(), fault.getMessage());
        };
    return result.orElseGet(() -> together.apply(List.of(item)).getFirst());
  }

  /** Works for one group, of which this thread is the first, and hands over. */
  private Optional<O> lead() {
    List<Member<I, O>> group;
    synchronized (waiting) {
      awaitCompany();
      List<Member<I, O>> first = waiting.subList(0, Math.min(largest, waiting.size()));
      group = List.copyOf(first);
      first.clear();
    }
    IntFunction<Turn<O>> turns = _ -> new Turn.Over<>(Optional.empty());
    try {
      List<O> results = together.apply(group.stream().map(Member::item).toList());
      turns = i -> new Turn.Over<>(at(results, i));
      return at(results, 0);
    } catch (RuntimeException e) {
      if (e instanceof Fault fault && fault.stopsAll()) {
        turns = _ -> new Turn.Hopeless<>(fault);
        throw fault;
      }
      // Alone each meets it again, if it was theirs.
      return Optional.empty();
    } finally {
      for (int i = 1; i < group.size(); i++) {
        group.get(i).wake(turns.apply(i));
      }
      handOver();
    }
  }

  private void awaitCompany() {
    int company = Math.min(largest, inFlight.share());
    long deadline = System.nanoTime() + PATIENCE_FOR_EACH.multipliedBy(company).toNanos();
    while (waiting.size() < Math.min(company, inFlight.share())) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      try {
        waiting.wait(left);
      } catch (InterruptedException e) {
        // Who was told to stop goes on at once, as it would without company.
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static <O> Optional<O> at(List<O> results, int index) {
    return index < results.size() ? Optional.of(results.get(index)) : Optional.empty();
  }

  private void handOver() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        underWay = false;
      } else {
        waiting.getFirst().wake(new Turn.Lead<>());
      }
    }
  }
}
