package org.jitsuin.ca.store;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** The table {@code ca.lineage_count}: how often relying parties asked for lineages on a day. */
public final class LineageCountTable {
  private LineageCountTable() {}

  /**
   * Counts one more, and keeps the row locked until the transaction ends.
   *
   * @return how many there are with it
   */
  public static int count(Handle handle, String person, LocalDate day) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.lineage_count (person, asked_on, asked) VALUES (:person, :day, 1)
            ON DUPLICATE KEY UPDATE asked = asked + 1
            """)
        .bind("person", person)
        .bind("day", day)
        .execute();
    return handle
        .createQuery(
            "SELECT asked FROM ca.lineage_count WHERE person = :person AND asked_on = :day")
        .bind("person", person)
        .bind("day", day)
        .mapTo(int.class)
        .one();
  }

  /**
   * Forgets the counts of days before that one.
   *
   * @return how many
   */
  public static int forget(Handle handle, LocalDate before) {
    return handle
        .createUpdate("DELETE FROM ca.lineage_count WHERE asked_on < :before LIMIT 10000")
        .bind("before", before)
        .execute();
  }
}
