package org.jitsuin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.NoSuchMapperException;
import org.jitsuin.base.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {
  private static final String PERSONAL = "山田　花子";

  private static JdbiException thrown(SQLException cause) {
    return new ConnectionException(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "40001, 1213, DATABASE_CONFLICT", // deadlock
    "HY000, 1205, DATABASE_CONFLICT", // lock wait timeout
    "HY000, 1020, DATABASE_CONFLICT", // changed since it was read
    "08000, -1, DATABASE_UNAVAILABLE",
    "08S01, 1053, DATABASE_UNAVAILABLE", // shutting down
    "08004, 1040, DATABASE_UNAVAILABLE", // too many connections
    "28000, 1045, DATABASE_UNAVAILABLE", // another password meanwhile
    "70100, 1317, DATABASE_UNAVAILABLE", // interrupted
    "70100, 1969, DATABASE_UNAVAILABLE", // took too long
    "HY000, 1021, DATABASE_UNAVAILABLE", // disk full
    "HY000, 1290, DATABASE_UNAVAILABLE", // read-only
    ", 0, DATABASE_UNAVAILABLE", // no connection in the pool
    "22007, 1292, DATABASE_REFUSED", // no such date
    "22001, 1406, DATABASE_REFUSED", // too long
    "22003, 1264, DATABASE_REFUSED", // too large
    "23000, 1062, DATABASE_REFUSED", // duplicate key, four times
    "23000, 1452, DATABASE_REFUSED", // foreign key
    "01000, 1265, DATABASE_REFUSED", // truncated
    "HY000, 1366, DATABASE_REFUSED", // wrong characters
    "42S02, 1146, DATABASE_BROKEN", // no such table
    "42000, 1064, DATABASE_BROKEN", // syntax
    "HY000, 1267, DATABASE_BROKEN" // mix of collations
  })
  void fault_ofEachKind_isToldApartWithoutTheMessage(String state, int error, String code) {
    JdbiException thrown = thrown(new SQLException("near '" + PERSONAL + "'", state, error));
    Fault fault = DatabaseFailure.fault(thrown);
    assertThat(fault.code().name()).isEqualTo(code);
    assertThat(fault).hasNoCause().hasMessageContaining("error " + error);
    assertThat(fault.getMessage()).doesNotContain(PERSONAL);
    assertThat(fault.getStackTrace()).isEqualTo(thrown.getStackTrace());
  }

  @Test
  void fault_withoutAState_goesByTheKindOfException() {
    assertThat(DatabaseFailure.of(thrown(new SQLTimeoutException("x", "HY000", 0))))
        .isEqualTo(DatabaseFailure.UNAVAILABLE);
    assertThat(DatabaseFailure.of(thrown(new SQLTransientConnectionException("x", "HY000", 0))))
        .isEqualTo(DatabaseFailure.UNAVAILABLE);
    assertThat(DatabaseFailure.of(new NoSuchMapperException("x")))
        .isEqualTo(DatabaseFailure.BROKEN);
  }
}
