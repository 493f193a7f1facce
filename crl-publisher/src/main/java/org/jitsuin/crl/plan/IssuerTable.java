package org.jitsuin.crl.plan;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.crl.model.CrlIssuer;

/** Reads {@code status.issuer}. */
final class IssuerTable {
  private IssuerTable() {}

  /** All key generations, by number; a handful. */
  static List<CrlIssuer> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, authority, generation, scheme, key_label, certificate
            FROM status.issuer ORDER BY issuer_no
            """)
        .map((row, _) -> issuer(row))
        .list();
  }

  private static CrlIssuer issuer(ResultSet row) throws SQLException {
    int no = row.getInt("issuer_no");
    try {
      return new CrlIssuer(
          no,
          new Issuer(
              Authority.byId(row.getString("authority")).orElseThrow(), row.getInt("generation")),
          SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
          row.getString("key_label"),
          certificate(row.getBytes("certificate")));
    } catch (CertificateException | IllegalArgumentException | NoSuchElementException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "issuer " + no + " cannot be used", e);
    }
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
