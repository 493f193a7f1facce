package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * {@code status.relying_party}: whom the OCSP responder answers where it is not open to everybody.
 */
public final class RelyingPartyTable {
  private RelyingPartyTable() {}

  /**
   * Registers a relying party.
   *
   * @param authorities those that it may ask about
   * @param certificate signs its requests, or opens its TLS connections
   */
  public static void insert(
      Handle handle, String name, Set<Authority> authorities, X509Certificate certificate) {
    long number =
        handle
            .createUpdate(
                """
                INSERT INTO status.relying_party (name, authorities, active)
                VALUES (:name, :authorities, TRUE)
                """)
            .bind("name", name)
            .bind(
                "authorities",
                authorities.stream().map(Authority::id).collect(Collectors.joining(",")))
            .executeAndReturnGeneratedKeys("party_no")
            .mapTo(Long.class)
            .one();
    byte[] der = SignedCertificate.der(certificate);
    handle
        .createUpdate(
            """
            INSERT INTO status.relying_party_certificate
              (sha256, party_no, certificate, not_before, not_after)
            VALUES (:sha256, :party, :certificate, :notBefore, :notAfter)
            """)
        .bind("sha256", Fingerprint.of(der).octets())
        .bind("party", number)
        .bind("certificate", der)
        .bind("notBefore", certificate.getNotBefore().toInstant().toEpochMilli())
        .bind("notAfter", certificate.getNotAfter().toInstant().toEpochMilli())
        .execute();
  }
}
