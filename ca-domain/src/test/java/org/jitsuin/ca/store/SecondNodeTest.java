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

  private Committed ask(String writer) {
    asked.incrementAndGet();
    return at(head.get(), "other");
  }

  private static Committed at(long entry, String node) {
    return new Committed(entry, node);
  }

  private static Committed written(long entry) {
    return at(entry, "writer");
  }

  @Test
  void await_shownAlready_asksOnceAndThenNobody() {
    node.await(written(7));
    node.await(written(6));
    node.await(Committed.NOTHING);
    assertThat(asked).hasValue(1);
  }

  @Test
  void await_notShownYet_waitsUntilItIs() {
    SecondNode late =
        new SecondNode(_ -> at(asked.incrementAndGet() < 4 ? 7 : 8, "other"), () -> 0L);
    late.await(written(8));
    assertThat(asked).hasValue(4);
  }

  @Test
  void await_neverShown_isUnavailableAfterAWhile() {
    assertThatThrownBy(() -> node.await(written(8)))
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
            _ -> {
              throw new ConnectionException(new SQLException("gone", "08000"));
            },
            () -> time.getAndAdd(Duration.ofSeconds(1).toNanos()));
    assertThatThrownBy(() -> gone.await(written(1))).isInstanceOf(Fault.class);
    assertThat(gone.shown(written(5))).isZero();
  }

  @Test
  void shown_isWhatBothHave() {
    assertThat(node.shown(written(9))).isEqualTo(7);
    assertThat(node.shown(written(5))).isEqualTo(5);
    assertThat(Acknowledgement.AT_ONCE.shown(written(9))).isEqualTo(9);
  }

  /** It became the one that is written to, and what it was led to before shows it at once. */
  @Test
  void await_shownByTheNodeOfTheCommitAlone_isUnavailableAfterAWhile() {
    node.await(written(7));
    assertThatThrownBy(() -> node.await(at(7, "other"))).isInstanceOf(Fault.class);
    assertThat(node.shown(at(7, "other"))).isZero();
  }

  @Test
  void await_shownByTheNodeOfTheCommit_asksForAnother() {
    SecondNode led =
        new SecondNode(
            writer -> {
              asked.incrementAndGet();
              return at(7, writer.equals("other") ? "third" : "other");
            },
            () -> 0L);
    led.await(written(7));
    led.await(at(7, "other"));
    assertThat(asked).hasValue(2);
  }

  @Test
  void await_noCluster_isTakenAtItsWord() {
    SecondNode single = new SecondNode(_ -> at(7, ""), () -> 0L);
    single.await(at(7, ""));
    assertThat(single.shown(at(9, ""))).isEqualTo(7);
  }
}
