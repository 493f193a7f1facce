package org.jitsuin.ca.store;

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
              o.serial IS NOT NULL AS signer, r.reason, r.revoked_at, r.invalid_since
            FROM status.issuer i
            JOIN status.certificate c ON c.issuer_no = i.issuer_no
              AND c.partition_no = 2147483647 - i.issuer_no
            LEFT JOIN status.ocsp_signer o
              ON o.issuer_no = c.issuer_no AND o.serial = c.serial
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
                use(row.getBoolean("signer"), row.getBytes("certificate"), serial),
                CertificateTable.revocation(row)))
        .findFirst();
  }

  private static Use use(boolean signer, byte[] issuer, Serial serial) {
    if (signer) {
      return Use.OCSP_SIGNER;
    }
    boolean isItself = SignedCertificate.parse(issuer).getSerialNumber().equals(serial.value());
    return isItself ? Use.ISSUER : Use.LINK;
  }
}
