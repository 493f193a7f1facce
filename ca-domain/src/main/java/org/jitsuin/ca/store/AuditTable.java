package org.jitsuin.ca.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.Card;
import org.jitsuin.store.EntryTable;

/**
 * Reads {@code audit.entry}, and keeps {@code audit.disclosure}; {@link EntryTable} adds entries.
 */
public final class AuditTable {
  private AuditTable() {}

  /** Keeps the personal data that entries are bound to, until it is erased by law. */
  public static void disclose(Handle handle, Collection<Commitment> commitments) {
    if (commitments.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO audit.disclosure (hash, salt, data) VALUES (:hash, :salt, :data)");
    for (Commitment commitment : commitments) {
      batch
          .bind("hash", commitment.hash())
          .bind("salt", commitment.salt())
          .bind("data", commitment.data())
          .add();
    }
    batch.execute();
  }

  /**
   * A line of the log.
   *
   * @param number its place in the log, 1 for the first: the number of the leaf in the tree plus 1
   * @param body the canonical encoding
   */
  public record Row(long number, Bytes body) {
    /** Returns whether its facts say that of that member. */
    boolean names(String member, String value) {
      return value(member).filter(value::equals).isPresent();
    }

    /** A member of its facts, where that is a text of letters, digits and {@code . _ -}. */
    Optional<String> value(String member) {
      Matcher found =
          Pattern.compile("\"" + member + "\":\"([A-Za-z0-9._-]+)\"")
              .matcher(new String(body.bytes(), StandardCharsets.UTF_8));
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
  }

  /**
   * Entries in the order in which they were added.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param card only those about that card
   * @param limit how many at the most
   */
  public static List<Row> page(Handle handle, long after, Optional<String> card, int limit) {
    if (card.isPresent() && !Card.isId(card.get())) {
      return List.of();
    }
    return handle
        .createQuery(
            """
            SELECT entry_no, body FROM audit.entry
            WHERE entry_no > :after AND (:card IS NULL OR card = :card)
            ORDER BY entry_no LIMIT :limit
            """)
        .bind("after", after)
        .bind("card", card)
        .bind("limit", limit)
        .map((row, context) -> new Row(row.getLong("entry_no"), Bytes.of(row.getBytes("body"))))
        .list();
  }

  /**
   * The newest entries about a card, in the order in which they were added.
   *
   * @param before the number that the page ends in front of
   * @param limit how many at the most
   */
  public static List<Row> newest(Handle handle, String card, long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT entry_no, body FROM audit.entry
            WHERE card = :card AND entry_no < :before ORDER BY entry_no DESC LIMIT :limit
            """)
        .bind("card", card)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) -> new Row(row.getLong("entry_no"), Bytes.of(row.getBytes("body"))))
        .list()
        .reversed();
  }

  /** The number of the newest entry about any card of a resident; 0 where there is none. */
  public static long last(Handle handle, String registerId) {
    return handle
        .createQuery(
            """
            SELECT COALESCE(MAX(newest), 0) FROM (
              SELECT (SELECT MAX(entry_no) FROM audit.entry WHERE entry.card = card.card_id)
                AS newest
              FROM ca.card WHERE card.register_id = :registerId) AS cards
            """)
        .bind("registerId", registerId)
        .mapTo(Long.class)
        .one();
  }

  /** The entries that have one of those names, by it. */
  static Map<UUID, Bytes> named(Handle handle, Collection<UUID> names) {
    return names.isEmpty()
        ? Map.of()
        : handle
            .createQuery("SELECT id, body FROM audit.entry WHERE id IN (<names>)")
            .bindList("names", names.stream().map(UUID::toString).toList())
            .map((row, _) ->
                Map.entry(UUID.fromString(row.getString("id")), Bytes.of(row.getBytes("body"))))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** An entry with when it was recorded. */
  record Dated(Row row, Instant at) {}

  /**
   * Entries of a kind in their order.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  static List<Dated> page(Handle handle, String kind, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT entry_no, recorded_at, body FROM audit.entry
            WHERE kind = :kind AND entry_no > :after ORDER BY entry_no LIMIT :limit
            """)
        .bind("kind", kind)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) ->
            new Dated(
                new Row(row.getLong("entry_no"), Bytes.of(row.getBytes("body"))),
                Instant.ofEpochMilli(row.getLong("recorded_at"))))
        .list();
  }

  /** Entries of a kind that were recorded in one millisecond: those of a transaction or two. */
  public static List<Row> at(Handle handle, String kind, Instant at) {
    return handle
        .createQuery(
            """
            SELECT entry_no, body FROM audit.entry
            WHERE id >= :from AND id < :until AND kind = :kind ORDER BY entry_no
            """)
        .bind("kind", kind)
        .bind("from", AuditSearch.idsFrom(at))
        .bind("until", AuditSearch.idsFrom(at.plusMillis(1)))
        .map((row, _) -> new Row(row.getLong("entry_no"), Bytes.of(row.getBytes("body"))))
        .list();
  }

  /** The cards that entries of a kind are about, in a range of numbers. */
  public static List<String> cards(Handle handle, String kind, long first, long last) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT card FROM audit.entry
            WHERE kind = :kind AND entry_no BETWEEN :first AND :last AND card IS NOT NULL
            """)
        .bind("kind", kind)
        .bind("first", first)
        .bind("last", last)
        .mapTo(String.class)
        .list();
  }
}
