package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;

/**
 * {@code ca.certificate}: what is known of certificates of cards. One whose time is over is
 * nobody's, and found no more.
 */
public final class CertificateTable {
  static final String COLUMNS =
      """
      c.issuer_no, i.authority, i.generation, c.serial, c.register_id, c.card_id, c.chain_no,
      c.partition_no, p.id, c.not_before, c.not_after, c.reason, c.revoked_at, c.invalid_since
      """;

  private static final String FROM =
      """
      FROM ca.certificate c
      JOIN status.issuer i ON i.issuer_no = c.issuer_no
      JOIN status.crl_partition p ON p.partition_no = c.partition_no
      """;

  /**
   * Certificates first, by the index that the condition names: the optimizer, seeing two issuers
   * and a few partitions, would otherwise begin there and read every certificate that there is.
   */
  private static final String SELECT = "SELECT STRAIGHT_JOIN ";

  private CertificateTable() {}

  /**
   * Adds certificates, each as its card's one of that kind; one that only ran out makes room for
   * it.
   */
  public static void insert(Handle handle, Collection<NewCertificate> fresh) {
    makeRoom(
        handle,
        fresh.stream()
            .map(NewCertificate::certificate)
            .filter(certificate -> certificate.chainNumber() > 1)
            .toList());
    insertFacts(handle, fresh);
    CertificateContentTable.insert(handle, fresh);
  }

  private static void makeRoom(Handle handle, List<CardCertificate> successors) {
    if (successors.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE ca.certificate SET live_card_id = NULL
            WHERE live_card_id = :card AND authority = :authority AND not_after < :notBefore
            """);
    for (CardCertificate certificate : successors) {
      batch
          .bind("card", certificate.cardId())
          .bind("authority", certificate.kind())
          .bind("notBefore", certificate.notBefore())
          .add();
    }
    batch.execute();
  }

  private static void insertFacts(Handle handle, Collection<NewCertificate> fresh) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.certificate
              (issuer_no, serial, authority, card_id, partition_no, subject_name, not_before,
               not_after, key_hash, live_card_id, register_id, residence, chain_no)
            VALUES
              (:issuer, :serial, :authority, :card, :partition, :commonName, :notBefore, :notAfter,
               :keyHash, :card, :registerId, :residence, :chain)
            """);
    for (NewCertificate one : fresh) {
      CardCertificate certificate = one.certificate();
      batch
          .bind("issuer", certificate.issuerNumber())
          .bind("serial", certificate.serial())
          .bind("authority", certificate.kind())
          .bind("card", certificate.cardId())
          .bind("partition", certificate.crl().number())
          .bind("commonName", one.commonName())
          .bind("notBefore", certificate.notBefore())
          .bind("notAfter", certificate.notAfter())
          .bind("keyHash", one.keyHash())
          .bind("registerId", one.registerId())
          .bind("residence", one.residence())
          .bind("chain", certificate.chainNumber())
          .add();
    }
    batch.execute();
  }

  /** Returns which of those keys were certified before. */
  public static List<Fingerprint> certifiedKeys(Handle handle, Collection<Fingerprint> keys) {
    return handle
        .createQuery("SELECT key_hash FROM ca.certificate WHERE key_hash IN (<keys>)")
        .bindList("keys", InList.of(keys))
        .mapTo(Fingerprint.class)
        .list();
  }

  /**
   * Returns all certificates that were ever issued to a card and not erased, the oldest first; a
   * few dozen at the most.
   */
  public static List<FiledCertificate> ofCard(Handle handle, String cardId) {
    return handle
        .createQuery(
            SELECT
                + "d.der, "
                + COLUMNS
                + FROM
                + " JOIN ca.certificate_der d ON d.issuer_no = c.issuer_no AND d.serial = c.serial"
                + " WHERE c.card_id = :card AND c.register_id IS NOT NULL"
                + " ORDER BY c.not_before, c.issuer_no, c.chain_no")
        .bind("card", cardId)
        .map((row, context) -> new FiledCertificate(row(row), Bytes.of(row.getBytes("der"))))
        .list();
  }

