package org.jitsuin.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The connections of a server that dies: after so many steps the one in use is torn off, and there
 * are no more. A step is the preparation of a statement, and the moment before and behind a commit.
 */
public final class BreakingDataSource {
  private static final Set<String> STEPS = Set.of("prepareStatement", "createStatement", "commit");

  private final DataSource real;
  private final AtomicInteger left;

  private BreakingDataSource(DataSource real, int steps) {
    this.real = real;
    this.left = new AtomicInteger(steps);
  }

  /** Connections that last so many steps. */
  public static ConnectionFactory after(int steps, DataSource real) {
    return new BreakingDataSource(real, steps)::connection;
  }

  private Connection connection() throws SQLException {
    if (left.get() <= 0) {
      throw new SQLException("the server is dead");
    }
    Connection connection = real.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            BreakingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              boolean step = STEPS.contains(method.getName());
              if (step) {
                step(connection);
              }
              try {
                Object result = method.invoke(connection, arguments);
                if (method.getName().equals("commit")) {
                  step(connection);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void step(Connection connection) throws SQLException {
    if (left.getAndDecrement() <= 0) {
      connection.abort(Runnable::run);
      throw new SQLException("the server is dead");
    }
  }
}
