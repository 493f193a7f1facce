package org.jitsuin.crl.filter.publish;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.model.Authority;

/**
 * A key that may sign filters: certified by a key generation of the authority, in the token of this
 * server, and not revoked.
 */
record StatusKey(SignatureScheme scheme, String label, X509Certificate certificate) {
  /** A reader's clock may be late: where an older key is good, a new one waits so long. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(2);

  /**
   * Returns those that are good, in whichever tokens they are: the newest first, and those that are
   * younger than clocks differ behind all others.
   *
   * @throws Fault INTEGRITY_VIOLATED if a row is not what the authority wrote
   */
  static List<StatusKey> good(Handle handle, Authority authority, Instant now) {
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
            .list();
    Predicate<StatusKey> young = key -> key.notBefore().isAfter(now.minus(CLOCKS_DIFFER));
    return Stream.concat(good.stream().filter(young.negate()), good.stream().filter(young))
        .toList();
  }

  /**
   * Returns whether the key is in a token; one that was made there since the token was opened is
   * found.
   *
   * @throws Fault TOKEN_UNAVAILABLE or TOKEN_PIN_REFUSED
   */
  boolean isIn(Token token) {
    try {
      return Arrays.equals(
          token.publicKey(label).getEncoded(), certificate.getPublicKey().getEncoded());
    } catch (Fault e) {
      if (e.code() == FaultCode.TOKEN_KEY_MISSING) {
        return false;
      }
      throw e;
    }
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
