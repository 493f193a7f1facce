package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.junit.jupiter.api.Test;

class SecondNodeTest {
  private final AtomicLong head = new AtomicLong(7);
  private final AtomicInteger asked = new AtomicInteger();

  /** Each look at it is half a second. */
  private final AtomicLong looks = new AtomicLong();

  private final SecondNode node =
      new SecondNode(
          this::ask, () -> Duration.ofMillis(500).multipliedBy(looks.getAndIncrement()).toNanos());

  private long ask() {
    asked.incrementAndGet();
    return head.get();
  }

  @Test
  void await_shownAlready_asksOnceAndThenNobody() {
    node.await(7);
    node.await(6);
    node.await(0);
    assertThat(asked).hasValue(1);
  }

  @Test
  void await_notShownYet_waitsUntilItIs() {
    SecondNode late = new SecondNode(() -> asked.incrementAndGet() < 4 ? 7 : 8, () -> 0L);
    late.await(8);
    assertThat(asked).hasValue(4);
  }

  @Test
  void await_neverShown_isUnavailableAfterAWhile() {
    assertThatThrownBy(() -> node.await(8))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE))
        .hasMessageContaining("it is done");
  }

  @Test
  void await_nodeGone_isUnavailableAfterAWhile() {
    AtomicLong time = new AtomicLong();
    SecondNode gone =
        new SecondNode(
            () -> {
              throw new ConnectionException(new SQLException("gone", "08000"));
            },
            () -> time.getAndAdd(Duration.ofSeconds(1).toNanos()));
    assertThatThrownBy(() -> gone.await(1)).isInstanceOf(Fault.class);
    assertThat(gone.shown(5)).isZero();
  }

  @Test
  void shown_isWhatBothHave() {
    assertThat(node.shown(9)).isEqualTo(7);
    assertThat(node.shown(5)).isEqualTo(5);
    assertThat(Acknowledgement.AT_ONCE.shown(9)).isEqualTo(9);
  }
}
