package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.AuthorityCertificate.Use;

/** The certificates that key generations signed for no card, in {@code status.certificate}. */
public final class OwnCertificateTable {
  private OwnCertificateTable() {}

  /** The one with that serial number, whichever generation of the authority signed it. */
  public static Optional<AuthorityCertificate> find(
      Handle handle, Authority authority, Serial serial) {
    return handle
        .createQuery(
            """
            SELECT i.issuer_no, i.generation, i.certificate, c.not_after,
              o.serial IS NOT NULL AS signer, f.serial IS NOT NULL AS status_signer, r.reason, r.revoked_at, r.invalid_since
            FROM status.issuer i
            JOIN status.certificate c ON c.issuer_no = i.issuer_no
              AND c.partition_no = 2147483647 - i.issuer_no
            LEFT JOIN status.ocsp_signer o
              ON o.issuer_no = c.issuer_no AND o.serial = c.serial
            LEFT JOIN status.filter_signer f
              ON f.issuer_no = c.issuer_no AND f.serial = c.serial
            LEFT JOIN status.revocation r
              ON r.partition_no = c.partition_no AND r.serial = c.serial
            WHERE i.authority = :authority AND c.serial = :serial
            """)
        .bind("authority", authority)
        .bind("serial", serial)
        .map((row, _) ->
            new AuthorityCertificate(
                new Issuer(authority, row.getInt("generation")),
                row.getInt("issuer_no"),
                serial,
                Instant.ofEpochMilli(row.getLong("not_after")),
                use(row, serial),
                CertificateTable.revocation(row)))
        .findFirst();
  }

  private static Use use(ResultSet row, Serial serial) throws SQLException {
    if (row.getBoolean("signer")) {
      return Use.OCSP_SIGNER;
    }
    if (row.getBoolean("status_signer")) {
      return Use.STATUS_SIGNER;
    }
    X509Certificate issuer = SignedCertificate.parse(row.getBytes("certificate"));
    return issuer.getSerialNumber().equals(serial.value()) ? Use.ISSUER : Use.LINK;
  }
}
