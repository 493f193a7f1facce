package org.jitsuin.ca.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.codec.Codec;
import org.jdbi.v3.core.mapper.ColumnMapper;

/**
 * Binds and reads a type of the program as a type of the database; NULL is null.
 *
 * @param <T> the program's type
 * @param <C> the type that JDBC has for it
 */
record ColumnCodec<T, C>(Column<C> column, Function<T, C> write, Function<C, T> read)
    implements Codec<T> {

  static final Column<byte[]> OCTETS =
      new Column<>(Types.VARBINARY, PreparedStatement::setBytes, ResultSet::getBytes);

  static final Column<String> TEXT =
      new Column<>(Types.VARCHAR, PreparedStatement::setString, ResultSet::getString);

  static final Column<Long> LONG =
      new Column<>(
          Types.BIGINT,
          PreparedStatement::setLong,
          (row, position) -> row.getObject(position, Long.class));

  static final Column<Integer> INTEGER =
      new Column<>(
          Types.INTEGER,
          PreparedStatement::setInt,
          (row, position) -> row.getObject(position, Integer.class));

  static final Column<LocalDate> DATE =
      new Column<>(
          Types.DATE,
          PreparedStatement::setObject,
          (row, position) -> row.getObject(position, LocalDate.class));

  /** A type of the database. */
  record Column<C>(int type, Setter<C> setter, Getter<C> getter) {
    private interface Setter<C> {
      void set(PreparedStatement statement, int position, C value) throws SQLException;
    }

    private interface Getter<C> {
      C get(ResultSet row, int position) throws SQLException;
    }
  }

  /** The constants of an enum, each under its id. */
  static <E extends Enum<E>> Codec<E> named(Class<E> type, Function<E, String> id) {
    Map<String, E> byId = byId(type, id);
    return new ColumnCodec<>(TEXT, id, text -> known(byId, text));
  }

  /** A set of an enum's constants, as their ids in order with commas between. */
  static <E extends Enum<E>> Codec<Set<E>> set(Class<E> type, Function<E, String> id) {
    Map<String, E> byId = byId(type, id);
    return new ColumnCodec<>(
        TEXT,
        values -> values.stream().map(id).sorted().collect(Collectors.joining(",")),
        text ->
            Arrays.stream(text.split(",", -1))
                .filter(one -> !one.isEmpty())
                .map(one -> known(byId, one))
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static <E extends Enum<E>> Map<String, E> byId(Class<E> type, Function<E, String> id) {
    return Arrays.stream(type.getEnumConstants())
        .collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }

  private static <E> E known(Map<String, E> byId, String id) {
    return Optional.ofNullable(byId.get(id))
        .orElseThrow(
            () -> new IllegalStateException("the database holds what is not known: " + id));
  }

  @Override
  public ColumnMapper<T> getColumnMapper() {
    return (row, position, _) -> {
      C value = column.getter().get(row, position);
      return value == null ? null : read.apply(value);
    };
  }

  @Override
  public Function<T, Argument> getArgumentFunction() {
    return value ->
        (position, statement, _) -> {
          if (value == null) {
            statement.setNull(position, column.type());
          } else {
            column.setter().set(statement, position, write.apply(value));
          }
        };
  }
}
