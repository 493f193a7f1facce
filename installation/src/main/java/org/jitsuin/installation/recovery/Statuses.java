package org.jitsuin.installation.recovery;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.installation.recovery.LostActs.CardFate;
import org.jitsuin.installation.recovery.LostActs.Certificate;

/**
 * Puts back how certificates ended, as the lost entries and the newer CRLs tell it. What nobody
 * knows any more but that it was revoked gets on the CRL on which it was; it stays there until the
 * certificate of the issuer ends.
 */
final class Statuses {
  private final Handle handle;
  private final LostActs acts;
  private final Instant now;
  private final List<Change> issued = new ArrayList<>();
  private final List<Change> revoked = new ArrayList<>();
  private final List<Change> restored = new ArrayList<>();

  Statuses(Handle handle, LostActs acts, Instant now) {
    this.handle = handle;
    this.acts = acts;
    this.now = now;
  }

  private record Known(int partition, Instant notAfter, Optional<Revocation> revocation) {}

  private record IssuerRow(int number, Instant notAfter) {}

  /** Puts statuses back; the log goes first: it tells also of what came after the CRLs. */
  void putBack(List<LostCrl> crls) throws IOException {
    acts.fates()
        .forEach(
            (certificate, fate) -> put(certificate, fate.revocation(), partition(certificate)));
    for (LostCrl crl : crls) {
      crl.read((serial, revocation) -> {
        Certificate listed = new Certificate(crl.place().issuer(), serial);
        if (!acts.fates().containsKey(listed)) {
          put(listed, Optional.of(revocation), ofPartition(crl));
        }
      });
    }
    acts.cards().forEach(this::put);
    StatusFeed.issued(handle, issued);
    StatusFeed.revoked(handle, revoked);
    StatusFeed.restored(handle, restored);
    List<Change> all = new ArrayList<>(revoked);
    all.addAll(restored);
    all.forEach(this::put);
    StatusFeed.append(handle, all, now);
  }

  /** The partition of which the complete CRL has no row is not one of certificates. */
  private Optional<Integer> ofPartition(LostCrl crl) {
    return Optional.of(crl.place().partition())
        .filter(_ -> !crl.place().id().startsWith("complete-"));
  }

  private Optional<Integer> partition(Certificate certificate) {
    return acts.partition(certificate)
        .flatMap(id ->
            handle
                .createQuery(
                    """
                    SELECT p.partition_no FROM status.crl_partition p
                    JOIN status.issuer i USING (issuer_no)
                    WHERE CONCAT(i.authority, '-g', i.generation) = :issuer AND p.id = :id
                    """)
                .bind("issuer", certificate.issuer())
                .bind("id", id)
                .mapTo(int.class)
                .findOne());
  }

  private void put(
      Certificate certificate, Optional<Revocation> revocation, Optional<Integer> partition) {
    IssuerRow issuer = issuer(certificate.issuer());
    Optional<Known> known = find(issuer.number(), certificate.serial());
    if (known.isEmpty() && (partition.isEmpty() || revocation.isEmpty())) {
      // Nobody can say of it that it is good.
      return;
    }
    Known row =
        known.orElseGet(
            () -> new Known(partition.orElseThrow(), issuer.notAfter(), Optional.empty()));
    boolean ended = row.revocation().filter(Statuses::isFinal).isPresent();
    if (row.revocation().equals(revocation)
        || (ended && revocation.filter(Statuses::isFinal).isEmpty())) {
      return;
    }
    Change change =
        new Change(
            issuer.number(), certificate.serial(), row.partition(), row.notAfter(), revocation);
    if (known.isEmpty()) {
      issued.add(change);
    }
    (revocation.isPresent() ? revoked : restored).add(change);
  }

  private static boolean isFinal(Revocation revocation) {
    return revocation.reason() != RevocationReason.CERTIFICATE_HOLD;
  }

  private IssuerRow issuer(String issuer) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, not_after FROM status.issuer
            WHERE CONCAT(authority, '-g', generation) = :issuer
            """)
        .bind("issuer", issuer)
        .map((row, _) -> new IssuerRow(row.getInt(1), Instant.ofEpochMilli(row.getLong(2))))
        .one();
  }

  private Optional<Known> find(int issuer, Serial serial) {
    return handle
        .createQuery(
            """
            SELECT c.partition_no, c.not_after, r.reason, r.revoked_at, r.invalid_since
            FROM status.certificate c
            LEFT JOIN status.revocation r
              ON r.partition_no = c.partition_no AND r.serial = c.serial
            WHERE c.issuer_no = :issuer AND c.serial = :serial
            """)
        .bind("issuer", issuer)
        .bind("serial", serial.octets())
        .map((row, _) ->
            new Known(
                row.getInt("partition_no"),
                Instant.ofEpochMilli(row.getLong("not_after")),
                Optional.ofNullable(row.getObject("reason", Integer.class))
                    .flatMap(RevocationReason::byCode)
                    .map(reason -> revocation(reason, row))))
        .findOne();
  }

  private static Revocation revocation(RevocationReason reason, ResultSet row) {
    try {
      return new Revocation(
          Instant.ofEpochMilli(row.getLong("revoked_at")),
          reason,
          Optional.ofNullable(row.getObject("invalid_since", Long.class))
              .map(Instant::ofEpochMilli));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the status of the certificate itself, where it is known. */
  private void put(Change change) {
    handle
        .createUpdate(
            """
            UPDATE ca.certificate SET reason = :reason, revoked_at = :at, invalid_since = :since,
              live_card_id = IF(:ended, NULL, live_card_id)
            WHERE issuer_no = :issuer AND serial = :serial
            """)
        .bind("reason", change.revocation().map(one -> one.reason().code()))
        .bind("at", change.revocation().map(one -> one.at().toEpochMilli()))
        .bind(
            "since",
            change.revocation().flatMap(Revocation::invalidSince).map(Instant::toEpochMilli))
        .bind("ended", change.revocation().filter(Statuses::isFinal).isPresent())
        .bind("issuer", change.issuerNumber())
        .bind("serial", change.serial().octets())
        .execute();
  }

  private void put(String card, CardFate fate) {
    if (fate.endCause().isPresent()) {
      handle.execute(
          "UPDATE ca.card SET ended_at = ?, end_cause = ? WHERE card_id = ?",
          fate.at().toEpochMilli(),
          fate.endCause().get(),
          card);
    } else {
      handle.execute(
          "UPDATE ca.card SET suspended_at = ?, suspended_by = ? WHERE card_id = ?",
          fate.suspendedBy().map(_ -> fate.at().toEpochMilli()).orElse(null),
          fate.suspendedBy().orElse(null),
          card);
    }
  }
}
