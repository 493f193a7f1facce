package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.store.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that share a database and a directory. */
@Tag("stack")
class TwoServersTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private Server one;
  private Server two;

  @BeforeEach
  void start() {
    rows.reset();
    one = new Server(directory, clock, Map.of("jitsuin.node", "one"));
    two = new Server(directory, clock, Map.of("jitsuin.node", "two"));
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private void expireLease() {
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.crl_lease SET expires_at = 0"));
  }

  private void makeChange(int serial) {
    rows.revoke(
        one.partition().no(),
        StatusRows.serial(serial),
        RevocationReason.SUPERSEDED,
        clock.instant());
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void run_bothAtOnce_oneWinsAndBothServe() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> runs =
          List.of(one, two).stream()
              .<Future<?>>map(server ->
                  threads.submit(() -> {
                    start.await();
                    server.run();
                    return null;
                  }))
              .toList();
      start.countDown();
      for (Future<?> run : runs) {
        run.get();
      }
    }
    clock.advance(Duration.ofSeconds(20));
    one.run();
    two.run();
    assertThat(rows.crls(one.partition().no())).hasSize(1);
    assertThat(one.number()).isEqualTo(1);
    assertThat(two.number()).isEqualTo(1);
    assertThat(one.health().ready()).isTrue();
    assertThat(two.health().ready()).isTrue();
  }

  @Test
  void run_withoutTheLease_servesWhatTheOtherPublishes() {
    one.run();
    two.run();
    makeChange(1);
    one.run();
    two.run();
    assertThat(rows.crls(one.partition().no()))
        .extracting(StatusRows.CrlRow::node)
        .containsExactly("one", "one");
    assertThat(two.number()).isEqualTo(2);
  }

  @Test
  void run_holderGone_theOtherTakesOver() {
    one.run();
    two.run();
    makeChange(1);
    expireLease();
    two.run();
    assertThat(rows.crls(one.partition().no()))
        .extracting(StatusRows.CrlRow::node)
        .containsExactly("one", "two");
  }

  @Test
  void run_afterATakeover_theDeltaGoesOnFromTheSameBase() {
    one.run();
    makeChange(1);
    one.run();
    expireLease();
    two.run();
    makeChange(2);
    two.run();
    clock.advance(Duration.ofSeconds(20));
    one.run();
    PublishedDelta delta = two.listing().served().flatMap(PublishedCrl::delta).orElseThrow();
    assertThat(delta.base().map(CrlBase::number)).contains(1L);
    assertThat(delta.entries()).isEqualTo(2);
    assertThat(one.listing()).isEqualTo(two.listing());
    assertThat(one.delta()).isEqualTo(two.delta());
  }

  @Test
  void run_holderStoppedInOrder_theOtherTakesOverAtOnce() {
    one.run();
    makeChange(1);
    one.close();
    two.run();
    assertThat(two.number()).isEqualTo(2);
  }

  @Test
  void run_deposed_publishesNothingAndFollows() {
    one.run();
    expireLease();
    two.run();
    makeChange(1);
    one.run();
    assertThat(one.number()).isEqualTo(1);
    two.run();
    clock.advance(Duration.ofSeconds(20));
    one.run();
    assertThat(one.number()).isEqualTo(2);
    assertThat(rows.crls(one.partition().no())).hasSize(2);
  }

  @Test
  void steps_deposedInBetween_recordNothingAndHarmNothing() {
    one.run();
    one.service().publisher().close();
    try (Steps stalled = new Steps(directory, clock, "three")) {
      Fence fence = stalled.take();
      List<SignedCrls> signed = stalled.sign(fence, one.listing());
      makeChange(1);
      expireLease();
      two.run();
      assertThat(two.number()).isEqualTo(3);
      byte[] served = two.crl();
      byte[] delta = two.delta();

      assertThat(stalled.ledger.holds(fence)).isFalse();
      assertThat(stalled.ledger.intend(fence, stalled.read(one.listing()))).isEmpty();
      List<SignedCrls> placed = stalled.place(signed);
      assertThat(stalled.ledger.record(fence, placed)).isFalse();

      assertThat(two.crl()).isEqualTo(served);
      assertThat(two.delta()).isEqualTo(delta);
      assertThat(rows.crls(one.partition().no()))
          .extracting(StatusRows.CrlRow::state)
          .containsExactly("published", "abandoned", "published");
    }
  }
}
