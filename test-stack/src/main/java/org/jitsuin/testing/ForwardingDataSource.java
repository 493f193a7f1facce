package org.jitsuin.testing;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that leaves everything to another one, but what is written over. */
public abstract class ForwardingDataSource implements DataSource {
  /** The other one, which may change from time to time. */
  protected abstract DataSource source();

  @Override
  public Connection getConnection() throws SQLException {
    return source().getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return source().getConnection(user, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source().getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source().setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source().setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source().getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source().getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source().isWrapperFor(type);
  }
}
