package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch firstIsIn = new CountDownLatch(1);
  private final CountDownLatch firstMayGo = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Doubles; the first group stands still until it is let go. */
  private List<Integer> twice(List<Integer> group) {
    boolean first = groups.isEmpty();
    groups.add(group);
    if (first) {
      firstIsIn.countDown();
      await(firstMayGo);
    }
    if (group.contains(13)) {
      throw new IllegalStateException("thirteen");
    }
    return group.stream().map(item -> 2 * item).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Future<Integer>> submitBehindTheFirst(GroupCommit<Integer, Integer> groupCommit)
      throws InterruptedException {
    List<Future<Integer>> results = new ArrayList<>();
    results.add(threads.submit(() -> groupCommit.submit(1)));
    firstIsIn.await();
    List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
    for (int item : new int[] {2, 3, 4, 5}) {
      results.add(
          threads.submit(() -> {
            waiting.add(Thread.currentThread());
            return groupCommit.submit(item);
          }));
    }
    while (waiting.size() < 4
        || !waiting.stream().allMatch(one -> one.getState() == Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    firstMayGo.countDown();
    return results;
  }

  @Test
  void submit_whileAGroupIsUnderWay_goTogetherAndEachGetsItsOwn()
      throws InterruptedException, ExecutionException {
    List<Future<Integer>> results =
        submitBehindTheFirst(new GroupCommit<>(64, new InFlight(), this::twice));
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).get()).isEqualTo(2 * (i + 1));
    }
    assertThat(groups).hasSize(2);
    assertThat(groups.getFirst()).containsExactly(1);
    assertThat(groups.getLast()).containsExactlyInAnyOrder(2, 3, 4, 5);
  }

  @Test
  void submit_moreThanTheLargestGroup_goInSeveral()
      throws InterruptedException, ExecutionException {
    for (Future<Integer> result :
        submitBehindTheFirst(new GroupCommit<>(3, new InFlight(), this::twice))) {
      result.get();
    }
    assertThat(groups).extracting(List::size).containsExactly(1, 3, 1);
  }

  @Test
  void submit_groupFails_onlyTheCulpritFails() throws InterruptedException, ExecutionException {
    GroupCommit<Integer, Integer> groupCommit = new GroupCommit<>(64, new InFlight(), this::twice);
    List<Future<Integer>> results = new ArrayList<>();
    results.add(threads.submit(() -> groupCommit.submit(1)));
    firstIsIn.await();
    Future<Integer> culprit = threads.submit(() -> groupCommit.submit(13));
    results.addAll(submitMore(groupCommit));
    firstMayGo.countDown();
    for (Future<Integer> result : results) {
      assertThat(result.get()).isPositive();
    }
    assertThat(culprit).failsWithin(Duration.ofSeconds(60));
  }

  /** All at once would ask a database that has just come back. */
  @Test
  void submit_databaseIsAway_allAreToldAndNobodyTriesAlone() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    GroupCommit<Integer, Integer> groupCommit =
        new GroupCommit<>(
            64,
            new InFlight(),
            group -> {
              if (tries.getAndIncrement() == 0) {
                firstIsIn.countDown();
                await(firstMayGo);
                return group;
              }
              throw new Fault(FaultCode.DATABASE_UNAVAILABLE, "away");
            });
    List<Future<Integer>> results = submitBehindTheFirst(groupCommit);
    for (Future<Integer> result : results.subList(1, results.size())) {
      assertThat(result)
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
    }
    assertThat(tries).hasValue(2);
  }

  private List<Future<Integer>> submitMore(GroupCommit<Integer, Integer> groupCommit) {
    return List.of(
        threads.submit(() -> groupCommit.submit(2)), threads.submit(() -> groupCommit.submit(3)));
  }

  @Test
  void submit_alone_isDoneAtOnceAndItsFailureIsItsOwn() {
    firstMayGo.countDown();
    GroupCommit<Integer, Integer> groupCommit = new GroupCommit<>(64, new InFlight(), this::twice);
    assertThat(groupCommit.submit(21)).isEqualTo(42);
    assertThatIllegalStateException().isThrownBy(() -> groupCommit.submit(13));
    assertThat(groupCommit.submit(4)).isEqualTo(8);
  }

  @Test
  void submit_othersAreInProgress_waitsForThemAndGoesTogether()
      throws InterruptedException, ExecutionException {
    firstMayGo.countDown();
    GroupCommit<Integer, Integer> groupCommit =
        new GroupCommit<>(64, nineInProgress(), this::twice);
    // The moment is short: on a busy machine the others may miss it now and then.
    for (int round = 0; groups.stream().allMatch(group -> group.size() == 1); round++) {
      assertThat(round).isLessThan(200);
      List<Future<Integer>> results = new ArrayList<>();
      for (int item : new int[] {1, 2, 3}) {
        results.add(threads.submit(() -> groupCommit.submit(item)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isPositive();
      }
    }
  }

  private static InFlight nineInProgress() {
    InFlight inFlight = new InFlight();
    for (int i = 0; i < 9; i++) {
      inFlight.enter();
    }
    return inFlight;
  }

  @Test
  void submit_othersAreInProgressAndDoNotCome_goesWithoutThem() {
    firstMayGo.countDown();
    assertThat(new GroupCommit<>(64, nineInProgress(), this::twice).submit(1)).isEqualTo(2);
  }
}
