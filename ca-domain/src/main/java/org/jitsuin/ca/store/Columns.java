package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.ca.model.Mark;

/** Reads what a record is not simply made of: columns that belong together and may be NULL. */
final class Columns {
  private Columns() {}

  /** The value of a column, empty for NULL. */
  static <T> Optional<T> optional(RowView row, String column, Class<T> type) {
    return Optional.ofNullable(row.getColumn(column, type));
  }

  /** Who did something, and when: from the columns {@code WHAT_by} and {@code WHAT_at}. */
  static Optional<Mark> mark(RowView row, String what) {
    return optional(row, what + "_at", Instant.class)
        .map(at -> new Mark(row.getColumn(what + "_by", String.class), at));
  }
}
