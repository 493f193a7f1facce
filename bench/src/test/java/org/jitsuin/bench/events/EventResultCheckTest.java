package org.jitsuin.bench.events;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.EventOrder;
import org.jitsuin.bench.environment.EventsSystem;
import org.jitsuin.bench.environment.SharedStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Books that do not balance are noticed. */
@Tag("stack")
class EventResultCheckTest {
  private static final Environment STAGE = SharedStage.stage();

  private static final EventsSystem SUBJECT = new EventsSystem(STAGE.stack());

  private final EventResultCheck ledger = new EventResultCheck(STAGE.stack().admin());

  @AfterAll
  static void close() {
    SUBJECT.close();
  }

  private EventOrder order() {
    return new EventOrder(ledger.prefix() + 1, STAGE.population().served(1).getFirst());
  }

  private EventOrder recorded() {
    EventOrder order = order();
    SUBJECT.record(order);
    return order;
  }

  @Test
  void settle_whatWasRecorded_balances() {
    EventOrder recorded = recorded();

    assertThatCode(() -> ledger.settle(List.of(recorded))).doesNotThrowAnyException();
  }

  @Test
  void settle_moreThanWasRecorded_isNoticed() {
    EventOrder made = order();

    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.settle(List.of(made)))
        .withMessageContaining("1 acknowledged events that are not kept")
        .withMessageContaining("1 residents whose record was not changed exactly once")
        .withMessageContaining("1 events that did not end exactly one signature certificate")
        .withMessageContaining("1 revocations missing in the feed")
        .withMessageContaining("1 audit entries of events missing")
        .withMessageContaining("1 revocations without exactly one audit entry");
  }

  @Test
  void settle_lessThanWasRecorded_isNoticed() {
    recorded();

    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.settle(List.of()))
        .withMessageContaining("1 kept events that were not acknowledged")
        .withMessageContaining("-1 revocations missing in the feed");
  }
}
