package org.jitsuin.ca.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.testing.TestStack;

/**
 * What the services' users may do to each table: as the database says, and as it turns out when it
 * is tried.
 */
final class GrantedRights {
  /** MariaDB: access to the schema denied; command or column denied on the table. */
  static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227);

  private static final String SERVICES =
      " WHERE grantee IN ("
          + List.of(DatabaseUser.values()).stream()
              .map(user -> "\"'" + user.databaseName() + "'@'%'\"")
              .collect(Collectors.joining(", "))
          + ")";

  private final TestStack stack = TestStack.shared();
  private final Jdbi admin = stack.jdbi("admin");

  /** A right of a user to a column, or, where that is {@code *}, to all of a table. */
  private record Right(String user, String table, String column, String verb) {}

  /** Columns by table, but those that the database computes. */
  NavigableMap<String, List<String>> tables() {
    NavigableMap<String, List<String>> tables = new TreeMap<>();
    admin.useHandle(handle ->
        handle
            .createQuery(
                """
                SELECT CONCAT(table_schema, '.', table_name) AS t, column_name AS c
                FROM information_schema.columns JOIN information_schema.tables
                  USING (table_schema, table_name)
                WHERE table_schema IN ('ca', 'status', 'audit') AND table_type = 'BASE TABLE'
                  AND is_generated = 'NEVER'
                ORDER BY ordinal_position
                """)
            .map((row, _) -> Map.entry(row.getString("t"), row.getString("c")))
            .forEach(one ->
                tables.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue())));
    return tables;
  }

  /** Rights to more than a table, which no service needs, besides to log in. */
  List<String> beyondTables() {
    return admin.withHandle(handle ->
        handle
            .createQuery(
                "SELECT CONCAT(grantee, ' ', privilege_type, ' on ', table_schema, '.*')"
                    + " FROM information_schema.schema_privileges"
                    + SERVICES
                    + " UNION ALL SELECT CONCAT(grantee, ' ', privilege_type, ' on *.*')"
                    + " FROM information_schema.user_privileges"
                    + SERVICES
                    + " AND privilege_type <> 'USAGE'")
            .mapTo(String.class)
            .list());
  }

  /** Lines such as {@code audit.entry | ca | INSERT, SELECT}; a table of nobody has one, too. */
  List<String> lines() {
    NavigableMap<String, NavigableMap<String, NavigableMap<String, NavigableSet<String>>>> all =
        new TreeMap<>();
    tables().keySet().forEach(table -> all.put(table, new TreeMap<>()));
    for (Right right : rights()) {
      all.get(right.table())
          .computeIfAbsent(right.user(), _ -> new TreeMap<>())
          .computeIfAbsent(right.verb(), _ -> new TreeSet<>())
          .add(right.column());
    }
    List<String> lines = new ArrayList<>();
    all.forEach((table, users) -> {
      users.forEach((user, verbs) -> lines.add(table + " | " + user + " | " + text(verbs)));
      if (users.isEmpty()) {
        lines.add(table + " | nobody |");
      }
    });
    return lines;
  }

  private static String text(NavigableMap<String, NavigableSet<String>> verbs) {
    return verbs.entrySet().stream()
        .map(verb ->
            verb.getValue().contains("*")
                ? verb.getKey()
                : verb.getKey() + " (" + String.join(", ", verb.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  private List<Right> rights() {
    return admin.withHandle(handle ->
        handle
            .createQuery(
                "SELECT grantee, table_schema, table_name, '*' AS c, privilege_type"
                    + " FROM information_schema.table_privileges"
                    + SERVICES
                    + " UNION ALL SELECT grantee, table_schema, table_name, column_name,"
                    + " privilege_type FROM information_schema.column_privileges"
                    + SERVICES)
            .map((row, _) ->
                new Right(
                    row.getString(1).replaceAll("'jitsuin_|'@'%'", ""),
                    row.getString(2) + "." + row.getString(3),
                    row.getString(4),
                    row.getString(5)))
            .list());
  }

  /** The same lines, as they are found by trying each statement upon each column. */
  List<String> tried() throws SQLException {
    List<String> lines = new ArrayList<>();
    NavigableMap<String, List<String>> tables = tables();
    for (DatabaseUser user : DatabaseUser.values()) {
      try (Connection connection = stack.dataSource(user.id()).getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
          NavigableMap<String, NavigableSet<String>> verbs =
              tried(statement, table.getKey(), table.getValue());
          if (!verbs.isEmpty()) {
            lines.add(table.getKey() + " | " + user.id() + " | " + text(verbs));
          }
        }
        connection.rollback();
      }
    }
    return lines.stream().sorted().toList();
  }

  private static NavigableMap<String, NavigableSet<String>> tried(
      Statement statement, String table, List<String> columns) throws SQLException {
    NavigableMap<String, NavigableSet<String>> verbs = new TreeMap<>();
    Map<String, String> tries =
        Map.of(
            "SELECT", "SELECT `%2$s` FROM %1$s LIMIT 0",
            "INSERT", "INSERT INTO %1$s (`%2$s`) SELECT NULL FROM DUAL WHERE FALSE",
            "UPDATE", "UPDATE %1$s SET `%2$s` = NULL WHERE FALSE");
    for (Map.Entry<String, String> verb : tries.entrySet()) {
      NavigableSet<String> allowed = new TreeSet<>();
      for (String column : columns) {
        if (isAllowed(statement, verb.getValue().formatted(table, column))) {
          allowed.add(column);
        }
      }
      if (allowed.size() == columns.size()) {
        allowed.add("*");
      }
      if (!allowed.isEmpty()) {
        verbs.put(verb.getKey(), allowed);
      }
    }
    if (isAllowed(statement, "DELETE FROM " + table + " WHERE FALSE")) {
      verbs.put("DELETE", new TreeSet<>(Set.of("*")));
    }
    return verbs;
  }

  /** What is allowed may still fail, such as for a value that a row would need. */
  private static boolean isAllowed(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return !DENIED.contains(e.getErrorCode());
    }
  }
}
