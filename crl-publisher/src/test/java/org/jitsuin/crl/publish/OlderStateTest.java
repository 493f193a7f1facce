package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.store.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another database takes the place of the one that is written to, and is not as far. */
@Tag("stack")
class OlderStateTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private PublishedPartition listing;
  private Steps publisher;

  @BeforeEach
  void publishFirst() {
    rows.reset();
    try (Server server = new Server(directory, clock)) {
      server.run();
      listing = server.listing();
    }
    clock.advance(Duration.ofMinutes(1));
    publisher = new Steps(directory, clock, "test");
  }

  @AfterEach
  void stop() {
    publisher.close();
  }

  private void moveLease(int beats) {
    rows.jdbi()
        .useHandle(handle -> handle.execute("UPDATE status.crl_lease SET beat = beat + ?", beats));
  }

  @Test
  void read_stateLacksWhatWasJustWritten_makesNoCrl() {
    Fence fence = publisher.take();
    EntryReader.Since since = publisher.ledger.since(fence).orElseThrow();
    moveLease(-1);
    assertThatThrownBy(() -> publisher.read(since, listing))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE))
        .hasMessageContaining("older state");
    moveLease(1);
    assertThat(publisher.read(since, listing)).hasSize(1);
  }

  /** The state may be of a later moment; what it lacks came after the earlier one. */
  @Test
  void read_timePassesInBetween_thisUpdateIsWhenTheMarkWasWritten() {
    Fence fence = publisher.take();
    Instant before = clock.instant();
    EntryReader.Since since = publisher.ledger.since(fence).orElseThrow();
    clock.advance(Duration.ofSeconds(30));
    assertThat(publisher.read(since, listing))
        .allSatisfy(draft ->
            assertThat(draft.thisUpdate()).isEqualTo(before.truncatedTo(ChronoUnit.SECONDS)));
  }

  @Test
  void since_anotherServerTookOver_isNone() {
    Fence fence = publisher.take();
    assertThat(publisher.ledger.since(new Fence(fence.number() - 1))).isEmpty();
  }
}
