package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;
import static org.jitsuin.ca.store.Columns.optional;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.ListedBy;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.store.RevocationTargets.Listed;

/** The table {@code ca.revocation_list}: lists of certificates to be revoked. */
public final class RevocationListTable {
  private static final int AT_ONCE = 500;
  private static final int FETCH = 5_000;

  private RevocationListTable() {}

  /**
   * A list as it stands.
   *
   * @param municipality whose residents' certificates alone may be on it, if one's
   * @param entries how many are on it
   * @param sha256 what it is sealed with; empty until then
   */
  public record RevocationList(
      String id,
      Authority authority,
      ListedBy by,
      Optional<String> municipality,
      long entries,
      Mark opened,
      Optional<Fingerprint> sha256) {
    /** Returns what it is sealed with; empty until then. */
    public Optional<ListSeal> seal() {
      return sha256.map(hash -> new ListSeal(entries, hash));
    }
  }

  /**
   * Adds an empty list.
   *
   * @param id a UUID, which the job that is proposed over it has as well
   * @param municipality whose residents' certificates alone may be on it; empty for all
   */
  public static void insert(
      Handle handle,
      String id,
      Authority authority,
      ListedBy by,
      Optional<String> municipality,
      Mark opened) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.revocation_list
              (list_id, authority, listed_by, municipality, entries, opened_by, opened_at)
            VALUES (:id, :authority, :listedBy, :municipality, 0, :by, :at)
            """)
        .bind("id", id)
        .bind("authority", authority)
        .bind("listedBy", by.id())
        .bind("municipality", municipality)
        .bindMethods(opened)
        .execute();
  }

  /** Returns a list as it stands; empty if there is none of that id. */
  public static Optional<RevocationList> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks a list until the transaction ends; otherwise as {@link #find}. */
  public static Optional<RevocationList> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<RevocationList> select(Handle handle, String id, String suffix) {
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(
                """
                SELECT list_id, authority, listed_by, municipality, entries, opened_by, opened_at,
                  sha256
                FROM ca.revocation_list WHERE list_id = :id
                """
                    + suffix)
            .bind("id", id)
            .map(RevocationListTable::row)
            .findOne();
  }

  private static RevocationList row(RowView row) {
    return new RevocationList(
        row.getColumn("list_id", String.class),
        row.getColumn("authority", Authority.class),
        ListedBy.byId(row.getColumn("listed_by", String.class)).orElseThrow(),
        optional(row, "municipality", String.class),
        row.getColumn("entries", Long.class),
        mark(row, "opened").orElseThrow(),
        optional(row, "sha256", Fingerprint.class));
  }

  /** How many lists a person has opened since then. */
  public static long opened(Handle handle, String person, Instant since) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM ca.revocation_list WHERE opened_by = :by AND opened_at >= :at")
        .bind("by", person)
        .bind("at", since)
        .mapTo(long.class)
        .one();
  }

  /** Adds entries to a list that this transaction has locked, none of which is on it. */
  public static void add(Handle handle, String id, Collection<Listed> listed) {
    RevocationTargets.keep(handle, id, listed);
    handle.execute(
        "UPDATE ca.revocation_list SET entries = entries + ? WHERE list_id = ?", listed.size(), id);
  }

  /** Returns those that are on the list. */
  public static Set<Listed> present(Handle handle, String id, Collection<Listed> some) {
    Set<Listed> present = new HashSet<>();
    List<Listed> all = List.copyOf(some);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      Map<String, Listed> part = new HashMap<>();
      all.subList(from, Math.min(from + AT_ONCE, all.size()))
          .forEach(one -> part.put(one.issuerNumber() + "/" + one.serial(), one));
      handle
          .createQuery(
              """
              SELECT issuer_no, serial FROM ca.revocation_job_serial
              WHERE job_id = :id AND issuer_no IN (<issuers>) AND serial IN (<serials>)
              """)
          .bind("id", id)
          .bindList("issuers", part.values().stream().map(Listed::issuerNumber).distinct().toList())
          .bindList("serials", part.values().stream().map(Listed::serial).toList())
          .map((row, _) ->
              row.getInt("issuer_no") + "/" + HexFormat.of().formatHex(row.getBytes("serial")))
          .forEach(key -> Optional.ofNullable(part.get(key)).ifPresent(present::add));
    }
    return present;
  }

  /** Returns the certificates of the authority over those keys, by key. */
  public static Map<Fingerprint, Listed> certified(
      Handle handle, Authority authority, Collection<Fingerprint> keys) {
    Map<Fingerprint, Listed> found = HashMap.newHashMap(keys.size());
    List<Fingerprint> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      handle
          .createQuery(
              """
              SELECT key_hash, issuer_no, serial, residence FROM ca.certificate
              WHERE key_hash IN (<keys>) AND authority = :authority AND register_id IS NOT NULL
              """)
          .bindList("keys", all.subList(from, Math.min(from + AT_ONCE, all.size())))
          .bind("authority", authority)
          .map((row, _) ->
              Map.entry(
                  Fingerprint.ofDigest(row.getBytes("key_hash")),
                  new Listed(
                      row.getInt("issuer_no"),
                      Serial.of(row.getBytes("serial")),
                      row.getString("residence"))))
          .forEach(one -> found.put(one.getKey(), one.getValue()));
    }
    return found;
  }

  /** Computes what a list would be sealed with, from what is on it now. */
  public static ListSeal seal(Handle handle, RevocationList list) {
    String sql =
        switch (list.by()) {
          case SERIALS ->
              """
              SELECT serial FROM ca.revocation_job_serial WHERE job_id = :id ORDER BY serial
              """;
          case KEYS ->
              """
              SELECT c.key_hash FROM ca.revocation_job_serial j
              STRAIGHT_JOIN ca.certificate c ON c.issuer_no = j.issuer_no AND c.serial = j.serial
              WHERE j.job_id = :id ORDER BY c.key_hash
              """;
        };
    MessageDigest digest = Fingerprint.sha256();
    long entries = 0;
    try (Stream<String> lines =
        handle
            .createQuery(sql)
            .setFetchSize(FETCH)
            .bind("id", list.id())
            .map((row, _) -> HexFormat.of().formatHex(row.getBytes(1)) + "\n")
            .stream()) {
      for (String line : (Iterable<String>) lines::iterator) {
        digest.update(line.getBytes(StandardCharsets.US_ASCII));
        entries++;
      }
    }
    return new ListSeal(entries, Fingerprint.ofDigest(digest.digest()));
  }

  /** Seals a list: nothing is added any more. */
  public static void seal(Handle handle, String id, Fingerprint sha256, Mark sealed) {
    handle
        .createUpdate(
            """
            UPDATE ca.revocation_list SET sha256 = :sha256, sealed_by = :by, sealed_at = :at
            WHERE list_id = :id
            """)
        .bind("sha256", sha256)
        .bindMethods(sealed)
        .bind("id", id)
        .execute();
  }
}
