package org.jitsuin.testing;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * A pool of connections that is replaced as a whole when the database was restarted, whoever holds
 * a connection of the old one.
 */
final class RenewablePool extends ForwardingDataSource {
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
  protected DataSource source() {
    return current;
  }
}
