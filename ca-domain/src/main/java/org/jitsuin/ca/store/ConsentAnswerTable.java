package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code ca.consent_answer}: when relying parties were told data by consents. */
public final class ConsentAnswerTable {
  private static final int AT_ONCE = 10_000;

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
   * Erases all answers by consents, of which there is at least one. There may be millions, of a
   * party that asked time and again for years: no statement takes them all.
   */
  static void erase(Handle handle, Collection<String> consents) {
    int erased;
    do {
      erased = erase(handle, consents, AT_ONCE);
    } while (erased == AT_ONCE);
  }

  /**
   * Erases answers by consents, of which there is at least one.
   *
   * @param limit how many at the most
   * @return how many
   */
  static int erase(Handle handle, Collection<String> consents, int limit) {
    return handle
        .createUpdate("DELETE FROM ca.consent_answer WHERE consent_id IN (<ids>) LIMIT :limit")
        .bindList("ids", List.copyOf(consents))
        .bind("limit", limit)
        .execute();
  }
}
