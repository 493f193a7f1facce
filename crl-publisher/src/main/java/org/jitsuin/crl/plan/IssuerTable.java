package org.jitsuin.crl.plan;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.LinkCertificate;
import org.jitsuin.store.IssuerRow;

/** Reads {@code status.issuer}, and the link certificates between key generations. */
final class IssuerTable {
  private IssuerTable() {}

  /**
   * Returns all key generations, by number; a handful.
   *
   * @throws Fault INTEGRITY_VIOLATED if one cannot be used
   */
  static List<CrlIssuer> all(Handle handle) {
    return IssuerRow.all(handle).stream().map(IssuerTable::issuer).toList();
  }

  /**
   * The link certificates of all roll-overs; two for each.
   *
   * @param issuers all key generations
   * @param unusable takes those that are none, by name, and why
   */
  static List<LinkCertificate> links(
      Handle handle, List<CrlIssuer> issuers, Map<String, String> unusable) {
    Map<Integer, CrlIssuer> byNumber =
        issuers.stream().collect(Collectors.toMap(CrlIssuer::no, Function.identity()));
    return handle
        .createQuery(
            """
            SELECT issuer_no, subject_no, certificate FROM audit.link_certificate
            ORDER BY issuer_no, subject_no
            """)
        .map((row, _) -> link(row, byNumber, unusable))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<LinkCertificate> link(
      ResultSet row, Map<Integer, CrlIssuer> issuers, Map<String, String> unusable)
      throws SQLException {
    int issuer = row.getInt("issuer_no");
    int subject = row.getInt("subject_no");
    try {
      return Optional.of(
          new LinkCertificate(
              Optional.ofNullable(issuers.get(issuer)).orElseThrow(),
              Optional.ofNullable(issuers.get(subject)).orElseThrow(),
              certificate(row.getBytes("certificate"))));
    } catch (CertificateException | IllegalArgumentException | NoSuchElementException e) {
      // CRLs are published without it.
      unusable.put("link certificate " + issuer + "/" + subject, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static CrlIssuer issuer(IssuerRow row) {
    try {
      return new CrlIssuer(
          row.number(),
          row.issuer(),
          row.scheme(),
          row.keyLabel(),
          row.certificate(),
          row.retired());
    } catch (IllegalArgumentException e) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "issuer " + row.number() + " cannot be used", e);
    }
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
