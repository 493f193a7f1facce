package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code ca.brake_pace}: how fast one person suspends cards. */
public final class PaceTable {
  private PaceTable() {}

  /**
   * Returns when the whole burst of a person is there again, and locks that until the transaction
   * ends; long ago for who never suspended a card.
   */
  public static Instant lock(Handle handle, String person) {
    return select(handle, person)
        .orElseGet(() -> {
          handle.execute(
              "INSERT IGNORE INTO ca.brake_pace (person, full_at) VALUES (?, 0)", person);
          return select(handle, person).orElseThrow();
        });
  }

  private static Optional<Instant> select(Handle handle, String person) {
    return handle
        .createQuery("SELECT full_at FROM ca.brake_pace WHERE person = :person FOR UPDATE")
        .bind("person", person)
        .mapTo(Instant.class)
        .findOne();
  }

  /** Writes when the whole burst is there again. The row was locked before. */
  public static void update(Handle handle, String person, Instant fullAt) {
    handle
        .createUpdate("UPDATE ca.brake_pace SET full_at = :fullAt WHERE person = :person")
        .bind("fullAt", fullAt)
        .bind("person", person)
        .execute();
  }

  /**
   * Notes that the alarm is given.
   *
   * @param quiet it is given only if it was not since then
   * @return whether it is to be given
   */
  public static boolean tell(Handle handle, String person, Instant quiet, Instant now) {
    return handle
            .createUpdate(
                """
                UPDATE ca.brake_pace SET told_at = :now
                WHERE person = :person AND (told_at IS NULL OR told_at < :quiet)
                """)
            .bind("now", now)
            .bind("quiet", quiet)
            .bind("person", person)
            .execute()
        == 1;
  }

  /** Returns of how many persons the alarm was given since then. */
  public static int told(Handle handle, Instant since) {
    return handle
        .createQuery("SELECT COUNT(*) FROM ca.brake_pace WHERE told_at >= :since")
        .bind("since", since)
        .mapTo(int.class)
        .one();
  }
}
