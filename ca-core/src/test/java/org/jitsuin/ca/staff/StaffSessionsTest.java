package org.jitsuin.ca.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class StaffSessionsTest {
  private static final Duration PAUSE = Duration.ofMinutes(30);

  private final CaFixture ca = CaFixture.started();
  private final StaffMember clerk = ca.clerk();

  /** Its entries are found by it: others write into the same log. */
  private final String node = "node-" + UUID.randomUUID();

  @AfterEach
  void close() {
    ca.close();
  }

  private StaffSessions staffSessions(Transactions transactions) {
    Actor.Component server = new Actor.Component("ca-core", node);
    return new StaffSessions(transactions, PAUSE, server, ca.clock(), ca.auditLog());
  }

  private long entries(String kind) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?", kind, "%" + node + "%");
  }

  @Test
  void recognise_oneRequestAfterTheOther_isRecordedOncePerPause() throws Exception {
    StaffSessions staffSessions = staffSessions(ca.transactions());
    AtOnce.run(8, () -> staffSessions.recognise(clerk.certificate(), _ -> true));
    ca.clock().advance(PAUSE);
    assertThat(staffSessions.recognise(clerk.certificate(), _ -> true)).contains(clerk);
    assertThat(entries("staff-recognised")).isOne();
    ca.clock().advance(PAUSE.plusMillis(1));
    staffSessions.recognise(clerk.certificate(), _ -> true);
    assertThat(entries("staff-recognised")).isEqualTo(2);
  }

  @Test
  void recognise_unknownOrUnfitCertificate_isTurnedAwayAndRecorded() {
    StaffSessions staffSessions = staffSessions(ca.transactions());
    Serial stranger = Serial.parse(UUID.randomUUID().toString().replace("-", ""));
    assertThat(staffSessions.recognise(stranger, _ -> true)).isEmpty();
    assertThat(staffSessions.recognise(stranger, _ -> true)).isEmpty();
    assertThat(staffSessions.recognise(clerk.certificate(), _ -> false)).isEmpty();
    assertThat(entries("staff-turned-away")).isEqualTo(2);
    assertThat(entries("staff-recognised")).isZero();
    assertThat(staffSessions.recognise(clerk.certificate(), _ -> true)).contains(clerk);
    assertThat(entries("staff-recognised")).isOne();
  }

  /** The log is held by somebody: only who has just come waits for it. */
  @Test
  void recognise_whileAnotherIsRecorded_doesNotWait() throws Exception {
    StaffSessions staffSessions = staffSessions(ca.transactions());
    StaffMember other = ca.staff("register");
    staffSessions.recognise(other.certificate(), _ -> true);
    try (Connection holder = ca.stack().dataSource("ca").getConnection()) {
      holder.setAutoCommit(false);
      try (var lock = holder.createStatement()) {
        lock.execute("SELECT last FROM status.audit_head WHERE one = 1 FOR UPDATE");
      }
      CompletableFuture<?> waiting =
          CompletableFuture.supplyAsync(
              () -> staffSessions.recognise(clerk.certificate(), _ -> true));
      assertThat(staffSessions.recognise(other.certificate(), _ -> true)).contains(other);
      assertThat(waiting).isNotDone();
      holder.rollback();
      waiting.get();
    }
    assertThat(entries("staff-recognised")).isEqualTo(2);
  }

  @Test
  void recognise_entryNotKept_failsAndIsTriedAgain() {
    // One step reads the register, the next would write the entry.
    ConnectionFactory breaking = BreakingDataSource.after(1, ca.stack().dataSource("ca"));
    StaffSessions dying = staffSessions(new Transactions(Database.open(breaking), ca.clock()));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> dying.recognise(clerk.certificate(), _ -> true));
    assertThat(entries("staff-recognised")).isZero();
  }
}
