package org.jitsuin.ca.store;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** The table {@code ca.consent_count}: how often relying parties used consents on a day. */
public final class ConsentCountTable {
  private ConsentCountTable() {}

  /**
   * Counts one more use of a day, and keeps the row locked until the transaction ends.
   *
   * @return how many there are with it
   */
  public static int count(Handle handle, String party, LocalDate day) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.consent_count (party, used_on, used) VALUES (:party, :day, 1)
            ON DUPLICATE KEY UPDATE used = used + 1
            """)
        .bind("party", party)
        .bind("day", day)
        .execute();
    return handle
        .createQuery("SELECT used FROM ca.consent_count WHERE party = :party AND used_on = :day")
        .bind("party", party)
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
        .createUpdate("DELETE FROM ca.consent_count WHERE used_on < :before LIMIT 10000")
        .bind("before", before)
        .execute();
  }
}
