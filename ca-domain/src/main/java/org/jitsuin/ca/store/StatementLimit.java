package org.jitsuin.ca.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How long the database may take for a statement of what this thread does. Where nobody waits at a
 * counter, it is what the data source allows.
 */
public final class StatementLimit {
  /** As {@code socketTimeout} in {@code configure.cli}. */
  private static final Duration USUAL = Duration.ofMinutes(1);

  private static final ScopedValue<Duration> LIMIT = ScopedValue.newInstance();

  private StatementLimit() {}

  /** Does something under a limit. */
  public static void during(Duration limit, Runnable work) {
    ScopedValue.where(LIMIT, limit).run(work);
  }

  /** The same data source, which obeys the limits. */
  public static DataSource obeyedBy(DataSource source) {
    return new Obeying(source);
  }

  /** A pool hands out connections that others had before: each time the limit is set anew. */
  private static final class Obeying extends ForwardingDataSource {
    private final DataSource source;

    private Obeying(DataSource source) {
      this.source = source;
    }

    @Override
    protected DataSource source() {
      return source;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return limited(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return limited(super.getConnection(user, password));
    }

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
}
