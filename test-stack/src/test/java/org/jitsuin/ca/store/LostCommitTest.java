package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.testing.LossyCommits;
import org.jitsuin.testing.LossyCommits.Loss;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A commit of which nobody hears whether it was done. */
@Tag("stack")
class LostCommitTest {
  private static final Bytes ANSWER = Bytes.of(new byte[] {7});

  private final TestStack stack = TestStack.shared();
  private final AtomicInteger acts = new AtomicInteger();
  private final RequestId request =
      new RequestId(
          "caller",
          UUID.randomUUID().toString(),
          Fingerprint.of("request".getBytes(StandardCharsets.UTF_8)));

  private Transactions losing(Loss loss, int times) {
    return new Transactions(
        Database.open(LossyCommits.losing(loss, times, stack.dataSource("ca"))), Clocks.system());
  }

  private Outcome<Answered<Integer>> act(Transactions transactions) {
    return transactions.once(
        request,
        _ -> {
          acts.incrementAndGet();
          return Outcome.done(Effect.untold(7).answered(ANSWER));
        });
  }

  private static void assertUnavailable(Runnable work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work::run)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
  }

  @Test
  void once_committedAndConnectionLost_isLookedUpAndAnswered() {
    assertThat(act(losing(Loss.AFTER, 1)))
        .isEqualTo(new Outcome.Repeated<Answered<Integer>>(ANSWER));
    assertThat(acts).hasValue(1);
  }

  @Test
  void once_notCommittedAndConnectionLost_isUnavailableAndMayBeSentAgain() {
    Transactions transactions = losing(Loss.BEFORE, 1);
    assertUnavailable(() -> act(transactions));
    assertThat(acts).hasValue(1);
    assertThat(act(transactions)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void once_lostAgainWhileLookedUp_isUnavailable() {
    Transactions transactions = losing(Loss.AFTER, 2);
    assertUnavailable(() -> act(transactions));
    assertThat(act(transactions)).isEqualTo(new Outcome.Repeated<Answered<Integer>>(ANSWER));
    assertThat(acts).hasValue(1);
  }

  @Test
  void once_committedAndCalledADeadlock_isNotDoneTwice() {
    assertThat(act(losing(Loss.CALLED_A_DEADLOCK, 1)))
        .isEqualTo(new Outcome.Repeated<Answered<Integer>>(ANSWER));
    assertThat(acts).hasValue(1);
  }

  @Test
  void once_manyDeadlocks_areOvercome() {
    assertThat(act(losing(Loss.DEADLOCK, 7))).isInstanceOf(Outcome.Done.class);
    assertThat(acts).hasValue(8);
  }

  @Test
  void once_deadlocksWithoutEnd_areAConflict() {
    long begin = System.nanoTime();
    Transactions transactions = losing(Loss.DEADLOCK, 100);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> act(transactions))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_CONFLICT));
    assertThat(acts).hasValue(8);
    // It was waited in between: half of 5, 10, 20, 40, 80, 160 and 200 ms at the least.
    assertThat(System.nanoTime() - begin).isGreaterThan(250_000_000L);
  }

  private Optional<Integer> write(Handle handle) {
    acts.incrementAndGet();
    IdempotencyTable.insert(handle, request, ANSWER, Clocks.system().instant());
    return Optional.of(7);
  }

  @Test
  void attempt_committedAndConnectionLost_isNotKnown() {
    assertThat(losing(Loss.AFTER, 1).attempt(this::write)).isEmpty();
    Optional<EarlierAnswer> kept =
        losing(Loss.AFTER, 0).run(handle -> IdempotencyTable.find(handle, request));
    assertThat(kept.map(EarlierAnswer::body)).contains(ANSWER);
  }

  @Test
  void attempt_lostBeforeTheCommit_isUnavailable() {
    assertUnavailable(() ->
        losing(Loss.AFTER, 0)
            .attempt(handle -> {
              long connection = handle.select("SELECT CONNECTION_ID()").mapTo(long.class).one();
              stack.jdbi("admin").useHandle(admin -> admin.execute("KILL " + connection));
              return write(handle);
            }));
  }
}
