package org.jitsuin.testing;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * A pool of connections that is replaced as a whole when the database was restarted, whoever holds
 * a connection of the old one.
 */
final class RenewablePool implements DataSource {
  /** The driver gives one pool to all that are set alike, so each has a name of its own. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String url;
  private volatile MariaDbPoolDataSource current;

  RenewablePool(String url) {
    this.url = url;
    this.current = open();
  }

  private MariaDbPoolDataSource open() {
    try {
      return new MariaDbPoolDataSource(url + "&poolName=pool-" + NUMBERS.incrementAndGet());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Renews the pool: requests from now on use a new one. */
  void renew() {
    MariaDbPoolDataSource old = current;
    current = open();
    // It waits for connections that are in use; nobody has to wait with it.
    Thread.ofPlatform().daemon().name("end-of-pool").start(old::close);
  }

  void close() {
    current.close();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return current.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return current.getConnection(user, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return current.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    current.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    current.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return current.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return current.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return current.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return current.isWrapperFor(type);
  }
}
