package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;

/** What is known of the signers in {@code status.ocsp_signer}, and of whose they are. */
public final class SignerTable {
  /** Whose certificate a row is, and whether it is revoked and the holder's newest. */
  private static final String KNOWN =
      """
      SELECT s.issuer_no, s.serial, s.certificate, s.responder, s.admission,
        EXISTS (SELECT 1 FROM status.revocation r
          WHERE r.partition_no = 2147483647 - s.issuer_no AND r.serial = s.serial) AS revoked,
        NOT EXISTS (SELECT 1 FROM status.ocsp_signer n
          WHERE n.issuer_no = s.issuer_no AND n.responder <=> s.responder
            AND (s.responder IS NOT NULL OR n.key_label = s.key_label)
            AND (n.not_before > s.not_before
              OR (n.not_before = s.not_before AND n.serial > s.serial))) AS newest
      FROM status.ocsp_signer s
      """;

  private SignerTable() {}

  /**
   * A signer.
   *
   * @param holder empty where it was certified before responders were known
   * @param newest whether its holder was given no later one by that key generation; where it has
   *     none, whether its key was
   */
  public record KnownSigner(
      int issuerNumber,
      Serial serial,
      X509Certificate certificate,
      Optional<ResponderAdmission> holder,
      boolean revoked,
      boolean newest) {
    public Instant notAfter() {
      return certificate.getNotAfter().toInstant();
    }
  }

  /** Finds the signer with that certificate. */
  public static Optional<KnownSigner> find(Handle handle, int issuerNumber, Serial serial) {
    return handle
        .createQuery(KNOWN + "WHERE s.issuer_no = :issuer AND s.serial = :serial")
        .bind("issuer", issuerNumber)
        .bind("serial", serial)
        .map(SignerTable::row)
        .findOne();
  }

  /** Returns the signers of one responder that have not ended, the newest first; a few. */
  public static List<KnownSigner> of(Handle handle, String responder, Instant now, int limit) {
    return handle
        .createQuery(
            KNOWN
                + """
                WHERE s.responder = :responder AND s.not_after >= :now
                ORDER BY s.not_before DESC, s.serial DESC LIMIT :limit
                """)
        .bind("responder", responder)
        .bind("now", now)
        .bind("limit", limit)
        .map(SignerTable::row)
        .list();
  }

  private static KnownSigner row(ResultSet row, StatementContext context) throws SQLException {
    Optional<String> responder = Optional.ofNullable(row.getString("responder"));
    int admission = row.getInt("admission");
    return new KnownSigner(
        row.getInt("issuer_no"),
        Serial.of(row.getBytes("serial")),
        SignedCertificate.parse(row.getBytes("certificate")),
        responder.map(name -> new ResponderAdmission(name, admission)),
        row.getBoolean("revoked"),
        row.getBoolean("newest"));
  }

  /**
   * Returns how many certificates a responder was given by a key generation under its present
   * admission since a time.
   */
  public static int certified(
      Handle handle, int issuerNumber, ResponderAdmission holder, Instant since) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM status.ocsp_signer
            WHERE issuer_no = :issuer AND responder = :responder AND admission = :admission
              AND not_before > :since
            """)
        .bind("issuer", issuerNumber)
        .bindMethods(holder)
        .bind("since", since)
        .mapTo(int.class)
        .one();
  }

  /**
   * Returns whether a key was certified as a signer's before.
   *
   * @param key the DER of the SubjectPublicKeyInfo, which stands in certificates as it is
   */
  public static boolean isCertified(Handle handle, byte[] key) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM status.ocsp_signer WHERE LOCATE(:key, certificate) > 0)")
        .bind("key", key)
        .mapTo(Boolean.class)
        .one();
  }
}
