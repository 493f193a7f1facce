package org.jitsuin.ca.store;

import java.lang.reflect.Type;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jitsuin.store.JdbiSetup;

/** Opens the authority's own database. */
public final class Database {
  private Database() {}

  /** Opens it over that data source, as {@link #open(ConnectionFactory)} does. */
  public static Jdbi open(DataSource source) {
    return open((ConnectionFactory) source::getConnection);
  }

  /**
   * Opens it with the program's types as those of columns. A public record is read from the columns
   * that have the names of its components.
   */
  public static Jdbi open(ConnectionFactory connections) {
    return JdbiSetup.over(connections)
        .registerCodecFactory(ColumnTypes.codecs())
        .registerRowMapper(Database::records);
  }

  private static Optional<RowMapper<?>> records(Type type, ConfigRegistry config) {
    return type instanceof Class<?> one && one.isRecord()
        ? Optional.of(ConstructorMapper.of(one))
        : Optional.empty();
  }
}
