package org.jitsuin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("stack")
class LeaseTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int AT_ONCE = 8;
  private static final Duration DURATION = Duration.ofMinutes(1);

  private final TestStack stack = TestStack.shared();
  private final TransactionRunner transactions = transactions("ca");

  /** No other test has it. */
  private final String name = "test-" + RANDOM.nextLong(Long.MAX_VALUE);

  private TransactionRunner transactions(String user) {
    return new Transactions(stack.jdbi(user), Clocks.system());
  }

  private Lease lease(Lease.Service service, String server) {
    TransactionRunner runner =
        transactions(
            switch (service) {
              case AUTHORITY -> "ca";
              case CRL_PUBLISHER -> "crl";
            });
    return new Lease(runner, service, Node.starting(server, RANDOM), name, DURATION);
  }

  private Lease lease(TransactionRunner runner, String server) {
    return new Lease(runner, Node.starting(server, RANDOM), name, DURATION);
  }

  private Lease lease(String server) {
    return lease(transactions, server);
  }

  private void expire() {
    setEnd(0);
  }

  private void setEnd(long end) {
    stack
        .jdbi("admin")
        .useHandle(handle ->
            handle.execute("UPDATE status.lease SET expires_at = ? WHERE name = ?", end, name));
  }

  private Lease waiting(AtomicLong stopwatch) {
    return new Lease(
        transactions,
        Lease.Service.AUTHORITY,
        Node.starting("waiting", RANDOM),
        name,
        DURATION,
        stopwatch::get);
  }

  @Test
  void hold_holderGivesNoSignOfLife_isTakenOverWhenTheLeaseIsOver() {
    AtomicLong stopwatch = new AtomicLong();
    Lease one = lease("one");
    Lease waiting = waiting(stopwatch);
    Fence first = one.hold().orElseThrow();
    assertThat(waiting.hold()).isEmpty();
    stopwatch.addAndGet(DURATION.toNanos() - 1);
    assertThat(waiting.hold()).isEmpty();
    stopwatch.addAndGet(1);
    assertThat(waiting.hold()).contains(new Fence(first.number() + 1));
    assertThat(one.keep(first)).isFalse();
  }

  @Test
  void hold_holderGivesSignsOfLife_isNotTakenOverHoweverLong() {
    AtomicLong stopwatch = new AtomicLong();
    Lease one = lease("one");
    Lease waiting = waiting(stopwatch);
    Fence first = one.hold().orElseThrow();
    for (int i = 0; i < 5; i++) {
      assertThat(waiting.hold()).isEmpty();
      stopwatch.addAndGet(DURATION.toNanos());
      assertThat(one.keep(first)).isTrue();
    }
    assertThat(waiting.hold()).isEmpty();
  }

  /** Another node of the database answers, whose clock is years ahead of that of the last one. */
  @Test
  void hold_overByTheDatabasesClock_isNotTakenOver() {
    Lease one = lease("one");
    Fence first = one.hold().orElseThrow();
    setEnd(1);
    assertThat(waiting(new AtomicLong()).hold()).isEmpty();
    assertThat(one.keep(first)).isTrue();
  }

  /** The clock of the node that wrote it was years ahead. */
  @Test
  void hold_farFromOverByTheDatabasesClock_isTakenOverAllTheSame() {
    AtomicLong stopwatch = new AtomicLong();
    Lease waiting = waiting(stopwatch);
    lease("one").hold();
    setEnd(9_000_000_000_000_000L);
    assertThat(waiting.hold()).isEmpty();
    stopwatch.addAndGet(DURATION.toNanos());
    assertThat(waiting.hold()).contains(new Fence(2));
  }

  /** Each service has a database user of its own. */
  @ParameterizedTest
  @EnumSource
  void hold_byEachHolder_hasAGreaterFence(Lease.Service service) {
    Lease one = lease(service, "one");
    Lease other = lease(service, "other");
    assertThat(one.hold()).contains(new Fence(1));
    assertThat(other.hold()).isEmpty();
    one.release();
    assertThat(other.hold()).contains(new Fence(2));
    assertThat(one.hold()).isEmpty();
  }

  @Test
  void hold_again_keepsTheFenceAndProlongs() {
    Lease one = lease("one");
    assertThat(one.hold()).contains(new Fence(1));
    expire();
    assertThat(one.hold()).contains(new Fence(1));
    assertThat(lease("other").hold()).isEmpty();
  }

  @Test
  void keep_heldOrTakenOver_isOfTheHolderOnly() {
    Lease one = lease("one");
    Fence first = one.hold().orElseThrow();
    expire();
    assertThat(one.keep(first)).isTrue();
    Lease other = lease("other");
    assertThat(other.hold()).isEmpty();
    expire();
    Fence second = other.hold().orElseThrow();
    assertThat(one.keep(first)).isFalse();
    assertThat(one.keep(second)).isFalse();
    assertThat(other.keep(first)).isFalse();
    assertThat(transactions.<Boolean>run(handle -> other.keep(handle, second))).isTrue();
  }

  @Test
  void hold_startedAnew_takesAtOnceWhatTheSameServerHeld() {
    Lease before = lease("one");
    Fence first = before.hold().orElseThrow();
    Lease longer = lease("one-b");
    assertThat(longer.hold()).isEmpty();
    assertThat(longer.hold()).isEmpty();
    Lease restarted = lease("one");
    assertThat(restarted.hold()).contains(new Fence(first.number() + 1));
    assertThat(before.keep(first)).isFalse();
    assertThat(before.hold()).as("of two with one name the later").isEmpty();
    assertThat(restarted.hold()).contains(new Fence(first.number() + 1));
  }

  @Test
  void hold_takenOver_cleansUpInTheSameTransactionAndOnlyThen() {
    lease("one").hold();
    expire();
    Lease other = lease("other");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            other.hold(_ -> {
              throw new IllegalStateException("as if the server ended here");
            }));
    AtomicInteger cleaned = new AtomicInteger();
    assertThat(other.hold(_ -> cleaned.incrementAndGet())).contains(new Fence(2));
    assertThat(other.hold(_ -> cleaned.incrementAndGet())).contains(new Fence(2));
    assertThat(cleaned).hasValue(1);
  }

  /** When a new installation starts all its servers at once, the row is not there yet. */
  @Test
  void hold_manyServersAtOnce_isOfOne() throws InterruptedException, ExecutionException {
    List<Callable<Optional<Fence>>> servers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      servers.add(lease("server-" + i)::hold);
    }
    List<Fence> held = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Optional<Fence>> one : threads.invokeAll(servers)) {
        one.get().ifPresent(held::add);
      }
    }
    assertThat(held).containsExactly(new Fence(1));
  }
}
