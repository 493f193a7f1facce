package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * {@code audit.roll_over} and {@code audit.link_certificate}: from one key generation to the next.
 */
public final class RollOverTable {
  private RollOverTable() {}

  /**
   * A roll-over from one key generation to the next.
   *
   * @param number of the new key generation in the database
   * @param predecessor the number of the one that issues meanwhile
   * @param script JSON of the new one's ceremony script
   */
  public record Row(int number, Issuer issuer, int predecessor, String script, Instant begunAt) {}

  /** The one that is in progress; there is never another one. */
  public static Optional<Row> open(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, authority, generation, predecessor, script, begun_at
            FROM audit.roll_over WHERE in_progress = 1
            """)
        .map((row, _) ->
            new Row(
                row.getInt("issuer_no"),
                new Issuer(
                    Authority.byId(row.getString("authority")).orElseThrow(),
                    row.getInt("generation")),
                row.getInt("predecessor"),
                row.getString("script"),
                Instant.ofEpochMilli(row.getLong("begun_at"))))
        .findOne();
  }

  /** Fails with a duplicate key where another one is in progress. */
  public static void begin(Handle handle, Row row) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.roll_over
              (issuer_no, authority, generation, predecessor, script, begun_at, in_progress)
            VALUES (:number, :authority, :generation, :predecessor, :script, :at, 1)
            """)
        .bind("number", row.number())
        .bind("authority", row.issuer().authority().id())
        .bind("generation", row.issuer().generation())
        .bind("predecessor", row.predecessor())
        .bind("script", row.script())
        .bind("at", row.begunAt().toEpochMilli())
        .execute();
  }

  /**
   * Lets the new key generation issue from now on, and ends the roll-over.
   *
   * @return false if that was done before
   */
  public static boolean complete(Handle handle, int number, Instant now) {
    boolean open =
        handle
                .createUpdate(
                    """
                    UPDATE audit.roll_over SET completed_at = :now, in_progress = NULL
                    WHERE issuer_no = :number AND in_progress = 1
                    """)
                .bind("number", number)
                .bind("now", now.toEpochMilli())
                .execute()
            == 1;
    if (open) {
      handle.execute(
          "UPDATE status.issuer SET issues_from = ? WHERE issuer_no = ?",
          now.toEpochMilli(),
          number);
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

  /**
   * A link certificate, by which one key generation certifies the key of another.
   *
   * @param issuerNumber whose key signed
   * @param subjectNumber whose key is certified
   */
  public record Link(int issuerNumber, int subjectNumber, X509Certificate certificate) {}

  public static void insert(Handle handle, Link link) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.link_certificate (issuer_no, subject_no, certificate)
            VALUES (:issuer, :subject, :certificate)
            """)
        .bind("issuer", link.issuerNumber())
        .bind("subject", link.subjectNumber())
        .bind("certificate", SignedCertificate.der(link.certificate()))
        .execute();
  }

  /** Returns the link certificates between a key generation and others; two for each roll-over. */
  public static List<Link> links(Handle handle, int number) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, subject_no, certificate FROM audit.link_certificate
            WHERE issuer_no = :number OR subject_no = :number ORDER BY issuer_no, subject_no
            """)
        .bind("number", number)
        .map((row, _) ->
            new Link(
                row.getInt("issuer_no"),
                row.getInt("subject_no"),
                SignedCertificate.parse(row.getBytes("certificate"))))
        .list();
  }
}
