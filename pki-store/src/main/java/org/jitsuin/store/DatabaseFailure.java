package org.jitsuin.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * The kinds of failure that the database reports, by the class of the SQL state (ISO/IEC 9075 part
 * 2, clause 24) and, where MariaDB gives no state of its own, by the error number.
 */
public enum DatabaseFailure {
  /** Another transaction was in the way: as a rule not a second time. */
  CONFLICT(FaultCode.DATABASE_CONFLICT, "each attempt conflicted with other transactions"),
  /** The database is not there or does not answer in time: the same may be done later. */
  UNAVAILABLE(FaultCode.DATABASE_UNAVAILABLE, "the database cannot be used"),
  /** A value cannot be stored, however often it is sent. */
  REFUSED(FaultCode.DATABASE_REFUSED, "the database refused the data"),
  /** The statement is wrong, or the schema is: nobody's fault but ours. */
  BROKEN(FaultCode.DATABASE_BROKEN, "the database refused the statement");

  /** Record changed since it was read, lock wait timeout, deadlock, table definition changed. */
  private static final Set<Integer> IN_THE_WAY = Set.of(1020, 1205, 1213, 1412);

  private static final int DUPLICATE_KEY = 1062;

  /**
   * Disk full, error of the storage engine, table full, error during COMMIT, too many connections
   * of a user, limit of a resource, not while read-only, read-only mode.
   */
  private static final Set<Integer> OUT_OF_ORDER =
      Set.of(1021, 1030, 1114, 1180, 1203, 1226, 1290, 1836);

  /** Connection, login, intervention of an operator, killed or timed out (of MariaDB). */
  private static final Set<String> NOBODY_THERE = Set.of("08", "28", "57", "70");

  private static final Set<String> NOT_TO_BE_STORED = Set.of("22", "23");

  /** Data truncated, wrong value for a column, for a function, or altogether; constraint failed. */
  private static final Set<Integer> NO_SUCH_VALUE = Set.of(1265, 1366, 1411, 1525, 4025);

  private final FaultCode code;
  private final String problem;

  DatabaseFailure(FaultCode code, String problem) {
    this.code = code;
    this.problem = problem;
  }

  /** Returns which kind something that was thrown is of. */
  public static DatabaseFailure of(JdbiException thrown) {
    // Without one it is about a statement that never came to the database.
    return sqlException(thrown).map(DatabaseFailure::of).orElse(BROKEN);
  }

  private static DatabaseFailure of(SQLException thrown) {
    String state = Optional.ofNullable(thrown.getSQLState()).orElse("");
    String stateClass = state.substring(0, Math.min(2, state.length()));
    if (stateClass.equals("40") || IN_THE_WAY.contains(thrown.getErrorCode())) {
      return CONFLICT;
    }
    if (NOT_TO_BE_STORED.contains(stateClass) || NO_SUCH_VALUE.contains(thrown.getErrorCode())) {
      return REFUSED;
    }
    // A pool that has no connection to give reports no state at all.
    return stateClass.isEmpty()
            || NOBODY_THERE.contains(stateClass)
            || OUT_OF_ORDER.contains(thrown.getErrorCode())
            || isOfConnection(thrown)
        ? UNAVAILABLE
        : BROKEN;
  }

  private static boolean isOfConnection(SQLException thrown) {
    return thrown instanceof SQLTransientConnectionException
        || thrown instanceof SQLNonTransientConnectionException
        || thrown instanceof SQLRecoverableException
        || thrown instanceof SQLTimeoutException;
  }

  /**
   * Returns whether the same may be done at once if it is tried again: a row with the same key may
   * have come from somebody else, and is found then.
   */
  public static boolean isWorthAnotherTry(JdbiException thrown) {
    return of(thrown) == CONFLICT
        || sqlException(thrown).filter(e -> e.getErrorCode() == DUPLICATE_KEY).isPresent();
  }

  /**
   * Returns the fault that callers are told: its kind, the database's number and state, and where
   * it came from. Neither its message nor the exception itself: they may repeat data, such as the
   * value of a duplicate key.
   */
  public static Fault fault(JdbiException thrown) {
    DatabaseFailure failure = of(thrown);
    String detail =
        sqlException(thrown)
            .map(e ->
                String.format(
                    Locale.ROOT, "error %d, SQL state %s", e.getErrorCode(), e.getSQLState()))
            .orElseGet(() -> thrown.getClass().getSimpleName());
    Fault fault = new Fault(failure.code, failure.problem + ": " + detail);
    fault.setStackTrace(thrown.getStackTrace());
    return fault;
  }

  private static Optional<SQLException> sqlException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
