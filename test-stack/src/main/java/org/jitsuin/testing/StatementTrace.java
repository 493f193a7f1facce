package org.jitsuin.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Connections that tell what is sent to the database, each time that its answer is waited for. */
public final class StatementTrace implements ConnectionFactory {
  private final DataSource real;
  private final List<String> sent = new CopyOnWriteArrayList<>();

  public StatementTrace(DataSource real) {
    this.real = real;
  }

  /** The statements that were sent, in their order, and {@code COMMIT}. */
  public List<String> sent() {
    return List.copyOf(sent);
  }

  /** Those that were sent behind the first one that names the text. */
  public List<String> behind(String text) {
    List<String> all = sent();
    int first = all.indexOf(all.stream().filter(sql -> sql.contains(text)).findFirst().orElse(""));
    return all.subList(first + 1, all.size());
  }

  @Override
  public Connection openConnection() throws SQLException {
    Connection connection = real.getConnection();
    return proxy(
        Connection.class,
        connection,
        (method, arguments, result) -> {
          if (method.getName().equals("commit")) {
            sent.add("COMMIT");
          }
          return result instanceof PreparedStatement statement
              ? traced(statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement traced(PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        statement,
        (method, _, result) -> {
          if (method.getName().startsWith("execute")) {
            sent.add(sql.strip().replaceAll("\\s+", " "));
          }
          return result;
        });
  }

  private interface Seen {
    Object after(Method method, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, T real, Seen seen) {
    return type.cast(
        Proxy.newProxyInstance(
            StatementTrace.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return seen.after(method, arguments, method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
