package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jitsuin.ca.model.Card;

/**
 * Searches of {@code ca.card}, a page at a time in the order of a key. A page reads as many rows as
 * it gives however large the table is.
 */
public final class CardSearch {
  private static final String SELECT =
      CardTable.SELECT.replace("end_cause", "end_cause, residence");

  private CardSearch() {}

  /**
   * A card that was found.
   *
   * @param residence the code of the municipality where the holder lives now
   */
  public record Found(Card card, String residence) {}

  /** The place of a suspended card: those suspended longest come first. */
  public record SuspensionKey(Instant at, String cardId) {}

  /** The place of a card that ends. */
  public record EndKey(LocalDate expiresOn, String cardId) {}

  /**
   * Returns the cards of a resident, the oldest first.
   *
   * @param after the card that the page begins behind; nothing comes after one that is unknown
   */
  public static List<Found> ofResident(
      Handle handle, String registerId, Optional<String> after, int limit) {
    return rows(
        handle
            .createQuery(
                SELECT
                    + " WHERE register_id = :registerId"
                    + (after.isPresent()
                        ? """
                         AND (registered_at, card_id) >
                           (SELECT registered_at, card_id FROM ca.card WHERE card_id = :after)
                        """
                        : "")
                    + " ORDER BY registered_at, card_id LIMIT :limit")
            .bind("registerId", registerId)
            .bind("limit", limit),
        query -> after.ifPresent(id -> query.bind("after", id)));
  }

  /**
   * Returns suspended cards.
   *
   * @param residence all where empty
   * @param before only those suspended before that
   */
  public static List<Found> suspended(
      Handle handle,
      Optional<String> residence,
      Instant before,
      Optional<SuspensionKey> after,
      int limit) {
    return rows(
        handle
            .createQuery(suspendedStatement(residence.isPresent(), after.isPresent()))
            .bind("before", before)
            .bind("limit", limit),
        query -> {
          residence.ifPresent(code -> query.bind("residence", code));
          after.ifPresent(key -> query.bind("at", key.at()).bind("card", key.cardId()));
        });
  }

  static String suspendedStatement(boolean ofResidence, boolean continued) {
    return SELECT
        + " FORCE INDEX ("
        + (ofResidence ? "suspension_of_residence" : "suspended_at")
        + ") WHERE suspended_at < :before AND register_id IS NOT NULL"
        + (ofResidence ? " AND residence = :residence" : "")
        + (continued ? " AND (suspended_at > :at OR (suspended_at = :at AND card_id > :card))" : "")
        + " ORDER BY suspended_at, card_id LIMIT :limit";
  }

  /**
   * Cards that have not lapsed and end by their date, but for those that end with a period of stay.
   *
   * @param from the first day of the window
   * @param until the last
   */
  public static List<Found> ending(
      Handle handle,
      String residence,
      LocalDate from,
      LocalDate until,
      Optional<EndKey> after,
      int limit) {
    return rows(
        handle
            .createQuery(endingStatement(after.isPresent()))
            .bind("residence", residence)
            .bind("from", from)
            .bind("until", until)
            .bind("limit", limit),
        query ->
            after.ifPresent(key -> query.bind("date", key.expiresOn()).bind("card", key.cardId())));
  }

  static String endingStatement(boolean continued) {
    return SELECT
        + """
         FORCE INDEX (end_of_residence)
         WHERE residence = :residence AND expires_on >= :from AND expires_on <= :until
           AND ended_at IS NULL AND expires_on >= longest_until
        """
        + (continued ? " AND (expires_on > :date OR (expires_on = :date AND card_id > :card))" : "")
        + " ORDER BY expires_on, card_id LIMIT :limit";
  }

  private interface Binding {
    void bind(Query query);
  }

  private static List<Found> rows(Query query, Binding binding) {
    binding.bind(query);
    return query.map((row, context) -> row(row)).list();
  }

  private static Found row(ResultSet row) throws SQLException {
    return new Found(CardTable.row(row), row.getString("residence"));
  }
}
