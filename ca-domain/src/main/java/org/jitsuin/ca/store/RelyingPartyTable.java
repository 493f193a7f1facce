package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * The table {@code status.relying_party}: the relying parties that the OCSP responder answers where
 * it is not open to all.
 */
public final class RelyingPartyTable {
  private static final String SELECT =
      "SELECT party_no, name, authorities, active FROM status.relying_party WHERE ";

  private RelyingPartyTable() {}

  /**
   * A relying party.
   *
   * @param authorities those that it may ask about
   * @param active false where its registration has ended
   */
  public record Row(long number, String name, Set<Authority> authorities, boolean active) {
    public Row {
      authorities = Set.copyOf(authorities);
    }
  }

  /** A certificate that a relying party is recognised by. */
  public record Known(Fingerprint hash, Instant notBefore, Instant notAfter) {}

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
        .bind("authorities", ids(authorities))
        .executeAndReturnGeneratedKeys("party_no")
        .mapTo(Long.class)
        .one();
  }

  /** Lets a relying party be recognised by that certificate as well. */
  public static void insert(Handle handle, long party, X509Certificate certificate) {
    byte[] der = SignedCertificate.der(certificate);
    handle
        .createUpdate(
            """
            INSERT INTO status.relying_party_certificate
              (sha256, party_no, certificate, not_before, not_after)
            VALUES (:sha256, :party, :certificate, :notBefore, :notAfter)
            """)
        .bind("sha256", Fingerprint.of(der).octets())
        .bind("party", party)
        .bind("certificate", der)
        .bind("notBefore", certificate.getNotBefore().toInstant().toEpochMilli())
        .bind("notAfter", certificate.getNotAfter().toInstant().toEpochMilli())
        .execute();
  }

  public static Optional<Row> find(Handle handle, String name) {
    return find(handle, name, "");
  }

  /** Finds and locks a row until the transaction ends; otherwise as {@link #find}. */
  public static Optional<Row> lock(Handle handle, String name) {
    return find(handle, name, " FOR UPDATE");
  }

  private static Optional<Row> find(Handle handle, String name, String suffix) {
    return handle
        .createQuery(SELECT + "name = :name" + suffix)
        .bind("name", name)
        .map((row, _) -> row(row))
        .findOne();
  }

  /** Returns the rows with greater numbers, by number, up to the limit. */
  public static List<Row> page(Handle handle, long after, int limit) {
    return handle
        .createQuery(SELECT + "party_no > :after ORDER BY party_no LIMIT :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("party_no"),
        row.getString("name"),
        Arrays.stream(row.getString("authorities").split(","))
            .flatMap(id -> Authority.byId(id).stream())
            .collect(Collectors.toUnmodifiableSet()),
        row.getBoolean("active"));
  }

  /** The certificates of one relying party, by their ends; a few. */
  public static List<Known> certificates(Handle handle, long party) {
    return handle
        .createQuery(
            """
            SELECT sha256, not_before, not_after FROM status.relying_party_certificate
            WHERE party_no = :party ORDER BY not_after, sha256
            """)
        .bind("party", party)
        .map((row, _) ->
            new Known(
                Fingerprint.ofDigest(row.getBytes("sha256")),
                Instant.ofEpochMilli(row.getLong("not_before")),
                Instant.ofEpochMilli(row.getLong("not_after"))))
        .list();
  }

  /** The number of the relying party that is recognised by a certificate. */
  public static Optional<Long> owner(Handle handle, Fingerprint certificate) {
    return handle
        .createQuery("SELECT party_no FROM status.relying_party_certificate WHERE sha256 = :sha256")
        .bind("sha256", certificate.octets())
        .mapTo(Long.class)
        .findOne();
  }

  /** Changes what a relying party may ask about, or whether it may ask at all. */
  public static void update(Handle handle, Row row) {
    handle
        .createUpdate(
            """
            UPDATE status.relying_party SET authorities = :authorities, active = :active
            WHERE party_no = :party
            """)
        .bind("authorities", ids(row.authorities()))
        .bind("active", row.active())
        .bind("party", row.number())
        .execute();
  }

  /** Deletes a certificate: nobody is recognised by it any more. */
  public static void delete(Handle handle, Fingerprint certificate) {
    handle
        .createUpdate("DELETE FROM status.relying_party_certificate WHERE sha256 = :sha256")
        .bind("sha256", certificate.octets())
        .execute();
  }

  private static String ids(Set<Authority> authorities) {
    return authorities.stream().map(Authority::id).collect(Collectors.joining(","));
  }
}
