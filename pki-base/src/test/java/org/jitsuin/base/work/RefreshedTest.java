package org.jitsuin.base.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.Test;

class RefreshedTest {
  private static final Duration FRESH = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final SettableClock clock = new SettableClock(Instant.parse("2025-10-27T03:04:05Z"));
  private final AtomicInteger reads = new AtomicInteger();
  private final Refreshed<Integer> refreshed = new Refreshed<>(FRESH, LONGEST, clock);

  private int value() {
    return refreshed.value(reads::incrementAndGet);
  }

  private int failing(RuntimeException failure) {
    return refreshed.value(() -> {
      throw failure;
    });
  }

  @Test
  void value_whileFresh_isReadOnce() {
    assertThat(value()).isOne();
    clock.advance(FRESH.minusMillis(1));
    assertThat(value()).isOne();
    clock.advance(Duration.ofMillis(1));
    assertThat(value()).isEqualTo(2);
  }

  @Test
  void value_afterForget_isReadAtOnce() {
    assertThat(value()).isOne();
    refreshed.forget();
    assertThat(value()).isEqualTo(2);
  }

  @Test
  void value_forgottenWhileItWasRead_isReadAgain() {
    int first =
        refreshed.value(() -> {
          refreshed.forget();
          return reads.incrementAndGet();
        });
    assertThat(first).isOne();
    assertThat(value()).isEqualTo(2);
  }

  @Test
  void value_afterClockWasSetBack_isReadAnew() {
    assertThat(value()).isOne();
    clock.advance(Duration.ofHours(-1));
    assertThat(value()).isEqualTo(2);
  }

  /** One waits for the database; nobody waits for that one. */
  @Test
  void value_whileAnotherReads_isTheOldOne() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    Supplier<Integer> slow =
        () -> {
          int number = reads.incrementAndGet();
          if (number > 1) {
            asked.countDown();
            await(answers);
          }
          return number;
        };
    assertThat(refreshed.value(slow)).isOne();
    clock.advance(FRESH);
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> refreshed.value(slow));
    asked.await();
    assertThat(refreshed.value(slow)).isOne();
    answers.countDown();
    assertThat(first.get()).isEqualTo(2);
    assertThat(refreshed.value(slow)).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void value_thatCannotBeRead_isTheOldOneForSomeTime() {
    Fault away = new Fault(FaultCode.DATABASE_UNAVAILABLE, "away");
    assertThat(value()).isOne();
    clock.advance(LONGEST.minusMillis(1));
    assertThat(failing(away)).isOne();
    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(Fault.class).isThrownBy(() -> failing(away));
    assertThat(value()).isEqualTo(2);
  }

  @Test
  void value_readingIsBroken_isNotHiddenAndTriedByTheNext() {
    assertThat(value()).isOne();
    clock.advance(FRESH);
    assertThatIllegalStateException().isThrownBy(() -> failing(new IllegalStateException("bug")));
    assertThat(value()).isEqualTo(2);
  }

  @Test
  void value_noLongerUsedThanFresh_isReadByEverybody() {
    Refreshed<Integer> strict = new Refreshed<>(FRESH, FRESH, clock);
    Fault away = new Fault(FaultCode.DATABASE_UNAVAILABLE, "away");
    assertThat(strict.value(reads::incrementAndGet)).isOne();
    clock.advance(FRESH);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() ->
            strict.value(() -> {
              throw away;
            }));
  }
}
