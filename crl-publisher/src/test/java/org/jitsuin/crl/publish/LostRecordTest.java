package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.store.Fence;
import org.jitsuin.testing.LossyCommits;
import org.jitsuin.testing.LossyCommits.Loss;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others are in the way of the publisher, or the database says so of what it has done. */
@Tag("stack")
class LostRecordTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private PublishedPartition listing;
  private Steps publisher;
  private Fence fence;

  @BeforeEach
  void publishFirst() {
    rows.reset();
    try (Server server = new Server(directory, clock)) {
      server.run();
      listing = server.listing();
    }
    publisher = new Steps(directory, clock, "test");
    fence = publisher.take();
  }

  @AfterEach
  void stop() {
    publisher.close();
  }

  private CrlRecords records(Loss loss, int times) {
    return publisher.records(
        new StatusDatabase(LossyCommits.losing(loss, times, TestStack.shared().dataSource("crl"))));
  }

  private List<String> states() {
    return rows.crls(listing.partition().no()).stream().map(StatusRows.CrlRow::state).toList();
  }

  private long handedIn() {
    return rows.jdbi()
        .withHandle(handle ->
            handle.select("SELECT COUNT(*) FROM audit.submission").mapTo(long.class).one());
  }

  @Test
  void record_othersInTheWay_isTriedAgain() {
    List<SignedCrls> placed = publisher.place(fence, listing);
    long before = handedIn();
    assertThat(records(Loss.DEADLOCK, 3).record(fence, placed)).isTrue();
    assertThat(states()).containsExactly("published", "published");
    assertThat(handedIn()).isEqualTo(before + 1);
  }

  @Test
  void record_committedAndCalledADeadlock_isRecordedOnce() {
    List<SignedCrls> placed = publisher.place(fence, listing);
    long before = handedIn();
    assertThat(records(Loss.CALLED_A_DEADLOCK, 1).record(fence, placed)).isTrue();
    assertThat(states()).containsExactly("published", "published");
    assertThat(handedIn()).isEqualTo(before + 1);
  }

  @Test
  void intend_committedAndCalledADeadlock_leavesOneIntent() {
    records(Loss.CALLED_A_DEADLOCK, 1).intend(fence, publisher.read(listing));
    assertThat(states()).containsExactly("published", "abandoned", "intended");
  }

  @Test
  void record_othersInTheWayWithoutEnd_isUnavailable() {
    List<SignedCrls> placed = publisher.place(fence, listing);
    CrlRecords records = records(Loss.DEADLOCK, 100);
    assertThatThrownBy(() -> records.record(fence, placed))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
    assertThat(states()).containsExactly("published", "intended");
  }
}
