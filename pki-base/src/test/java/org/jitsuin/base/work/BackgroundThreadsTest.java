package org.jitsuin.base.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundThreadsTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final long LONG_ENOUGH = 60;

  private final BackgroundThreads threads =
      new BackgroundThreads(Thread.ofPlatform().daemon().factory());

  private static final RepeatedWork.Report NOBODY =
      new RepeatedWork.Report() {
        @Override
        public void failed(Throwable failure) {}

        @Override
        public void recovered(long failures) {}
      };

  @AfterEach
  void close() {
    threads.close();
  }

  private void begin(Runnable work) {
    threads.begin(new RepeatedWork(work, NOBODY), Duration.ZERO, PAUSE);
  }

  @Test
  void begin_workThatFails_isRepeated() throws InterruptedException {
    CountDownLatch rounds = new CountDownLatch(3);
    begin(() -> {
      rounds.countDown();
      throw new IllegalStateException("this round failed");
    });
    assertThat(rounds.await(LONG_ENOUGH, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void begin_workThatHangs_holdsUpNoneOfTheOthers() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    begin(() -> {
      hanging.countDown();
      await(never);
    });
    hanging.await();
    CountDownLatch rounds = new CountDownLatch(2);
    begin(rounds::countDown);
    assertThat(rounds.await(LONG_ENOUGH, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void close_roundUnderWay_isInterrupted() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    begin(() -> {
      hanging.countDown();
      if (!await(new CountDownLatch(1))) {
        interrupted.countDown();
      }
    });
    hanging.await();
    threads.close();
    assertThat(interrupted.await(LONG_ENOUGH, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
