package org.jitsuin.crl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.store.Fence;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class PublishingLeaseTest {
  private static final Duration DURATION = Duration.ofMinutes(1);

  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  private final StatusDatabase database = new StatusDatabase(TestStack.shared().dataSource("crl"));

  @BeforeEach
  void reset() {
    rows.reset();
  }

  private PublishingLease lease(String node) {
    return new PublishingLease(
        database, PublishingLease.Kind.PARTITIONS, DURATION, node(node), clock);
  }

  private static Node node(String name) {
    return Node.starting(name, new SecureRandom());
  }

  private void expire() {
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.crl_lease SET expires_at = 0"));
  }

  private boolean confirmed(PublishingLease lease, Optional<Fence> fence) {
    return database.run(handle -> lease.keep(handle, fence.orElseThrow()));
  }

  @Test
  void hold_free_isTakenWithAGreaterFence() {
    PublishingLease one = lease("one");
    Optional<Fence> first = one.hold();
    assertThat(first).contains(new Fence(1));
    assertThat(confirmed(one, first)).isTrue();
    one.release();
    assertThat(lease("two").hold()).contains(new Fence(2));
  }

  @Test
  void hold_heldByAnother_isEmpty() {
    lease("one").hold();
    assertThat(lease("two").hold()).isEmpty();
  }

  @Test
  void keep_heldOrLost_outlivesItsTimeOnlyWhileHeld() {
    PublishingLease one = lease("one");
    Fence fence = one.hold().orElseThrow();
    expire();
    assertThat(one.keep(fence)).isTrue();
    assertThat(lease("two").hold()).isEmpty();
    expire();
    assertThat(lease("two").hold()).contains(new Fence(2));
    assertThat(one.keep(fence)).isFalse();
  }

  @Test
  void hold_otherKind_isAnotherLease() {
    lease("one").hold();
    PublishingLease other =
        new PublishingLease(database, PublishingLease.Kind.COMPLETE, DURATION, node("two"), clock);
    assertThat(other.hold()).contains(new Fence(1));
  }

  @Test
  void hold_expired_isTakenAndTheOldFenceIsVoid() {
    PublishingLease one = lease("one");
    Optional<Fence> first = one.hold();
    expire();
    assertThat(lease("two").hold()).contains(new Fence(2));
    assertThat(confirmed(one, first)).isFalse();
    one.doubt();
    assertThat(one.hold()).isEmpty();
  }

  @Test
  void hold_again_keepsTheFenceAndProlongs() {
    PublishingLease one = lease("one");
    one.hold();
    expire();
    clock.advance(DURATION);
    assertThat(one.hold()).contains(new Fence(1));
    assertThat(lease("two").hold()).isEmpty();
  }

  @Test
  void hold_startedAnew_takesWhatItHeldBeforeAtOnce() {
    lease("one").hold();
    PublishingLease restarted = lease("one");
    assertThat(restarted.hold()).contains(new Fence(2));
    PublishingLease second = lease("one-b");
    assertThat(second.hold()).isEmpty();
    assertThat(second.hold()).isEmpty();
  }

  @Test
  void hold_twoWithTheSameName_doNotTakeItFromEachOtherAgainAndAgain() {
    PublishingLease first = lease("one");
    first.hold();
    PublishingLease second = lease("one");
    assertThat(second.hold()).isPresent();
    first.doubt();
    assertThat(first.hold()).isEmpty();
  }
}
