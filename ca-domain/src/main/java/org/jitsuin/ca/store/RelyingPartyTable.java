package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * The table {@code status.relying_party}: the relying parties that the OCSP responder answers where
 * it is not open to all.
 */
public final class RelyingPartyTable {
  private static final GenericType<Set<Authority>> AUTHORITIES = new GenericType<>() {};

  private static final String SELECT =
      "SELECT party_no AS number, name, authorities, active FROM status.relying_party WHERE ";

  private RelyingPartyTable() {}

  /**
   * Registers a relying party.
   *
   * @param authorities those that it may ask about
   * @param certificate signs its requests, or opens its TLS connections
   */
  public static void insert(
      Handle handle, String name, Set<Authority> authorities, X509Certificate certificate) {
    insert(handle, insert(handle, name, authorities), certificate);
  }

  /**
   * Registers a relying party that has no certificate yet.
   *
   * @return its number
   */
  public static long insert(Handle handle, String name, Set<Authority> authorities) {
    return handle
        .createUpdate(
            """
            INSERT INTO status.relying_party (name, authorities, active)
            VALUES (:name, :authorities, TRUE)
            """)
        .bind("name", name)
        .bindByType("authorities", authorities, AUTHORITIES)
        .executeAndReturnGeneratedKeys("party_no")
        .mapTo(Long.class)
        .one();
  }

  /** Lets a relying party be recognised by that certificate as well. */
  public static void insert(Handle handle, long party, X509Certificate certificate) {
    handle
        .createUpdate(
            """
            INSERT INTO status.relying_party_certificate
              (sha256, party_no, certificate, not_before, not_after)
            VALUES (:sha256, :party, :certificate, :notBefore, :notAfter)
            """)
        .bind("sha256", Fingerprint.of(SignedCertificate.der(certificate)))
        .bind("party", party)
        .bindByType("certificate", certificate, X509Certificate.class)
        .bind("notBefore", certificate.getNotBefore().toInstant())
        .bind("notAfter", certificate.getNotAfter().toInstant())
        .execute();
  }

  public static Optional<RelyingParty> find(Handle handle, String name) {
    return find(handle, name, "");
  }

  /** Finds and locks a row until the transaction ends; otherwise as {@link #find}. */
  public static Optional<RelyingParty> lock(Handle handle, String name) {
    return find(handle, name, " FOR UPDATE");
  }

  private static Optional<RelyingParty> find(Handle handle, String name, String suffix) {
    return handle
        .createQuery(SELECT + "name = :name" + suffix)
        .bind("name", name)
        .mapTo(RelyingParty.class)
        .findOne();
  }

  /** Returns the rows with greater numbers, by number, up to the limit. */
  public static List<RelyingParty> page(Handle handle, long after, int limit) {
    return handle
        .createQuery(SELECT + "party_no > :after ORDER BY party_no LIMIT :limit")
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(RelyingParty.class)
        .list();
  }

  /** The certificates of one relying party, by their ends; a few. */
  public static List<RelyingPartyCertificate> certificates(Handle handle, long party) {
    return handle
        .createQuery(
            """
            SELECT sha256 AS hash, not_before, not_after FROM status.relying_party_certificate
            WHERE party_no = :party ORDER BY not_after, sha256
            """)
        .bind("party", party)
        .mapTo(RelyingPartyCertificate.class)
        .list();
  }

  /** Returns when the last certificate of each active relying party ends. */
  public static List<Instant> ends(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT MAX(c.not_after) FROM status.relying_party p
            JOIN status.relying_party_certificate c USING (party_no)
            WHERE p.active GROUP BY party_no
            """)
        .mapTo(Instant.class)
        .list();
  }

  /** The number of the relying party that is recognised by a certificate. */
  public static Optional<Long> owner(Handle handle, Fingerprint certificate) {
    return handle
        .createQuery("SELECT party_no FROM status.relying_party_certificate WHERE sha256 = :sha256")
        .bind("sha256", certificate)
        .mapTo(Long.class)
        .findOne();
  }

  /** Changes what a relying party may ask about, or whether it may ask at all. */
  public static void update(Handle handle, RelyingParty row) {
    handle
        .createUpdate(
            """
            UPDATE status.relying_party SET authorities = :authorities, active = :active
            WHERE party_no = :number
            """)
        .bindMethods(row)
        .execute();
  }

  /** Deletes a certificate: nobody is recognised by it any more. */
  public static void delete(Handle handle, Fingerprint certificate) {
    handle
        .createUpdate("DELETE FROM status.relying_party_certificate WHERE sha256 = :sha256")
        .bind("sha256", certificate)
        .execute();
  }
}
