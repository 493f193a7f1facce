package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jitsuin.base.Fault;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class StatementLimitTest {
  private final Transactions transactions =
      new Transactions(
          Database.open(StatementLimit.obeyedBy(TestStack.shared().dataSource("ca"))),
          Clocks.system());

  /** The statement would take an hour. */
  @Test
  void during_statementThatTakesLonger_isGivenUp() {
    AtomicReference<Fault> fault = new AtomicReference<>();
    StatementLimit.during(
        Duration.ofMillis(200),
        () ->
            fault.set(
                assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() ->
                        transactions.run(
                            handle -> handle.select("SELECT SLEEP(3600)").mapTo(int.class).one()))
                    .actual()));
    assertThat(fault.get()).hasMessageContaining("the database cannot be used");
  }

  @Test
  void connection_usedBehindALimit_hasTheUsualOneAgain() throws SQLException {
    var source = StatementLimit.obeyedBy(TestStack.shared().dataSource("ca"));
    StatementLimit.during(Duration.ofMillis(200), () -> transactions.run(handle -> handle));
    try (Connection connection = source.openConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
    }
  }
}
