package org.jitsuin.ocsp.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jitsuin.testing.ForwardingDataSource;

/**
 * A data source whose cable can be pulled, where killing the database would disturb other tests.
 */
public final class FlakyDataSource extends ForwardingDataSource {
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
    return super.getConnection();
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
  protected DataSource source() {
    return source;
  }
}
