package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditTable.Row;
import org.jitsuin.store.EntryTable;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class AuditTableTest {
  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final String card = UUID.randomUUID().toString();

  private AuditEntry append(AuditAct act) {
    AuditEntry entry =
        AuditEntry.of(
            Clocks.system().instant(),
            new Actor.Component("test", "test"),
            act,
            new SecureRandom());
    return transactions.run(handle -> {
      EntryTable.append(handle, List.of(entry));
      return entry;
    });
  }

  private List<Row> page(long after, int limit) {
    return transactions.run(handle -> AuditTable.page(handle, after, Optional.of(card), limit));
  }

  @Test
  void page_ofACard_isInOrderAndCutAtTheLimit() {
    List<AuditEntry> entries =
        List.of(
            append(new OfficeAct.HolderRead(card)),
            append(new OfficeAct.HolderRead(card)),
            append(new OfficeAct.Refused("read", "OTHER_MUNICIPALITY", Optional.of(card))));
    append(new OfficeAct.HolderRead(UUID.randomUUID().toString()));
    List<Row> first = page(0, 2);
    List<Row> second = page(first.getLast().number(), 2);
    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(first.getFirst().body().bytes()).isEqualTo(entries.getFirst().encoded());
    assertThat(second.getFirst().body().bytes()).isEqualTo(entries.getLast().encoded());
    assertThat(page(second.getLast().number(), 2)).isEmpty();
  }

  @Test
  void newest_ofACard_endsWithTheLastOneAndGoesOnBeforeTheFirst() {
    List<AuditEntry> entries =
        Stream.generate(() -> append(new OfficeAct.HolderRead(card))).limit(3).toList();
    append(new OfficeAct.HolderRead(UUID.randomUUID().toString()));
    List<Row> last = transactions.run(handle -> AuditTable.newest(handle, card, Long.MAX_VALUE, 2));
    assertThat(last)
        .extracting(row -> row.body().bytes())
        .containsExactly(entries.get(1).encoded(), entries.get(2).encoded());
    List<Row> before =
        transactions.run(handle -> AuditTable.newest(handle, card, last.getFirst().number(), 2));
    assertThat(before)
        .extracting(row -> row.body().bytes())
        .containsExactly(entries.getFirst().encoded());
  }

  /** A refused request names what it likes; its entry is kept all the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789012345678901234567890123456",
        "番号",
        "a b",
        "\u0000",
        "'; DROP TABLE audit.entry; --"
      })
  void append_refusalForAStrangeCard_isKeptWithItsName(String strange) {
    AuditEntry entry =
        append(new OfficeAct.Refused("readCard", "CARD_UNKNOWN", Optional.of(strange)));
    byte[] body =
        stack
            .jdbi("admin")
            .withHandle(handle ->
                handle
                    .select("SELECT body FROM audit.entry WHERE id = ?", entry.id().toString())
                    .mapTo(byte[].class)
                    .one());
    assertThat(body).isEqualTo(entry.encoded());
    assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"code\":\"CARD_UNKNOWN\"");
    assertThat(transactions.run(handle -> CardTable.find(handle, strange)).isEmpty()).isTrue();
    assertThat(
            transactions.run(handle -> AuditTable.page(handle, 0, Optional.of(strange), 10)).size())
        .isZero();
  }
}