  /**
   * Returns all certificates that those residents ever had, in the order of their lineage; a few
   * dozen each at most.
   */
  public static List<OwnedCertificate> ofResidents(Handle handle, Collection<String> registerIds) {
    return registerIds.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                SELECT
                    + COLUMNS
                    + FROM
                    + """
                     WHERE c.register_id IN (<ids>)
                     ORDER BY c.register_id, c.authority, c.chain_no
                    """)
            .bindList("ids", InList.of(registerIds))
            .map((row, context) -> new OwnedCertificate(row(row), row.getString("register_id")))
            .list();
  }

  /** The certificate with that serial number, under whichever key generation of the authority. */
  public static Optional<OwnedCertificate> find(Handle handle, Authority authority, Serial serial) {
    return handle
        .createQuery(
            SELECT
                + COLUMNS
                + FROM
                + """
                 WHERE c.issuer_no IN (SELECT issuer_no FROM status.issuer WHERE authority = :authority)
                   AND c.serial = :serial AND c.register_id IS NOT NULL
                """)
        .bind("authority", authority)
        .bind("serial", serial)
        .map((row, context) -> new OwnedCertificate(row(row), row.getString("register_id")))
        .findOne();
  }

  /**
   * The values that are written of certificates: as a rule the same of all that change together.
   */
  private record Standing(int issuerNumber, Optional<Revocation> revocation) {
    static Standing of(CardCertificate certificate) {
      return new Standing(certificate.issuerNumber(), certificate.revocation());
    }

    boolean isLive() {
      return revocation.isEmpty() || revocation.get().reason() == RevocationReason.CERTIFICATE_HOLD;
    }
  }

  /** Writes whether they are good, on hold or revoked. */
  static void update(Handle handle, Collection<CardCertificate> certificates) {
    certificates.stream()
        .collect(Collectors.groupingBy(Standing::of))
        .forEach((standing, alike) -> update(handle, standing, alike));
  }

  private static void update(Handle handle, Standing standing, List<CardCertificate> alike) {
    handle
        .createUpdate(
            """
            UPDATE ca.certificate SET reason = :reason, revoked_at = :at,
              invalid_since = :invalidSince, live_card_id = IF(:live, card_id, NULL)
            WHERE issuer_no = :issuer AND serial IN (<serials>)
            """)
        .bind("reason", standing.revocation().map(Revocation::reason))
        .bind("at", standing.revocation().map(Revocation::at))
        .bind("invalidSince", standing.revocation().flatMap(Revocation::invalidSince))
        .bind("live", standing.isLive())
        .bind("issuer", standing.issuerNumber())
        .bindList("serials", InList.of(alike.stream().map(CardCertificate::serial).toList()))
        .execute();
  }

  /** Writes where those residents live now, as it stands in {@code ca.resident}. */
  static void move(Handle handle, Collection<String> registerIds) {
    if (!registerIds.isEmpty()) {
      handle
          .createUpdate(
              """
              UPDATE ca.resident r STRAIGHT_JOIN ca.certificate c ON c.register_id = r.register_id
              SET c.residence = r.municipality WHERE r.register_id IN (<ids>)
              """)
          .bindList("ids", InList.of(registerIds))
          .execute();
    }
  }

  static CardCertificate row(ResultSet row) throws SQLException {
    return new CardCertificate(
        new Issuer(
            Authority.byId(row.getString("authority")).orElseThrow(), row.getInt("generation")),
        row.getInt("issuer_no"),
        Serial.of(row.getBytes("serial")),
        row.getString("card_id"),
        row.getInt("chain_no"),
        new CardCertificate.Crl(row.getString("id"), row.getInt("partition_no")),
        Instant.ofEpochMilli(row.getLong("not_before")),
        Instant.ofEpochMilli(row.getLong("not_after")),
        revocation(row));
  }

  /** Reads a revocation from the columns reason, revoked_at, invalid_since. */
  static Optional<Revocation> revocation(ResultSet row) throws SQLException {
    int code = row.getInt("reason");
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Revocation(
            Instant.ofEpochMilli(row.getLong("revoked_at")),
            RevocationReason.byCode(code).orElseThrow(),
            Optional.ofNullable(row.getObject("invalid_since", Long.class))
                .map(Instant::ofEpochMilli)));
  }
}
