package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;

/**
 * The table {@code audit.submission}: entries of the audit log that the CRL publisher handed in.
 * They wait there until the authority moves them to the log, in the order of their times; those
 * that are refused stay, for whoever looks into it.
 */
public final class SubmissionTable {
  /** The greatest number of refused ones that is counted. */
  private static final int MOST_COUNTED = 1_000;

  private SubmissionTable() {}

  /**
   * An entry that waits.
   *
   * @param number names it in the table
   * @param at the time that it is said to be of
   */
  public record Row(long number, Instant at, Bytes body) {}

  /** Why an entry is not taken into the log. */
  public enum Refusal {
    /** The publisher may tell of CRLs that it published, and of nothing else. */
    NO_ENTRY_ABOUT_A_CRL("no-entry-about-a-crl"),
    /** The log has another entry of that name. */
    NAME_OF_ANOTHER_ENTRY("name-of-another-entry");

    private final String id;

    Refusal(String id) {
      this.id = id;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * Locks the next that wait; who takes them in at the same time comes behind.
   *
   * @param until none that is said to be of a later time: it waits for that
   * @param limit how many at the most
   */
  static List<Row> lockNext(Handle handle, Instant until, int limit) {
    return handle
        .createQuery(
            """
            SELECT submission_no AS number, recorded_at AS at, body FROM audit.submission
            WHERE refusal IS NULL AND recorded_at <= :until
            ORDER BY recorded_at, submission_no LIMIT :limit FOR UPDATE
            """)
        .bind("until", until)
        .bind("limit", limit)
        .mapTo(Row.class)
        .list();
  }

  /**
   * Those that wait, page by page.
   *
   * @param after the number that the page begins behind; 0 for the first page
   */
  public static List<Row> page(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT submission_no AS number, recorded_at AS at, body FROM audit.submission
            WHERE refusal IS NULL AND submission_no > :after ORDER BY submission_no LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(Row.class)
        .list();
  }

  static void remove(Handle handle, Collection<Long> numbers) {
    if (!numbers.isEmpty()) {
      handle
          .createUpdate("DELETE FROM audit.submission WHERE submission_no IN (<numbers>)")
          .bindList("numbers", List.copyOf(numbers))
          .execute();
    }
  }

  static void refuse(Handle handle, long number, Refusal why) {
    handle.execute(
        "UPDATE audit.submission SET refusal = ? WHERE submission_no = ?", why.toString(), number);
  }

  /** Returns how many were ever refused and are still there, up to a thousand. */
  public static long refused(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 FROM audit.submission WHERE refusal IS NOT NULL LIMIT :most) refused
            """)
        .bind("most", MOST_COUNTED)
        .mapTo(long.class)
        .one();
  }
}
