package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * {@code audit.roll_over} and {@code audit.link_certificate}: from one key generation to the next.
 */
public final class RollOverTable {
  private RollOverTable() {}

  /** The one that is in progress; there is never another one. */
  public static Optional<OpenRollOver> open(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT issuer_no AS number, authority, generation, predecessor, script, begun_at
            FROM audit.roll_over WHERE in_progress = 1
            """)
        .mapTo(OpenRollOver.class)
        .findOne();
  }

  /** Fails with a duplicate key where another one is in progress. */
  public static void begin(Handle handle, OpenRollOver row) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.roll_over
              (issuer_no, authority, generation, predecessor, script, begun_at, in_progress)
            VALUES
              (:number, :authority, :generation, :predecessor, :script, :begunAt, 1)
            """)
        .bindMethods(row)
        .bindMethods(row.issuer())
        .execute();
  }

  /**
   * Lets the new key generation issue, and ends the roll-over.
   *
   * @param issuesFrom when it begins to issue; not before now
   * @return false if that was done before
   */
  public static boolean complete(Handle handle, int number, Instant now, Instant issuesFrom) {
    boolean open =
        handle
                .createUpdate(
                    """
                    UPDATE audit.roll_over SET completed_at = :now, in_progress = NULL
                    WHERE issuer_no = :number AND in_progress = 1
                    """)
                .bind("number", number)
                .bind("now", now)
                .execute()
            == 1;
    if (open) {
      handle.execute(
          "UPDATE status.issuer SET issues_from = ? WHERE issuer_no = ?", issuesFrom, number);
    }
    return open;
  }

  /** Returns how many partitions of a key generation have no CRL yet. */
  public static long partitionsWithoutCrl(Handle handle, int number) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM status.crl_partition p
            WHERE p.issuer_no = :number AND NOT EXISTS (
              SELECT 1 FROM status.crl c
              WHERE c.partition_no = p.partition_no AND c.state = 'published')
            """)
        .bind("number", number)
        .mapTo(long.class)
        .one();
  }

  public static void insert(Handle handle, LinkCertificate link) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.link_certificate (issuer_no, subject_no, certificate)
            VALUES (:issuerNumber, :subjectNumber, :certificate)
            """)
        .bindMethods(link)
        .execute();
  }

  /** Returns the link certificates between a key generation and others; two for each roll-over. */
  public static List<LinkCertificate> links(Handle handle, int number) {
    return handle
        .createQuery(
            """
            SELECT issuer_no AS issuer_number, subject_no AS subject_number, certificate
            FROM audit.link_certificate
            WHERE issuer_no = :number OR subject_no = :number ORDER BY issuer_no, subject_no
            """)
        .bind("number", number)
        .mapTo(LinkCertificate.class)
        .list();
  }
}
