package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;

/** The table {@code status.filter_signer}: the keys that sign status filters. */
public final class StatusSignerTable {
  private StatusSignerTable() {}

  /**
   * A key with its certificate.
   *
   * @param keyLabel names the key in the CA token of the server that made it
   * @param revoked whether its certificate is
   */
  public record StatusSigner(
      int issuerNumber,
      Serial serial,
      SignatureScheme scheme,
      String keyLabel,
      Instant notBefore,
      Instant notAfter,
      boolean revoked) {
    /** Returns whether it may sign at that time. */
    public boolean isGood(Instant now) {
      return !revoked && !now.isBefore(notBefore) && now.isBefore(notAfter);
    }
  }

  /** Records a certificate that was signed. */
  public static void insert(
      Handle handle,
      int issuerNumber,
      SignatureScheme scheme,
      String keyLabel,
      X509Certificate certificate) {
    handle
        .createUpdate(
            """
            INSERT INTO status.filter_signer
              (issuer_no, serial, scheme, key_label, certificate, not_before, not_after)
            VALUES (:issuer, :serial, :scheme, :label, :certificate, :notBefore, :notAfter)
            """)
        .bind("issuer", issuerNumber)
        .bind("serial", Serial.of(certificate.getSerialNumber()))
        .bind("scheme", scheme.id())
        .bind("label", keyLabel)
        .bind("certificate", SignedCertificate.der(certificate))
        .bind("notBefore", certificate.getNotBefore().toInstant())
        .bind("notAfter", certificate.getNotAfter().toInstant())
        .execute();
  }

  /**
   * Returns all keys that a key generation ever certified, the one that ends last first; some
   * thirty a year for each server.
   */
  public static List<StatusSigner> of(Handle handle, int issuerNumber) {
    return handle
        .createQuery(
            """
            SELECT s.issuer_no, s.serial, s.scheme, s.key_label, s.not_before, s.not_after,
              EXISTS (SELECT 1 FROM status.revocation r
                WHERE r.partition_no = 2147483647 - s.issuer_no AND r.serial = s.serial) AS revoked
            FROM status.filter_signer s
            WHERE s.issuer_no = :issuer
            ORDER BY s.not_after DESC, s.serial DESC
            """)
        .bind("issuer", issuerNumber)
        .map((row, _) ->
            new StatusSigner(
                row.getInt("issuer_no"),
                Serial.of(row.getBytes("serial")),
                SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
                row.getString("key_label"),
                Instant.ofEpochMilli(row.getLong("not_before")),
                Instant.ofEpochMilli(row.getLong("not_after")),
                row.getBoolean("revoked")))
        .list();
  }
}
