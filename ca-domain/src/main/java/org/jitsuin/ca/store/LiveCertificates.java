package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Bytes;

/**
 * How many certificates of cards are live, which are good or on hold and not over, by key, by
 * generation, by the year in which they end and by the municipality where the holder lives.
 *
 * <p>Read in stretches of the primary key, each a statement of its own that locks nothing: what is
 * counted while others issue and revoke is a forecast and no proof. What is kept of it in memory
 * does not grow with the certificates, but with municipalities and years.
 */
public final class LiveCertificates {
  /** Short enough for a replica that follows, long enough for millions in minutes. */
  private static final int STRETCH = 20_000;

  private final Jdbi database;
  private final int stretch;

  public LiveCertificates(Jdbi database) {
    this(database, STRETCH);
  }

  LiveCertificates(Jdbi database, int stretch) {
    this.database = database;
    this.stretch = stretch;
  }

  /**
   * What is counted together.
   *
   * @param issuer the row of the key generation in {@code status.issuer}
   * @param key {@code rsa}, {@code p-256}, {@code p-384}, or {@code other}, by the identifier of
   *     the key in the certificate; {@code forgotten} where the certificate itself was erased
   * @param year in which it ends, in Japan
   * @param municipality where the holder lives
   */
  public record Group(int issuer, String key, int year, String municipality)
      implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int order = Integer.compare(issuer, other.issuer);
      order = order != 0 ? order : key.compareTo(other.key);
      order = order != 0 ? order : Integer.compare(year, other.year);
      return order != 0 ? order : municipality.compareTo(other.municipality);
    }
  }

  /** Counts all that are live at that moment. */
  public SortedMap<Group, Long> count(Instant now) {
    SortedMap<Group, Long> counts = new TreeMap<>();
    for (IssuerTable.Row issuer : database.withHandle(IssuerTable::all)) {
      Optional<Bytes> end = Optional.of(Bytes.of(new byte[0]));
      while (end.isPresent()) {
        Bytes after = end.get();
        end =
            database.withHandle(handle -> {
              Optional<Bytes> last = last(handle, issuer.number(), after);
              last.ifPresent(until -> add(handle, issuer.number(), after, until, now, counts));
              return last;
            });
      }
    }
    return counts;
  }

  /** The end of the stretch that begins behind a serial number; empty where there is none. */
  private Optional<Bytes> last(Handle handle, int issuer, Bytes after) {
    return handle
        .createQuery(
            """
            SELECT MAX(serial) FROM (
              SELECT serial FROM ca.certificate WHERE issuer_no = :issuer AND serial > :after
              ORDER BY serial LIMIT :stretch) s
            """)
        .bind("issuer", issuer)
        .bind("after", after.bytes())
        .bind("stretch", stretch)
        .mapTo(byte[].class)
        .findOne()
        .map(Bytes::of);
  }

  /**
   * The key is known by the object identifier in its SubjectPublicKeyInfo: rsaEncryption, or the
   * curve. Years are Japan's, nine hours before UTC's.
   */
  private static void add(
      Handle handle,
      int issuer,
      Bytes after,
      Bytes until,
      Instant now,
      SortedMap<Group, Long> counts) {
    handle
        .createQuery(
            """
            SELECT CASE WHEN d.der IS NULL THEN 'forgotten'
                WHEN INSTR(d.der, x'06092a864886f70d010101') > 0 THEN 'rsa'
                WHEN INSTR(d.der, x'06052b81040022') > 0 THEN 'p-384'
                WHEN INSTR(d.der, x'06082a8648ce3d030107') > 0 THEN 'p-256'
                ELSE 'other' END AS key_kind,
              YEAR(DATE_ADD('1970-01-01',
                INTERVAL (c.not_after + 32400000) DIV 86400000 DAY)) AS ends,
              c.residence, COUNT(*) AS certificates
            FROM ca.certificate c LEFT JOIN ca.certificate_der d USING (issuer_no, serial)
            WHERE c.issuer_no = :issuer AND c.serial > :after AND c.serial <= :until
              AND c.standing < 2 AND c.not_after >= :now
            GROUP BY key_kind, ends, c.residence
            """)
        .bind("issuer", issuer)
        .bind("after", after.bytes())
        .bind("until", until.bytes())
        .bind("now", now.toEpochMilli())
        .map((row, _) -> {
          Group group =
              new Group(
                  issuer,
                  row.getString("key_kind"),
                  row.getInt("ends"),
                  row.getString("residence"));
          return counts.merge(group, row.getLong("certificates"), Long::sum);
        })
        .forEach(_ -> {});
  }
}
