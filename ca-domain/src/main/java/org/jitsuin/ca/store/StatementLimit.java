package org.jitsuin.ca.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

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

  /** The same data source, which obeys the limits. */
  public static DataSource obeyedBy(DataSource source) {
    return new Obeying(source);
  }

  /** A pool hands out connections that others had before: each time the limit is set anew. */
  private record Obeying(DataSource source) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return limited(source.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return limited(source.getConnection(user, password));
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

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return source.isWrapperFor(type);
    }
  }
}
