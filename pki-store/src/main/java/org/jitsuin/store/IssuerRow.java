package org.jitsuin.store;

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

/**
 * A key generation of an authority: a row of {@code status.issuer}.
 *
 * @param number names it in the database
 * @param scheme how its key signs
 * @param keyLabel names its key in the CA token
 * @param retired whether it signs nothing any more, as two people decided; its key may be gone
 */
public record IssuerRow(
    int number,
    Issuer issuer,
    SignatureScheme scheme,
    String keyLabel,
    X509Certificate certificate,
    boolean retired) {

  /**
   * Returns all key generations, by number; a handful.
   *
   * @throws Fault INTEGRITY_VIOLATED if one is not what the authority wrote
   */
  public static List<IssuerRow> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, authority, generation, scheme, key_label, certificate,
              retired_at IS NOT NULL AS retired
            FROM status.issuer ORDER BY issuer_no
            """)
        .map((row, _) -> read(row))
        .list();
  }

  private static IssuerRow read(ResultSet row) throws SQLException {
    int number = row.getInt("issuer_no");
    try {
      return new IssuerRow(
          number,
          new Issuer(
              Authority.byId(row.getString("authority")).orElseThrow(), row.getInt("generation")),
          SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
          row.getString("key_label"),
          certificate(row.getBytes("certificate")),
          row.getBoolean("retired"));
    } catch (CertificateException | IllegalArgumentException | NoSuchElementException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "issuer " + number + " cannot be used", e);
    }
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
