package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;

/** {@code ca.certificate}. */
public final class CertificateTable {
  private static final String SELECT =
      """
      SELECT c.issuer_no, i.authority, i.generation, c.serial, c.card_id, c.partition_no, p.id,
        c.not_before, c.not_after, c.reason, c.revoked_at, c.der
      FROM ca.certificate c
      JOIN status.issuer i ON i.issuer_no = c.issuer_no
      JOIN status.crl_partition p ON p.partition_no = c.partition_no
      """;

  private CertificateTable() {}

  /**
   * Adds a certificate as its card's one of that kind; one that only ran out makes room for it.
   *
   * @param commonName unique under the authority
   * @param keyHash of the SubjectPublicKeyInfo; no key is certified twice
   */
  public static void insert(
      Handle handle, CardCertificate certificate, String commonName, Fingerprint keyHash) {
    handle
        .createUpdate(
            """
            UPDATE ca.certificate SET live_card_id = NULL
            WHERE live_card_id = :card AND authority = :authority AND not_after < :notBefore
            """)
        .bind("card", certificate.cardId())
        .bind("authority", certificate.issuer().authority().id())
        .bind("notBefore", certificate.notBefore().toEpochMilli())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO ca.certificate
              (issuer_no, serial, authority, card_id, partition_no, subject_name, not_before,
               not_after, key_hash, der, live_card_id)
            VALUES
              (:issuer, :serial, :authority, :card, :partition, :commonName, :notBefore, :notAfter,
               :keyHash, :der, :card)
            """)
        .bind("issuer", certificate.issuerNumber())
        .bind("serial", certificate.serial().octets())
        .bind("authority", certificate.issuer().authority().id())
        .bind("card", certificate.cardId())
        .bind("partition", certificate.partitionNumber())
        .bind("commonName", commonName)
        .bind("notBefore", certificate.notBefore().toEpochMilli())
        .bind("notAfter", certificate.notAfter().toEpochMilli())
        .bind("keyHash", keyHash.octets())
        .bind("der", certificate.der().bytes())
        .execute();
  }

  /** Which of those keys were certified before. */
  public static List<Fingerprint> certifiedKeys(Handle handle, Collection<Fingerprint> keys) {
    return handle
        .createQuery("SELECT key_hash FROM ca.certificate WHERE key_hash IN (<keys>)")
        .bindList("keys", keys.stream().map(Fingerprint::octets).toList())
        .map((row, context) -> Fingerprint.ofDigest(row.getBytes("key_hash")))
        .list();
  }

  /** All that were ever issued to a card, the oldest first; a few dozen at the most. */
  public static List<CardCertificate> ofCard(Handle handle, String cardId) {
    return handle
        .createQuery(SELECT + " WHERE c.card_id = :card ORDER BY c.not_before, c.issuer_no")
        .bind("card", cardId)
        .map((row, context) -> row(row))
        .list();
  }

  /** Those of a card that are neither revoked nor replaced, at most one of a kind. */
  public static List<CardCertificate> liveOfCard(Handle handle, String cardId) {
    return handle
        .createQuery(SELECT + " WHERE c.live_card_id = :card")
        .bind("card", cardId)
        .map((row, context) -> row(row))
        .list();
  }

  /** Those of all cards of a resident that are neither revoked nor replaced; a few. */
  public static List<CardCertificate> liveOfResident(Handle handle, String registerId) {
    return handle
        .createQuery(
            SELECT
                + " JOIN ca.card k ON k.card_id = c.live_card_id WHERE k.register_id = :registerId")
        .bind("registerId", registerId)
        .map((row, context) -> row(row))
        .list();
  }

  /** Marks a certificate as revoked for good. */
  public static void revoke(Handle handle, CardCertificate certificate, Revocation revocation) {
    handle
        .createUpdate(
            """
            UPDATE ca.certificate SET reason = :reason, revoked_at = :at, live_card_id = NULL
            WHERE issuer_no = :issuer AND serial = :serial
            """)
        .bind("reason", revocation.reason().code())
        .bind("at", revocation.at().toEpochMilli())
        .bind("issuer", certificate.issuerNumber())
        .bind("serial", certificate.serial().octets())
        .execute();
  }

  private static CardCertificate row(ResultSet row) throws SQLException {
    return new CardCertificate(
        new Issuer(
            Authority.byId(row.getString("authority")).orElseThrow(), row.getInt("generation")),
        row.getInt("issuer_no"),
        Serial.of(row.getBytes("serial")),
        row.getString("card_id"),
        row.getString("id"),
        row.getInt("partition_no"),
        Instant.ofEpochMilli(row.getLong("not_before")),
        Instant.ofEpochMilli(row.getLong("not_after")),
        revocation(row),
        Der.of(row.getBytes("der")));
  }

  private static Optional<Revocation> revocation(ResultSet row) throws SQLException {
    int code = row.getInt("reason");
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Revocation(
            Instant.ofEpochMilli(row.getLong("revoked_at")),
            RevocationReason.byCode(code).orElseThrow()));
  }
}
