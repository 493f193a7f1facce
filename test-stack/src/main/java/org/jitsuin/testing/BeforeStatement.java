package org.jitsuin.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Connections over which something else happens first, once, before a statement is sent. */
public final class BeforeStatement implements ConnectionFactory {
  private final DataSource real;
  private final String text;
  private final Runnable other;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param text of the statement, a part of it
   */
  public BeforeStatement(DataSource real, String text, Runnable other) {
    this.real = real;
    this.text = text;
    this.other = other;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Connection connection = real.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            BeforeStatement.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (arguments != null
                  && arguments[0] instanceof String sql
                  && sql.contains(text)
                  && !over.getAndSet(true)) {
                other.run();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
