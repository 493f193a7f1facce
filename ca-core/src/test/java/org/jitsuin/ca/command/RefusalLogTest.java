package org.jitsuin.ca.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class RefusalLogTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CaFixture ca = CaFixture.started();
  private final RefusalLog log = log(ca.transactions());

  /** Its entries are found by it: others write into the same log. */
  private final String request = "request-" + UUID.randomUUID();

  @AfterEach
  void close() {
    ca.close();
  }

  private RefusalLog log(Transactions transactions) {
    return new RefusalLog(transactions, ca.clock(), ca.auditLog());
  }

  private void refuse(Optional<String> card) {
    log.record(ca.clerk().actor(), new OfficeAct.Refused(request, "CARD_UNKNOWN", card));
  }

  private long entries(String kind) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%" + request + "%");
  }

  private long entriesWithCount(long count) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = 'refused-again' AND body LIKE ?",
        "%\"count\":" + count + ",%" + request + "%");
  }

  @Test
  void record_sameRefusalAgain_isCountedAndToldWhenTheMinuteHasEnded() {
    for (int i = 0; i < 1_000; i++) {
      refuse(Optional.empty());
    }
    log.round();
    assertThat(entries("refused")).isOne();
    assertThat(entries("refused-again")).isZero();
    ca.clock().advance(MINUTE);
    log.round();
    log.round();
    assertThat(entries("refused")).isOne();
    assertThat(entriesWithCount(999)).isOne();
    assertThat(entries("refused-again")).isOne();
  }

  @Test
  void record_sameRefusalAMinuteLater_hasAnEntryAndTheCountOfBefore() {
    refuse(Optional.empty());
    refuse(Optional.empty());
    ca.clock().advance(MINUTE);
    refuse(Optional.empty());
    assertThat(entries("refused")).isEqualTo(2);
    log.close();
    assertThat(entriesWithCount(1)).isOne();
  }

  @Test
  void record_otherCards_haveEntriesOfTheirOwnUpToSixty() {
    for (int i = 0; i < 100; i++) {
      refuse(Optional.of(UUID.randomUUID().toString()));
    }
    log.close();
    assertThat(entries("refused")).isEqualTo(60);
    assertThat(entriesWithCount(40)).isOne();
  }

  @Test
  void record_otherCodeOrCaller_isNoRepetition() {
    refuse(Optional.empty());
    log.record(
        ca.clerk().actor(), new OfficeAct.Refused(request, "CARD_EXPIRED", Optional.empty()));
    log.record(
        ca.staff("register").actor(),
        new OfficeAct.Refused(request, "CARD_UNKNOWN", Optional.empty()));
    log.close();
    assertThat(entries("refused")).isEqualTo(3);
    assertThat(entries("refused-again")).isZero();
  }

  @Test
  void round_whileTheDatabaseIsAway_keepsWhatWasCounted() {
    AtomicBoolean away = new AtomicBoolean();
    DataSource real = ca.stack().dataSource("ca");
    ConnectionFactory connections =
        () -> {
          if (away.get()) {
            throw new SQLException("away");
          }
          return real.getConnection();
        };
    RefusalLog other = log(new Transactions(Database.open(connections), ca.clock()));
    OfficeAct.Refused act = new OfficeAct.Refused(request, "CARD_UNKNOWN", Optional.empty());
    other.record(ca.clerk().actor(), act);
    other.record(ca.clerk().actor(), act);
    away.set(true);
    ca.clock().advance(MINUTE);
    assertThatExceptionOfType(Fault.class).isThrownBy(other::round);
    away.set(false);
    other.round();
    assertThat(entriesWithCount(1)).isOne();
  }
}
