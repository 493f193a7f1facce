package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.retention.RetentionPolicy;

/**
 * Searches of {@code ca.certificate}, a page at a time in the order in which certificates end. A
 * page reads as many rows as it gives however large the table is, but for those that a filter by
 * authority skips.
 */
public final class CertificateSearch {
  /** The order of pages; serial numbers compare as the database compares octets. */
  public static final Comparator<CertificateKey> ORDER =
      Comparator.comparing(CertificateKey::notAfter)
          .thenComparingInt(CertificateKey::issuerNumber)
          .thenComparing(key -> key.serial().octets(), Arrays::compareUnsigned);

  /** The column {@code standing}. */
  private static final int NEITHER = 0;

  private static final int ON_HOLD = 1;
  private static final int REVOKED = 2;

  private static final Set<CertificateState> NOT_OVER =
      EnumSet.of(CertificateState.GOOD, CertificateState.SUSPENDED);

  /** notAfter is inclusive, to the end of its second. */
  private static final int LAST_SECOND_MILLIS = 1_000;

  private CertificateSearch() {}

  /**
   * The criteria of a search.
   *
   * @param residence the code of the municipality where the holders live now; all where empty
   * @param endsBefore only those whose last second is before that
   */
  public record Criteria(
      Optional<String> residence,
      Optional<Authority> authority,
      Optional<CertificateState> state,
      Optional<Instant> endsBefore) {

    /** Returns whether a certificate matches, apart from the residence. */
    public boolean match(CardCertificate certificate, Instant now) {
      return authority.filter(kind -> kind != certificate.kind()).isEmpty()
          && state.filter(one -> one != CertificateState.of(certificate, now)).isEmpty()
          && endsBefore.filter(end -> !certificate.notAfter().isBefore(end)).isEmpty();
    }
  }

  /** The place of a certificate in the order of pages. */
  public record CertificateKey(Instant notAfter, int issuerNumber, Serial serial) {
    public static CertificateKey of(CardCertificate certificate) {
      return new CertificateKey(
          certificate.notAfter(), certificate.issuerNumber(), certificate.serial());
    }
  }

  /**
   * A certificate that was found.
   *
   * @param residence the code of the municipality where the holder lives now
   */
  public record Found(CardCertificate certificate, String registerId, String residence) {}

  /**
   * @param after the place that the page begins behind
   * @param limit how many at the most
   */
  public static List<Found> page(
      Handle handle, Criteria criteria, Instant now, Optional<CertificateKey> after, int limit) {
    return standings(criteria.state())
        .flatMap(standing -> page(handle, criteria, standing, now, after, limit).stream())
        .sorted(Comparator.comparing(found -> CertificateKey.of(found.certificate()), ORDER))
        .limit(limit)
        .toList();
  }

  /** An index begins with the standing: where all are wanted, three ranges are merged. */
  private static Stream<Integer> standings(Optional<CertificateState> state) {
    return state
        .map(one ->
            switch (one) {
              case GOOD -> Stream.of(NEITHER);
              case EXPIRED -> Stream.of(NEITHER, ON_HOLD);
              case SUSPENDED -> Stream.of(ON_HOLD);
              case REVOKED -> Stream.of(REVOKED);
            })
        .orElseGet(() -> Stream.of(NEITHER, ON_HOLD, REVOKED));
  }

  private static List<Found> page(
      Handle handle,
      Criteria criteria,
      int standing,
      Instant now,
      Optional<CertificateKey> after,
      int limit) {
    Query query =
        handle
            .createQuery(statement(criteria, after.isPresent()))
            .bind("standing", standing)
            .bind("from", from(criteria.state(), now))
            .bind("before", before(criteria, now))
            .bind("limit", limit);
    criteria.residence().ifPresent(code -> query.bind("residence", code));
    criteria.authority().ifPresent(kind -> query.bind("authority", kind));
    after.ifPresent(key ->
        query
            .bind("notAfter", key.notAfter())
            .bind("issuer", key.issuerNumber())
            .bind("serial", key.serial()));
    return query
        .map((row, context) ->
            new Found(
                CertificateTable.row(row),
                row.getString("register_id"),
                row.getString("residence")))
        .list();
  }

  /** The first notAfter that the state allows; what is not kept any more is not walked through. */
  private static long from(Optional<CertificateState> state, Instant now) {
    return state.filter(NOT_OVER::contains).isPresent()
        ? now.toEpochMilli() - LAST_SECOND_MILLIS + 1
        : RetentionPolicy.keptSince(now).toEpochMilli();
  }

  /** The first notAfter that is too late. */
  private static long before(Criteria criteria, Instant now) {
    long end = criteria.endsBefore().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    return criteria.state().filter(CertificateState.EXPIRED::equals).isPresent()
        ? Math.min(end, now.toEpochMilli() - LAST_SECOND_MILLIS + 1)
        : end;
  }

  /** The index is named: with a few rows the optimiser would prefer to read the whole table. */
  static String statement(Criteria criteria, boolean continued) {
    return "SELECT STRAIGHT_JOIN c.residence, "
        + CertificateTable.COLUMNS
        + "FROM ca.certificate c FORCE INDEX ("
        + (criteria.residence().isPresent() ? "standing_of_residence" : "standing_of_all")
        + ")"
        + """
         JOIN status.issuer i ON i.issuer_no = c.issuer_no
         JOIN status.crl_partition p ON p.partition_no = c.partition_no
         WHERE c.standing = :standing AND c.not_after >= :from AND c.not_after < :before
           AND c.register_id IS NOT NULL
        """
        + (criteria.residence().isPresent() ? " AND c.residence = :residence" : "")
        + (criteria.authority().isPresent() ? " AND c.authority = :authority" : "")
        + (continued
            ? """
             AND (c.not_after > :notAfter
               OR (c.not_after = :notAfter AND c.issuer_no > :issuer)
               OR (c.not_after = :notAfter AND c.issuer_no = :issuer AND c.serial > :serial))
            """
            : "")
        + " ORDER BY c.not_after, c.issuer_no, c.serial LIMIT :limit";
  }
}
