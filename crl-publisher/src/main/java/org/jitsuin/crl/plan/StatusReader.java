package org.jitsuin.crl.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.LinkCertificate;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;

/** Reads issuers, partitions, their newest CRLs and how far the feed has come, all at once. */
public final class StatusReader {
  private static final int FETCH = 1_000;

  private final StatusDatabase database;
  private final Predicate<Partition> scope;
  private final boolean withLinks;

  private StatusReader(StatusDatabase database, Predicate<Partition> scope, boolean withLinks) {
    this.database = database;
    this.scope = scope;
    this.withLinks = withLinks;
  }

  /**
   * @param scope the partitions to care for
   */
  public StatusReader(StatusDatabase database, Predicate<Partition> scope) {
    this(database, scope, true);
  }

  /** Reads a copy of the schema {@code status}, beside which there is no other: no links. */
  public static StatusReader ofStatusAlone(StatusDatabase database, Predicate<Partition> scope) {
    return new StatusReader(database, scope, false);
  }

  /**
   * @throws Fault DATABASE_UNAVAILABLE; INTEGRITY_VIOLATED if an issuer is not understood
   */
  public Status read() {
    return database.run(handle -> {
      long feedLast =
          handle
              .createQuery("SELECT last FROM status.feed_head WHERE one = 1")
              .mapTo(Long.class)
              .one();
      List<CrlIssuer> issuers = IssuerTable.all(handle);
      List<PartitionStatus> partitions = new ArrayList<>();
      Map<String, String> unusable = new HashMap<>();
      readPartitions(handle, issuers, partitions, unusable);
      List<LinkCertificate> links =
          withLinks ? IssuerTable.links(handle, issuers, unusable) : List.of();
      return new Status(feedLast, issuers, links, partitions, unusable);
    });
  }

  /** The last of something is read as such: MAX would walk through all of them each time. */
  private void readPartitions(
      Handle handle,
      List<CrlIssuer> issuers,
      List<PartitionStatus> partitions,
      Map<String, String> unusable) {
    Map<Integer, CrlIssuer> byNumber =
        issuers.stream().collect(Collectors.toMap(CrlIssuer::no, Function.identity()));
    handle
        .createQuery(
            """
            SELECT p.partition_no, p.issuer_no, p.id, p.municipality, p.distribution_point,
              c.number, c.feed_seq, c.this_update, c.next_update, c.entries, c.size, c.sha256,
              c.base, c.delta_entries, c.delta_size, c.delta_sha256, b.number AS base_number,
              b.feed_seq AS base_feed_seq, b.this_update AS base_this_update,
              b.size AS base_size, b.sha256 AS base_sha256,
              (SELECT seq FROM status.feed f WHERE f.partition_no = p.partition_no
               ORDER BY seq DESC LIMIT 1) AS last_change
            FROM (
              SELECT partition_no, issuer_no, id, municipality, distribution_point
              FROM status.crl_partition
              UNION ALL SELECT :complete - issuer_no, issuer_no, NULL, NULL, NULL
              FROM status.issuer) p
            LEFT JOIN status.crl c ON c.partition_no = p.partition_no AND c.number =
              (SELECT number FROM status.crl n
               WHERE n.partition_no = p.partition_no AND n.state = 'published'
               ORDER BY number DESC LIMIT 1)
            LEFT JOIN status.crl b ON b.partition_no = c.partition_no AND b.number = c.base
              AND b.state = 'published'
            ORDER BY p.partition_no
            """)
        .bind("complete", Partition.TOP)
        .setFetchSize(FETCH)
        .map((row, _) -> row(row, byNumber, unusable))
        .forEach(
            found -> found.filter(one -> scope.test(one.partition())).ifPresent(partitions::add));
  }

  private static Optional<PartitionStatus> row(
      ResultSet row, Map<Integer, CrlIssuer> issuers, Map<String, String> unusable)
      throws SQLException {
    try {
      return Optional.of(
          new PartitionStatus(
              partition(row, issuers.get(row.getInt("issuer_no"))),
              published(row),
              row.getLong("last_change")));
    } catch (IllegalArgumentException e) {
      // One bad row must not keep the others' CRLs from being published.
      unusable.put("partition " + row.getInt("partition_no"), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Partition partition(ResultSet row, CrlIssuer issuer) throws SQLException {
    String id = row.getString("id");
    return row.wasNull()
        ? Partition.complete(issuer)
        : new Partition(
            row.getInt("partition_no"),
            issuer,
            id,
            Optional.of(
                new Partition.Area(
                    row.getString("municipality"), names(row.getBytes("distribution_point")))));
  }

  private static GeneralNames names(byte[] der) {
    GeneralNames names = GeneralNames.getInstance(der);
    if (!Arrays.equals(DerWriter.encode(names), der)) {
      throw new IllegalArgumentException("the distribution point is not DER");
    }
    return names;
  }

  private static Optional<PublishedCrl> published(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    if (row.wasNull()) {
      return Optional.empty();
    }
    byte[] sha256 = row.getBytes("sha256");
    if (sha256 == null) {
      throw new IllegalArgumentException("its published CRL has no digest");
    }
    return Optional.of(
        new PublishedCrl(
            number,
            row.getLong("feed_seq"),
            Instant.ofEpochMilli(row.getLong("this_update")),
            Instant.ofEpochMilli(row.getLong("next_update")),
            row.getLong("entries"),
            row.getLong("size"),
            Fingerprint.ofDigest(sha256),
            delta(row, number)));
  }

  private static Optional<PublishedDelta> delta(ResultSet row, long number) throws SQLException {
    byte[] sha256 = row.getBytes("delta_sha256");
    if (sha256 == null) {
      return Optional.empty();
    }
    long base = row.getLong("base");
    if (base != row.getLong("base_number")) {
      throw new IllegalArgumentException("its delta CRL starts from one that is not published");
    }
    return Optional.of(
        new PublishedDelta(
            base == number ? Optional.empty() : Optional.of(base(row)),
            row.getLong("delta_entries"),
            row.getLong("delta_size"),
            Fingerprint.ofDigest(sha256)));
  }

  private static CrlBase base(ResultSet row) throws SQLException {
    return new CrlBase(
        row.getLong("base_number"),
        row.getLong("base_feed_seq"),
        Instant.ofEpochMilli(row.getLong("base_this_update")),
        row.getLong("base_size"),
        Fingerprint.ofDigest(row.getBytes("base_sha256")));
  }
}
