package org.jitsuin.crl.filter.publish;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;

/**
 * A key that may sign filters: certified by a key generation of the authority, in the token of this
 * server, and not revoked.
 */
record StatusKey(SignatureScheme scheme, String label, X509Certificate certificate) {
  /** A reader's clock may be late: where an older key is good, a new one waits so long. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(2);

  /**
   * Returns the newest that is good; one that is younger than clocks differ only where there is no
   * other.
   *
   * @param labels of the keys in the token
   * @throws Fault INTEGRITY_VIOLATED if a row is not what the authority wrote
   */
  static Optional<StatusKey> newest(
      Handle handle, Authority authority, Set<String> labels, Instant now) {
    List<StatusKey> good =
        handle
            .createQuery(
                """
                SELECT s.scheme, s.key_label, s.certificate
                FROM status.filter_signer s JOIN status.issuer i USING (issuer_no)
                WHERE i.authority = :authority AND s.not_before <= :now AND s.not_after > :now
                  AND NOT EXISTS (SELECT 1 FROM status.revocation r
                    WHERE r.partition_no = 2147483647 - s.issuer_no AND r.serial = s.serial)
                ORDER BY s.not_after DESC, s.serial DESC
                """)
            .bind("authority", authority.id())
            .bind("now", now.toEpochMilli())
            .map((row, _) ->
                read(
                    row.getString("scheme"),
                    row.getString("key_label"),
                    row.getBytes("certificate")))
            .filter(key -> labels.contains(key.label()))
            .list();
    return good.stream()
        .filter(key -> !key.notBefore().isAfter(now.minus(CLOCKS_DIFFER)))
        .findFirst()
        .or(() -> good.stream().findFirst());
  }

  private static StatusKey read(String scheme, String label, byte[] certificate) {
    try {
      return new StatusKey(
          SignatureScheme.byId(scheme).orElseThrow(),
          label,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate)));
    } catch (CertificateException e) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "the certificate of " + label + " cannot be read", e);
    }
  }

  private Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }
}
