package org.jitsuin.ocsp.testing;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose cable can be pulled, where killing the database would disturb other tests.
 */
public final class FlakyDataSource implements DataSource {
  private final DataSource source;
  private volatile boolean unplugged;
  private final AtomicInteger exhaustions = new AtomicInteger();
  private volatile CountDownLatch silence = new CountDownLatch(0);

  public FlakyDataSource(DataSource source) {
    this.source = source;
  }

  public void unplug() {
    unplugged = true;
  }

  public void plugIn() {
    unplugged = false;
  }

  /** The next connections find no memory left, as many as that. */
  public void exhaust(int times) {
    exhaustions.set(times);
  }

  /** From now on nothing is heard of the database, not even that it is away. */
  public void silence() {
    silence = new CountDownLatch(1);
  }

  /** Ends {@link #silence}; whoever waited is told that it is away. */
  public void speakAgain() {
    silence.countDown();
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (exhaustions.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new OutOfMemoryError("for a test");
    }
    CountDownLatch silent = silence;
    if (silent.getCount() > 0) {
      await(silent);
      throw new SQLNonTransientConnectionException("timed out");
    }
    if (unplugged) {
      throw new SQLNonTransientConnectionException("unplugged");
    }
    return source.getConnection();
  }

  private static void await(CountDownLatch silent) throws SQLException {
    try {
      silent.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLNonTransientConnectionException("interrupted", e);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
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
