package org.jitsuin.ocsp.access;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;

/** Reads the registered relying parties from the schema {@code status}. */
final class RelyingPartyDatabase {
  private final Jdbi jdbi;

  RelyingPartyDatabase(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The register of relying parties.
   *
   * @param credentials what active relying parties are recognised by, by the hash of the
   *     certificate; a few thousand
   * @param unreadable the hashes of what is no certificate: nobody is recognised by it
   */
  record Register(Map<Fingerprint, Credential> credentials, Set<Fingerprint> unreadable) {
    static final Register EMPTY = new Register(Map.of(), Set.of());

    private boolean knows(Fingerprint hash) {
      return credentials.containsKey(hash) || unreadable.contains(hash);
    }
  }

  private record Row(RelyingParty party, Fingerprint hash) {}

  /**
   * Reads what is registered and has not ended. It is asked for again and again: where all
   * certificates are known from before, who has which and what they may ask is read alone.
   */
  Register read(Instant now, Register before) {
    List<Row> rows =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT p.party_no, p.authorities, SHA2(c.certificate, 256) AS hash
                      FROM status.relying_party p
                      JOIN status.relying_party_certificate c ON c.party_no = p.party_no
                     WHERE p.active AND c.not_after >= :now
                    """)
                .bind("now", now.toEpochMilli())
                .map((row, _) ->
                    new Row(
                        party(row),
                        Fingerprint.ofDigest(HexFormat.of().parseHex(row.getString("hash")))))
                .list());
    return rows.stream().allMatch(row -> before.knows(row.hash()))
        ? again(rows, before)
        : read(now);
  }

  private static Register again(List<Row> rows, Register before) {
    Map<Fingerprint, Credential> credentials = new HashMap<>();
    for (Row row : rows) {
      Credential known = before.credentials().get(row.hash());
      if (known != null) {
        credentials.put(row.hash(), known.of(row.party()));
      }
    }
    return new Register(credentials, before.unreadable());
  }

  private Register read(Instant now) {
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
              Set<Fingerprint> unreadable = new HashSet<>();
              ResultSet row = rows.get();
              while (row.next()) {
                byte[] der = row.getBytes("certificate");
                try {
                  credentials.put(Fingerprint.of(der), credential(row, certificate(der)));
                } catch (CertificateException e) {
                  // The others must not wait for it: they change, and end.
                  unreadable.add(Fingerprint.of(der));
                }
              }
              return new Register(credentials, unreadable);
            }));
  }

  private static Credential credential(ResultSet row, X509Certificate certificate)
      throws SQLException {
    return new Credential(
        party(row),
        certificate.getPublicKey(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  private static RelyingParty party(ResultSet row) throws SQLException {
    return new RelyingParty(row.getInt("party_no"), authorities(row.getString("authorities")));
  }

  /** A column of MariaDB's type SET: names with commas between them. */
  private static Set<Authority> authorities(String names) {
    return Arrays.stream(names.split(","))
        .flatMap(name -> Authority.byId(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
