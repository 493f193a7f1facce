package org.jitsuin.installation.ceremony;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.IssuerTable;

/** Reads what {@link RetirementFacts} says, and writes that a key generation is retired. */
final class RetirementTable {
  /** The nextUpdate of a last CRL. */
  static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private final Handle handle;
  private final Instant now;

  RetirementTable(Handle handle, Instant now) {
    this.handle = handle;
    this.now = now;
  }

  /** Returns what is known of a key generation; empty where there is none of that name. */
  Optional<RetirementFacts> facts(Issuer issuer) {
    List<IssuerTable.Row> all = IssuerTable.all(handle);
    return all.stream()
        .filter(row -> issuer(row).equals(issuer))
        .findFirst()
        .map(row -> facts(issuer, row, all));
  }

  private RetirementFacts facts(Issuer issuer, IssuerTable.Row row, List<IssuerTable.Row> all) {
    Optional<Issuer> successor =
        all.stream()
            .filter(other -> other.authority().equals(row.authority()))
            .filter(other -> other.generation() > row.generation() && issues(other))
            .map(RetirementTable::issuer)
            .findFirst();
    return new RetirementFacts(
        issuer,
        row.retired(),
        successor,
        count("SELECT COUNT(*) FROM status.crl_partition WHERE issuer_no = :issuer", row),
        withoutLast(row),
        issuedSince(row),
        links(row, all),
        count(
            "SELECT COUNT(*) FROM ca.signing_intent"
                + " WHERE issuer_no = :issuer AND state = 'pending'",
            row));
  }

  private boolean issues(IssuerTable.Row row) {
    return row.retired().isEmpty()
        && !row.issuesFrom().isAfter(now)
        && !now.isBefore(row.certificate().getNotBefore().toInstant())
        && !now.isAfter(row.certificate().getNotAfter().toInstant());
  }

  private long count(String query, IssuerTable.Row row) {
    return handle.createQuery(query).bind("issuer", row.number()).mapTo(Long.class).one();
  }

  private long withoutLast(IssuerTable.Row row) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM status.crl_partition p
            WHERE p.issuer_no = :issuer AND NOT EXISTS (
              SELECT 1 FROM status.crl c WHERE c.partition_no = p.partition_no
                AND c.state = 'published' AND c.next_update = :never AND c.number =
                  (SELECT number FROM status.crl n
                   WHERE n.partition_no = p.partition_no AND n.state = 'published'
                   ORDER BY number DESC LIMIT 1))
            """)
        .bind("issuer", row.number())
        .bind("never", NEVER.toEpochMilli())
        .mapTo(Long.class)
        .one();
  }

  /** The feed names every certificate that was issued; it is read behind the last CRLs only. */
  private boolean issuedSince(IssuerTable.Row row) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM status.crl_partition p
            JOIN status.crl c ON c.partition_no = p.partition_no AND c.state = 'published'
              AND c.next_update = :never
            JOIN status.feed f ON f.partition_no = p.partition_no AND f.seq > c.feed_seq
            WHERE p.issuer_no = :issuer AND f.not_after >= :now LIMIT 1
            """)
        .bind("issuer", row.number())
        .bind("never", NEVER.toEpochMilli())
        .bind("now", now.toEpochMilli())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private List<RetirementFacts.Link> links(IssuerTable.Row row, List<IssuerTable.Row> all) {
    return handle
        .createQuery(
            "SELECT subject_no, certificate FROM audit.link_certificate WHERE issuer_no = :issuer")
        .bind("issuer", row.number())
        .map((link, _) -> link(all, link.getInt("subject_no"), link.getBytes("certificate")))
        .list()
        .stream()
        .filter(link -> !link.notAfter().isBefore(now) && !isRevoked(row, link.serial()))
        .toList();
  }

  private static RetirementFacts.Link link(
      List<IssuerTable.Row> all, int subject, byte[] certificate) {
    var parsed = SignedCertificate.parse(certificate);
    return new RetirementFacts.Link(
        all.stream()
            .filter(row -> row.number() == subject)
            .map(RetirementTable::issuer)
            .findFirst()
            .orElseThrow(),
        Serial.of(parsed.getSerialNumber()),
        parsed.getNotAfter().toInstant());
  }

  private boolean isRevoked(IssuerTable.Row row, Serial serial) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM status.revocation
              WHERE partition_no = 2147483647 - :issuer AND serial = :serial)
            """)
        .bind("issuer", row.number())
        .bind("serial", serial)
        .mapTo(Boolean.class)
        .one();
  }

  private static Issuer issuer(IssuerTable.Row row) {
    return new Issuer(Authority.byId(row.authority()).orElseThrow(), row.generation());
  }
}
