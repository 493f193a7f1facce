package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.BatchProgress;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.store.PlannedChange.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of events and requests is read as it was written. */
@Tag("stack")
class EventTablesTest {
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");
  private static final Bytes ANSWER = Bytes.of("{\"x\":\"答\"}".getBytes(StandardCharsets.UTF_8));

  @Test
  void event_inserted_isFoundAmongThoseThatCameBefore() {
    KeptEvent kept = new KeptEvent("x-resident", Fingerprint.of(new byte[] {1}), ANSWER);
    KeptEvent other = new KeptEvent("x-other", Fingerprint.of(new byte[] {2}), ANSWER);
    Undone.transaction(handle -> {
      EventTable.insert(
          handle,
          List.of(
              new EventTable.Fresh("x-1", "moved", kept),
              new EventTable.Fresh("x-2", "died", other)),
          NOW);
      assertThat(EventTable.find(handle, List.of("x-1", "x-2", "x-3")))
          .isEqualTo(Map.of("x-1", kept, "x-2", other));
    });
  }

  @Test
  void batch_begunAndAdvanced_isAsFarAsItWasWritten() {
    BatchId id = new BatchId("x-feed", "k".repeat(200));
    BatchProgress advanced = new BatchProgress(12, 3, NOW.plusMillis(1));
    Undone.transaction(handle -> {
      assertThat(EventBatchTable.find(handle, id)).isEmpty();
      assertThat(EventBatchTable.begin(handle, id, NOW)).isEqualTo(new BatchProgress(0, 0, NOW));
      EventBatchTable.advance(handle, id, advanced);
      assertThat(EventBatchTable.begin(handle, id, NOW)).isEqualTo(advanced);
      assertThat(EventBatchTable.lock(handle, id)).isEqualTo(advanced);
      assertThat(EventBatchTable.find(handle, new BatchId("another", id.key()))).isEmpty();
    });
  }

  static Stream<PlannedChange> planned() {
    return Stream.of(
        new PlannedChange(Kind.EVENT, "x-1", "x-resident", NOW, Optional.of(ANSWER)),
        new PlannedChange(Kind.WAITING, "x-1", "x-resident", NOW, Optional.of(ANSWER)),
        new PlannedChange(Kind.CARD_END, "x-card", "x-resident", NOW, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("planned")
  void planned_put_isDueWhenItsTimeHasComeUntilItIsRemoved(PlannedChange change) {
    List<String> ids = List.of(change.id());
    Undone.transaction(handle -> {
      PlannedTable.put(handle, List.of(change));
      assertThat(PlannedTable.due(handle, NOW, 10_000)).contains(change);
      assertThat(PlannedTable.due(handle, NOW.minusMillis(1), 10_000)).doesNotContain(change);
      assertThat(PlannedTable.lock(handle, change.kind(), ids)).containsExactly(change);
      assertThat(PlannedTable.waiting(handle, "x-resident"))
          .isEqualTo(change.kind() == Kind.WAITING ? List.of(change) : List.of());
      PlannedTable.postpone(handle, change, NOW.plusSeconds(1));
      assertThat(PlannedTable.lock(handle, change.kind(), ids))
          .extracting(PlannedChange::dueAt)
          .containsExactly(NOW.plusSeconds(1));
      PlannedTable.remove(handle, change.kind(), ids);
      assertThat(PlannedTable.lock(handle, change.kind(), ids)).isEmpty();
    });
  }

  @Test
  void planned_putAgain_hasTheNewTime() {
    PlannedChange first =
        new PlannedChange(Kind.CARD_END, "x-card", "x-resident", NOW, Optional.empty());
    PlannedChange second =
        new PlannedChange(
            Kind.CARD_END, "x-card", "x-resident", NOW.plusSeconds(9), Optional.empty());
    Undone.transaction(handle -> {
      PlannedTable.put(handle, List.of(first));
      PlannedTable.put(handle, List.of(second));
      assertThat(PlannedTable.lock(handle, Kind.CARD_END, List.of("x-card")))
          .containsExactly(second);
    });
  }

  @Test
  void answer_kept_isFoundForTheSameCallerAndKeyUntilItIsForgotten() {
    RequestId request = new RequestId("x-clerk", "key", Fingerprint.of(new byte[] {1}));
    RequestId otherCaller = new RequestId("x-other", "key", request.content());
    RequestId otherContent = new RequestId("x-clerk", "key", Fingerprint.of(new byte[] {2}));
    Undone.transaction(handle -> {
      IdempotencyTable.insert(handle, request, ANSWER, Instant.ofEpochMilli(0));
      EarlierAnswer answer = new EarlierAnswer(request.content(), ANSWER);
      assertThat(IdempotencyTable.find(handle, List.of(request, otherCaller, otherContent)))
          .isEqualTo(Map.of(request, answer, otherContent, answer));
      assertThat(IdempotencyTable.forget(handle, Instant.ofEpochMilli(1))).isPositive();
      assertThat(IdempotencyTable.find(handle, request)).isEmpty();
    });
  }
}
