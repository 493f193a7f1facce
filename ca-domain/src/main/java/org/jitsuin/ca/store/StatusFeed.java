package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;

/**
 * The way out: {@code status.certificate}, {@code status.revocation} and the feed, in the
 * transaction of the act itself.
 *
 * <p>Rows of the feed are numbered in the order of commits and without gaps ({@link HeadRows}).
 */
public final class StatusFeed {
  /** The complete CRL of a key generation has no row: its number counts down from here. */
  private static final int COMPLETE_CRLS = Integer.MAX_VALUE;

  private StatusFeed() {}

  /**
   * The status of a certificate from now on.
   *
   * @param revocation empty where it is good
   */
  public record Change(
      int issuerNumber,
      Serial serial,
      int partitionNumber,
      Instant notAfter,
      Optional<Revocation> revocation) {

    /** Returns the status of a certificate as it stands. */
    public static Change of(CardCertificate certificate) {
      return new Change(
          certificate.issuerNumber(),
          certificate.serial(),
          certificate.crl().number(),
          certificate.notAfter(),
          certificate.revocation());
    }

    /**
     * Returns the status of a certificate that a key generation signed for no card: its own, that
     * of an OCSP signer, a link certificate. It names no CRL of a municipality, so that the
     * complete one alone lists it where it is revoked.
     */
    public static Change ofAuthority(
        int issuerNumber, Serial serial, Instant notAfter, Optional<Revocation> revocation) {
      return new Change(issuerNumber, serial, COMPLETE_CRLS - issuerNumber, notAfter, revocation);
    }
  }

  /** Makes serial numbers known as issued; each is then told good or revoked, never unknown. */
  public static void issued(Handle handle, List<Change> changes) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.certificate (issuer_no, serial, partition_no, not_after)
            VALUES (:issuer, :serial, :partition, :notAfter)
            """);
    changes.forEach(change -> bind(batch, change).add());
    batch.execute();
  }

  /** Puts certificates on their CRLs. */
  public static void revoked(Handle handle, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.revocation
              (partition_no, serial, issuer_no, reason, revoked_at, invalid_since, not_after)
            VALUES (:partition, :serial, :issuer, :reason, :revokedAt, :invalidSince, :notAfter)
            ON DUPLICATE KEY UPDATE reason = VALUES(reason), revoked_at = VALUES(revoked_at),
              invalid_since = VALUES(invalid_since)
            """);
    for (Change change : changes) {
      Revocation revocation = change.revocation().orElseThrow();
      bind(batch, change)
          .bind("reason", revocation.reason())
          .bind("revokedAt", revocation.at())
          .bind("invalidSince", revocation.invalidSince())
          .add();
    }
    batch.execute();
  }

  /** Takes certificates that were on hold off their CRLs. */
  public static void restored(Handle handle, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            DELETE FROM status.revocation WHERE partition_no = :partition AND serial = :serial
            """);
    for (Change change : changes) {
      batch.bind("partition", change.partitionNumber()).bind("serial", change.serial()).add();
    }
    batch.execute();
  }

  /** Tells everybody, at the very end of the transaction. */
  public static void append(Handle handle, List<Change> changes, Instant now) {
    if (!changes.isEmpty()) {
      HeadRows.of(handle).tell(handle, changes.stream().map(one -> new Told(one, now)).toList());
    }
  }

  /**
   * A row of the feed.
   *
   * @param at when it is told
   */
  record Told(Change change, Instant at) {}

  /** Writes rows whose numbers are the last ones of the head, which this transaction has locked. */
  static void insert(Handle handle, List<Told> rows) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.feed
              (seq, issuer_no, serial, partition_no, not_after, reason, revoked_at,
               invalid_since, recorded_at)
            VALUES
              ((SELECT last FROM status.feed_head WHERE one = 1) - :behind, :issuer, :serial,
               :partition, :notAfter, :reason, :revokedAt, :invalidSince, :now)
            """);
    int behind = rows.size();
    for (Told row : rows) {
      behind--;
      Optional<Revocation> revocation = row.change().revocation();
      bind(batch, row.change())
          .bind("behind", behind)
          .bind("reason", revocation.map(Revocation::reason))
          .bind("revokedAt", revocation.map(Revocation::at))
          .bind("invalidSince", revocation.flatMap(Revocation::invalidSince))
          .bind("now", row.at())
          .add();
    }
    batch.execute();
  }

  private static PreparedBatch bind(PreparedBatch batch, Change change) {
    return batch
        .bind("issuer", change.issuerNumber())
        .bind("serial", change.serial())
        .bind("partition", change.partitionNumber())
        .bind("notAfter", change.notAfter());
  }
}
