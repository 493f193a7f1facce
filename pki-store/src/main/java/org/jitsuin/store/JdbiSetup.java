package org.jitsuin.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Jdbi as the services use it. */
public final class JdbiSetup {
  private JdbiSetup() {}

  /**
   * Jdbi whose exceptions do not repeat what was bound to a statement, since that may be personal
   * data, and which inserts many rows as one statement.
   */
  public static Jdbi over(DataSource source) {
    return over((ConnectionFactory) source::getConnection);
  }

  /** As {@link #over(DataSource)}, over connections that are made otherwise. */
  public static Jdbi over(ConnectionFactory connections) {
    return Jdbi.create(connections)
        .configure(
            StatementExceptions.class,
            exceptions -> exceptions.setMessageRendering(MessageRendering.NONE))
        .setStatementBuilderFactory(connection -> new InBulk());
  }

  /**
   * Inserts many rows as one statement. Connector/J does so only for a statement that cannot be
   * asked for generated keys, and takes the form with a cursor's type, which Jdbi otherwise uses,
   * for one that can.
   */
  private static final class InBulk extends DefaultStatementBuilder {
    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
        throws SQLException {
      return context.isReturningGeneratedKeys() || context.isConcurrentUpdatable()
          ? super.create(connection, sql, context)
          : connection.prepareStatement(sql);
    }
  }
}
