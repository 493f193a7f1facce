package org.jitsuin.testing;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The schema as the next release may have expanded it while this one runs: each table has a further
 * column, each column of a few values a further one, and there is a further table. Programs of this
 * release must not notice. The columns are seen by who names them alone, since tests put rows in by
 * the places of their columns; what the release itself does it does by their names.
 */
public final class NextRelease {
  /** The value that this release does not know. */
  public static final String UNKNOWN = "next-release";

  private static final String SCHEMAS = "table_schema IN ('ca', 'status', 'audit')";

  private NextRelease() {}

  /** Expands the schema. */
  static void expand(Jdbi admin) {
    admin.useHandle(handle -> {
      for (String table : tables(handle)) {
        handle.execute("ALTER TABLE " + table + " ADD COLUMN next_release INT INVISIBLE");
      }
      for (String change : values(handle)) {
        handle.execute(change);
      }
      handle.execute("CREATE TABLE ca.next_release (one INT PRIMARY KEY)");
      handle.execute("UPDATE status.schema_level SET version = 9001");
    });
  }

  private static List<String> tables(Handle handle) {
    return handle
        .select(
            "SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.tables WHERE "
                + SCHEMAS
                + " AND table_type = 'BASE TABLE' AND table_name <> 'schema_history'")
        .mapTo(String.class)
        .list();
  }

  private static List<String> values(Handle handle) {
    return handle
        .select(
            """
            SELECT CONCAT('ALTER TABLE ', table_schema, '.', table_name, ' MODIFY COLUMN ',
              column_name, ' ', REPLACE(column_type, ')', ',''next-release'')'),
              ' CHARACTER SET ', character_set_name, ' COLLATE ', collation_name,
              IF(is_nullable = 'YES', ' NULL', ' NOT NULL'),
              IF(column_default IS NULL OR column_default = 'NULL', '',
                CONCAT(' DEFAULT ', column_default)))
            FROM information_schema.columns WHERE data_type = 'enum' AND
            """
                + SCHEMAS)
        .mapTo(String.class)
        .list();
  }
}
