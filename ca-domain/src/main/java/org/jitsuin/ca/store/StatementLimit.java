package org.jitsuin.ca.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The time limit for statements of the current thread. Where nobody waits at a counter, it is what
 * the data source allows.
 */
public final class StatementLimit {
  /** The usual limit, as {@code socketTimeout} in {@code configure.cli}. */
  private static final Duration USUAL = Duration.ofMinutes(1);

  private static final ScopedValue<Duration> LIMIT = ScopedValue.newInstance();

  private StatementLimit() {}

  /** Does something under a limit. */
  public static void during(Duration limit, Runnable work) {
    ScopedValue.where(LIMIT, limit).run(work);
  }

  /** Connections of that data source, which obey the limits. */
  public static ConnectionFactory obeyedBy(DataSource source) {
    return () -> limited(source.getConnection());
  }

  /** A pool hands out connections that others had before: each time the limit is set anew. */
  private static Connection limited(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) LIMIT.orElse(USUAL).toMillis());
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
