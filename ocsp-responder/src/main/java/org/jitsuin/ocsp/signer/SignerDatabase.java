package org.jitsuin.ocsp.signer;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** Reads issuers and OCSP signer certificates from the schema {@code status}. */
final class SignerDatabase {
  private final Jdbi jdbi;

  SignerDatabase(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A row of {@code status.ocsp_signer}, not yet checked.
   *
   * @param keyLabel the label of its key in the token
   */
  record SignerRow(
      int issuerNumber,
      Serial serial,
      SignatureScheme scheme,
      String keyLabel,
      X509CertificateHolder certificate) {}

  /** Issuers and signers, read together; a few dozen at most. */
  record Rows(List<KnownIssuer> issuers, List<SignerRow> signers) {}

  /**
   * Reads all issuers, and the signers that have neither expired nor were revoked.
   *
   * @throws Fault INTEGRITY_VIOLATED if a row cannot be what the authority wrote
   */
  Rows read(Instant now) {
    return jdbi.withHandle(handle -> new Rows(issuers(handle), signers(handle, now)));
  }

  private static List<KnownIssuer> issuers(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, authority, generation, certificate,
                   retired_at IS NOT NULL AS retired
              FROM status.issuer
             ORDER BY issuer_no
            """)
        .map(SignerDatabase::issuer)
        .list();
  }

  private static List<SignerRow> signers(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, serial, scheme, key_label, certificate
              FROM status.ocsp_signer s
             WHERE not_after >= :now
               AND NOT EXISTS (
                 SELECT 1 FROM status.revocation r
                  WHERE r.partition_no = 2147483647 - s.issuer_no AND r.serial = s.serial)
            """)
        .bind("now", now.toEpochMilli())
        .map(SignerDatabase::signer)
        .list();
  }

  private static KnownIssuer issuer(ResultSet row, StatementContext context) throws SQLException {
    Authority authority = known(Authority.byId(row.getString("authority")), "authority");
    return new KnownIssuer(
        row.getInt("issuer_no"),
        new Issuer(authority, row.getInt("generation")),
        certificate(row.getBytes("certificate")),
        row.getBoolean("retired"));
  }

  private static SignerRow signer(ResultSet row, StatementContext context) throws SQLException {
    return new SignerRow(
        row.getInt("issuer_no"),
        Serial.of(row.getBytes("serial")),
        known(SignatureScheme.byId(row.getString("scheme")), "signature scheme"),
        row.getString("key_label"),
        certificate(row.getBytes("certificate")));
  }

  private static <T> T known(Optional<T> value, String what) {
    return value.orElseThrow(
        () -> new Fault(FaultCode.INTEGRITY_VIOLATED, "a row has an unknown " + what));
  }

  private static X509CertificateHolder certificate(byte[] der) {
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "a stored certificate cannot be read", e);
    }
  }
}
