package org.jitsuin.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Connections some of whose commits do not end as they should. */
public final class LossyCommits {
  private static final int DEADLOCK = 1213;

  private final DataSource real;
  private final Loss loss;
  private final AtomicInteger good;
  private final AtomicInteger left;

  /** The way in which a commit ends. */
  public enum Loss {
    /** The connection is lost before the database heard of it. */
    BEFORE,
    /** The database committed, and the connection is lost before it could say so. */
    AFTER,
    /** The database committed, and a deadlock is reported. */
    CALLED_A_DEADLOCK,
    /** The database did not commit, and a deadlock is reported. */
    DEADLOCK
  }

  private LossyCommits(DataSource real, Loss loss, int good, int times) {
    this.real = real;
    this.loss = loss;
    this.good = new AtomicInteger(good);
    this.left = new AtomicInteger(times);
  }

  /** Connections that lose so many commits in that way. */
  public static ConnectionFactory losing(Loss loss, int times, DataSource real) {
    return new LossyCommits(real, loss, 0, times)::connection;
  }

  /** Connections that lose one commit in that way, behind so many that end as they should. */
  public static ConnectionFactory losingOneBehind(int good, Loss loss, DataSource real) {
    return new LossyCommits(real, loss, good, 1)::connection;
  }

  private Connection connection() throws SQLException {
    Connection connection = real.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            LossyCommits.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")
                  && good.getAndDecrement() <= 0
                  && left.getAndDecrement() > 0) {
                lose(connection);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void lose(Connection connection) throws SQLException {
    switch (loss) {
      case BEFORE -> connection.rollback();
      case AFTER, CALLED_A_DEADLOCK -> connection.commit();
      case DEADLOCK -> {
        connection.rollback();
        throw new SQLTransactionRollbackException("deadlock", "40001", DEADLOCK);
      }
    }
    if (loss == Loss.CALLED_A_DEADLOCK) {
      throw new SQLTransactionRollbackException("deadlock", "40001", DEADLOCK);
    }
    throw new SQLNonTransientConnectionException("lost", "08000", -1);
  }
}
