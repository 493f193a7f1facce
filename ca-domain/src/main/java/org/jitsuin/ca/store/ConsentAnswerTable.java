package org.jitsuin.ca.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The tables {@code ca.consent_answer}, when relying parties were told data by consents, and {@code
 * ca.consent_count}, how often they used consents on a day.
 */
public final class ConsentAnswerTable {
  private ConsentAnswerTable() {}

  /** Notes that somebody is told now. */
  public static void insert(Handle handle, String consent, Instant now) {
    handle
        .createUpdate(
            "INSERT INTO ca.consent_answer (consent_id, answered_at) VALUES (:consent, :now)")
        .bind("consent", consent)
        .bind("now", now)
        .execute();
  }

  /** How often and when somebody was told; the newest first. */
  public record Answers(long count, List<Instant> newest) {
    public Answers {
      newest = List.copyOf(newest);
    }
  }

  /**
   * Returns when somebody was told by a consent.
   *
   * @param limit how many of the newest
   */
  public static Answers of(Handle handle, String consent, int limit) {
    long count =
        handle
            .createQuery("SELECT COUNT(*) FROM ca.consent_answer WHERE consent_id = :consent")
            .bind("consent", consent)
            .mapTo(long.class)
            .one();
    List<Instant> newest =
        handle
            .createQuery(
                """
                SELECT answered_at FROM ca.consent_answer WHERE consent_id = :consent
                ORDER BY answer_no DESC LIMIT :limit
                """)
            .bind("consent", consent)
            .bind("limit", limit)
            .mapTo(Instant.class)
            .list();
    return new Answers(count, newest);
  }

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
