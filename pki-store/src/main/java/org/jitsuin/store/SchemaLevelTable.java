package org.jitsuin.store;

import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.SchemaLevel;

/** The table {@code status.schema_level}: how far the schema has come. Migrations write it. */
public final class SchemaLevelTable {
  private SchemaLevelTable() {}

  public static SchemaLevel read(Handle handle) {
    return handle
        .createQuery("SELECT version, contracted FROM status.schema_level WHERE one = 1")
        .map((row, _) -> new SchemaLevel(row.getInt("version"), row.getInt("contracted")))
        .one();
  }
}
