package org.jitsuin.ca.store;

import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Opens the authority's own database. */
public final class Database {
  private Database() {}

  /** Opens it over that data source, as {@link #open(ConnectionFactory)} does. */
  public static Jdbi open(DataSource source) {
    return open((ConnectionFactory) source::getConnection);
  }

  /**
   * Opens it with the program's types as those of columns. A public record is read from the columns
   * that have the names of its components. Exceptions do not repeat what was bound to a statement:
   * that may be personal data.
   */
  public static Jdbi open(ConnectionFactory connections) {
    return Jdbi.create(connections)
        .registerCodecFactory(ColumnTypes.codecs())
        .registerRowMapper(Database::records)
        .configure(
            StatementExceptions.class,
            exceptions -> exceptions.setMessageRendering(MessageRendering.NONE))
        .setStatementBuilderFactory(connection -> new InBulk());
  }

  private static Optional<RowMapper<?>> records(Type type, ConfigRegistry config) {
    return type instanceof Class<?> one && one.isRecord()
        ? Optional.of(ConstructorMapper.of(one))
        : Optional.empty();
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
