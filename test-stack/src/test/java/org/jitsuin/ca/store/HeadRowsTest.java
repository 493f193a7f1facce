package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.store.Head;
import org.jitsuin.testing.StatementTrace;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class HeadRowsTest {
  private static final Actor ACTOR = new Actor.Component("test", "test");
  private static final Instant END = Instant.parse("2030-02-17T14:59:59Z");

  private final TestStack stack = TestStack.shared();
  private final Jdbi admin = stack.jdbi("admin");
  private final StatementTrace trace = new StatementTrace(stack.dataSource("ca"));
  private final Transactions transactions = new Transactions(Database.open(trace), Clocks.system());
  private final AuditLog auditLog = new AuditLog(Clocks.system(), new SecureRandom());
  private final SerialSource serials = new SerialSource(new SecureRandom());
  private final String card = UUID.randomUUID().toString();
  private final RequestId request =
      new RequestId(
          "caller",
          UUID.randomUUID().toString(),
          Fingerprint.of("request".getBytes(StandardCharsets.UTF_8)));

  private Change change() {
    return new Change(1, serials.next(Clocks.system().instant()), 1, END, Optional.empty());
  }

  private List<Change> changes(int count) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(change());
    }
    return changes;
  }

  private void record(Handle handle) {
    auditLog.append(handle, ACTOR, new OfficeAct.HolderRead(card));
  }

  private Outcome<Answered<Integer>> act(List<Change> changes, int entries) {
    return transactions.once(
        request,
        handle -> {
          for (int i = 0; i < entries; i++) {
            record(handle);
          }
          Bytes answer = Bytes.of("{\"done\":1}".getBytes(StandardCharsets.UTF_8));
          return Outcome.done(new Effect<>(1, changes).answered(answer));
        });
  }

  private long last(Head head) {
    return admin.withHandle(head::last);
  }

  /** The numbers under which the feed tells of them. */
  private List<Long> numbers(List<Change> changes) {
    return admin.withHandle(handle ->
        changes.stream()
            .map(change ->
                handle
                    .select(
                        "SELECT seq FROM status.feed WHERE serial = ?", change.serial().octets())
                    .mapTo(long.class)
                    .one())
            .toList());
  }

  private List<Long> entries() {
    return admin.withHandle(handle ->
        handle
            .select("SELECT entry_no FROM audit.entry WHERE card = ? ORDER BY 1", card)
            .mapTo(long.class)
            .list());
  }

  /** What others wait for, over however long a line, is this and no more. */
  @Test
  void once_actWithAllOfIt_holdsTheHeadsForFourRoundTrips() {
    List<Change> changes = changes(2);
    act(changes, 1);
    assertThat(trace.behind("status.audit_head"))
        .hasSize(4)
        .satisfiesExactly(
            sql -> assertThat(sql).startsWith("INSERT INTO audit.entry"),
            sql -> assertThat(sql).startsWith("INSERT INTO ca.idempotency"),
            sql -> assertThat(sql).startsWith("INSERT INTO status.feed"),
            sql -> assertThat(sql).isEqualTo("COMMIT"));
    assertThat(trace.sent()).filteredOn(sql -> sql.contains("feed_head AS feed")).hasSize(1);
  }

  @Test
  void run_entryThenOtherWork_takesTheHeadBehindAllOfIt() {
    transactions.use(handle -> {
      record(handle);
      StatusFeed.append(handle, List.of(change()), Clocks.system().instant());
      handle.select("SELECT 'other work'").mapTo(String.class).one();
    });
    assertThat(trace.behind("other work"))
        .hasSize(4)
        .first()
        .asString()
        .contains("status.audit_head");
  }

  @Test
  void once_entriesAndChanges_areNumberedOneBehindTheOther() {
    long log = last(Head.LOG);
    long feed = last(Head.FEED);
    List<Change> changes = changes(3);
    act(changes, 2);
    assertThat(entries()).containsExactly(log + 1, log + 2);
    assertThat(numbers(changes)).containsExactly(feed + 1, feed + 2, feed + 3);
    assertThat(last(Head.LOG)).isEqualTo(log + 2);
    assertThat(last(Head.FEED)).isEqualTo(feed + 3);
    assertThat(kept()).contains("\"receipt\":{\"entry\":" + (log + 1) + ",\"entries\":2,");
  }

  private String kept() {
    return transactions.run(handle ->
        new String(
            IdempotencyTable.find(handle, request).orElseThrow().body().bytes(),
            StandardCharsets.UTF_8));
  }

  @Test
  void run_changesAtSeveralPlaces_areNumberedInTheirOrder() {
    long feed = last(Head.FEED);
    Change first = change();
    Change second = change();
    transactions.use(handle -> {
      StatusFeed.append(handle, List.of(first), Clocks.system().instant());
      HeadRows.of(handle).number(handle);
      record(handle);
      StatusFeed.append(handle, List.of(second), Clocks.system().instant());
    });
    assertThat(numbers(List.of(first, second))).containsExactly(feed + 1, feed + 2);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void run_withinAnother_addsOnceAtTheEndOfTheOuter() {
    long log = last(Head.LOG);
    transactions.use(_ -> {
      transactions.use(this::record);
      transactions.use(this::record);
      assertThat(trace.sent()).noneMatch(sql -> sql.contains("audit_head"));
    });
    assertThat(entries()).containsExactly(log + 1, log + 2);
  }

  @Test
  void once_refused_addsNothing() {
    long log = last(Head.LOG);
    Outcome<Answered<Integer>> outcome =
        transactions.once(
            request,
            handle -> {
              record(handle);
              StatusFeed.append(handle, List.of(change()), Clocks.system().instant());
              return Outcome.refused(RefusalCode.CARD_UNKNOWN);
            });
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(last(Head.LOG)).isEqualTo(log);
    assertThat(trace.sent()).noneMatch(sql -> sql.contains("_head"));
  }

  @Test
  void attempt_inTheWay_addsNothing() {
    long log = last(Head.LOG);
    Optional<Integer> done =
        transactions.attempt(handle -> {
          record(handle);
          return Optional.empty();
        });
    assertThat(done).isEmpty();
    assertThat(last(Head.LOG)).isEqualTo(log);
  }

  @Test
  void run_takenBackByTheWork_addsNothing() {
    long log = last(Head.LOG);
    transactions.use(handle -> {
      record(handle);
      handle.rollback();
    });
    assertThat(last(Head.LOG)).isEqualTo(log);
  }

  /** Ceremonies and recoveries open transactions of their own. */
  @Test
  void append_inATransactionOfItsOwn_isAddedAtOnce() {
    Change told = change();
    admin.useTransaction(handle -> {
      long log = Head.LOG.last(handle);
      record(handle);
      StatusFeed.append(handle, List.of(told), Clocks.system().instant());
      assertThat(Head.LOG.last(handle)).isEqualTo(log + 1);
    });
    assertThat(entries()).hasSize(1);
    assertThat(numbers(List.of(told))).hasSize(1);
  }

  @Test
  void once_logClosed_needsRecoveryAndNeitherHeadMoves() {
    long feed = last(Head.FEED);
    admin.useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = FALSE"));
    try {
      assertThatThrownBy(() -> act(changes(1), 1))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RECOVERY_NEEDED));
    } finally {
      admin.useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = TRUE"));
    }
    assertThat(last(Head.FEED)).isEqualTo(feed);
  }
}
