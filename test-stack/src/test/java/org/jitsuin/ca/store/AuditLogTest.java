package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class AuditLogTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05.678Z");
  private static final Actor ACTOR = new Actor.Component("test", "test");

  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), () -> NOW);
  private final AuditLog auditLog = new AuditLog(() -> NOW, new SecureRandom());
  private final String card = UUID.randomUUID().toString();

  private List<String> bodies() {
    return transactions.run(handle -> AuditTable.page(handle, 0, Optional.of(card), 100)).stream()
        .map(row -> new String(row.body().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void append_severalActs_inTheirOrderWithNamesOfTheirOwn() {
    Instant earlier = NOW.minusSeconds(1);
    transactions.run(handle -> {
      auditLog.append(
          handle,
          earlier,
          ACTOR,
          List.of(
              new OfficeAct.HolderRead(card),
              new OfficeAct.Refused("read", "OTHER_MUNICIPALITY", Optional.of(card))));
      auditLog.append(handle, ACTOR, new OfficeAct.HolderRead(card));
      return handle;
    });

    List<String> bodies = bodies();
    assertThat(bodies).hasSize(3).doesNotHaveDuplicates();
    assertThat(bodies.get(0)).contains("\"holder-read\"", "\"2025-10-27T03:04:04.678Z\"");
    assertThat(bodies.get(1)).contains("\"OTHER_MUNICIPALITY\"", "\"2025-10-27T03:04:04.678Z\"");
    assertThat(bodies.get(2)).contains("\"holder-read\"", "\"2025-10-27T03:04:05.678Z\"");
  }

  @Test
  void append_transactionThatFails_leavesNeitherEntryNorDisclosure() {
    Map<String, String> data = Map.of("reason", "r-" + card);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            transactions.run(handle -> {
              auditLog.commit(handle, data);
              auditLog.append(handle, ACTOR, new OfficeAct.HolderRead(card));
              throw new IllegalStateException("after it");
            }));
    assertThat(bodies()).isEmpty();
    assertThat(disclosed(data)).isEmpty();
  }

  @Test
  void append_actAlone_isInATransactionOfItsOwn() {
    auditLog.append(transactions, NOW, ACTOR, new OfficeAct.HolderRead(card));
    assertThat(bodies()).hasSize(1);
  }

  @Test
  void commit_sameDataTwice_isKeptTwiceUnderHashesThatDiffer() {
    Map<String, String> data = Map.of("reason", "r-" + card);
    String first = transactions.run(handle -> auditLog.commit(handle, data));
    String second = transactions.run(handle -> auditLog.commit(handle, data));
    assertThat(first).matches("[0-9a-f]{64}").isNotEqualTo(second);
    assertThat(disclosed(data))
        .extracting(Commitment::hash)
        .containsExactlyInAnyOrder(first, second);
  }

  private List<Commitment> disclosed(Map<String, String> data) {
    return stack
        .jdbi("admin")
        .withHandle(handle ->
            handle
                .select(
                    "SELECT salt, data FROM audit.disclosure WHERE data = ?",
                    Commitment.canonical(data).bytes())
                .map((row, _) -> Commitment.of(row.getBytes("salt"), row.getBytes("data")))
                .list());
  }
}
