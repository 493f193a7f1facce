package org.jitsuin.ocsp.requester;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;

/** Reads the registered relying parties from the schema {@code status}. */
final class RelyingPartyDatabase {
  private final Jdbi jdbi;

  RelyingPartyDatabase(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What active relying parties are recognised by, by the hash of the certificate; a few thousand.
   *
   * @throws Fault INTEGRITY_VIOLATED if a row holds no certificate
   */
  Map<Fingerprint, Credential> read(Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT p.party_no, p.authorities, c.certificate
                  FROM status.relying_party p
                  JOIN status.relying_party_certificate c ON c.party_no = p.party_no
                 WHERE p.active AND c.not_after >= :now
                """)
            .bind("now", now.toEpochMilli())
            .scanResultSet((rows, _) -> {
              Map<Fingerprint, Credential> credentials = new HashMap<>();
              ResultSet row = rows.get();
              while (row.next()) {
                byte[] certificate = row.getBytes("certificate");
                credentials.put(Fingerprint.of(certificate), credential(row, certificate));
              }
              return credentials;
            }));
  }

  private static Credential credential(ResultSet row, byte[] der) throws SQLException {
    X509Certificate certificate = certificate(der);
    RelyingParty party =
        new RelyingParty(row.getInt("party_no"), authorities(row.getString("authorities")));
    return new Credential(
        party,
        certificate.getPublicKey(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /** A column of MariaDB's type SET: names with commas between them. */
  private static Set<Authority> authorities(String names) {
    return Arrays.stream(names.split(","))
        .flatMap(name -> Authority.byId(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "a relying party's certificate cannot be read", e);
    }
  }
}
