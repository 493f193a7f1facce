package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.Test;

class RecollectionTest {
  private static final Duration FRESH = Duration.ofMillis(500);

  private final SettableClock clock = new SettableClock(Clocks.system().instant());
  private final AtomicInteger reads = new AtomicInteger();
  private final Recollection<Integer> counted =
      new Recollection<>(reads::incrementAndGet, FRESH, clock);

  @Test
  void value_whileFresh_isReadOnce() {
    assertThat(counted.value()).isOne();
    clock.advance(FRESH.minusMillis(1));
    assertThat(counted.value()).isOne();
    clock.advance(Duration.ofMillis(1));
    assertThat(counted.value()).isEqualTo(2);
  }

  @Test
  void value_afterForget_isReadAtOnce() {
    assertThat(counted.value()).isOne();
    counted.forget();
    assertThat(counted.value()).isEqualTo(2);
  }

  @Test
  void value_afterClockWasSetBack_isReadAnew() {
    assertThat(counted.value()).isOne();
    clock.advance(Duration.ofHours(-1));
    assertThat(counted.value()).isEqualTo(2);
  }

  /** One waits for the database; nobody waits for that one. */
  @Test
  void value_whileAnotherReads_isTheOldOne() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    Recollection<Integer> slow =
        new Recollection<>(
            () -> {
              int number = reads.incrementAndGet();
              if (number > 1) {
                asked.countDown();
                await(answers);
              }
              return number;
            },
            FRESH,
            clock);
    assertThat(slow.value()).isOne();
    clock.advance(FRESH);
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(slow::value);
    asked.await();
    assertThat(slow.value()).isOne();
    answers.countDown();
    assertThat(first.get()).isEqualTo(2);
    assertThat(slow.value()).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void value_thatCannotBeRead_isTheOldOneForFiveSeconds() {
    Recollection<Integer> failing =
        new Recollection<>(
            () -> {
              if (reads.incrementAndGet() > 1) {
                throw new Fault(FaultCode.DATABASE_UNAVAILABLE, "away");
              }
              return reads.get();
            },
            FRESH,
            clock);
    assertThat(failing.value()).isOne();
    clock.advance(Duration.ofSeconds(5).minusMillis(1));
    assertThat(failing.value()).isOne();
    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(Fault.class).isThrownBy(failing::value);
  }
}
