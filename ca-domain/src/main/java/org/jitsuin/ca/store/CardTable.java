package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Suspension;

/** The table {@code ca.card}. A card whose holder was erased is nobody's, and found no more. */
public final class CardTable {
  static final String SELECT =
      """
      SELECT card_id, register_id, municipality, issued_on, expires_on, longest_until,
        specially_extended, without_pins, predecessor, suspended_at, suspended_by, ended_at,
        end_cause
      FROM ca.card
      """;

  /** The condition that the holder was not erased. */
  private static final String SOMEBODYS = " AND register_id IS NOT NULL";

  private CardTable() {}

  static void insert(Handle handle, Collection<Card> cards, Instant now) {
    if (cards.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.card
              (card_id, register_id, municipality, issued_on, expires_on, registered_at,
               longest_until, specially_extended, without_pins, predecessor)
            VALUES (:id, :registerId, :municipality, :issuedOn, :expiresOn, :now, :longestUntil,
              :speciallyExtended, :withoutPins, :predecessor)
            """);
    for (Card card : cards) {
      batch
          .bind("id", card.id())
          .bind("registerId", card.registerId())
          .bind("municipality", card.municipality())
          .bind("issuedOn", card.issuedOn())
          .bind("expiresOn", card.expiresOn())
          .bind("now", now)
          .bind("longestUntil", card.term().longestUntil())
          .bind("speciallyExtended", card.term().speciallyExtended())
          .bind("withoutPins", card.withoutPins())
          .bind("predecessor", card.predecessor())
          .add();
    }
    batch.execute();
  }

  /** Writes what may change of a card. */
  static void update(Handle handle, Collection<Card> cards) {
    if (cards.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE ca.card SET expires_on = :expiresOn, specially_extended = :speciallyExtended,
              suspended_at = :suspendedAt, suspended_by = :suspendedBy, ended_at = :endedAt,
              end_cause = :endCause
            WHERE card_id = :id
            """);
    for (Card card : cards) {
      batch
          .bind("id", card.id())
          .bind("expiresOn", card.expiresOn())
          .bind("speciallyExtended", card.term().speciallyExtended())
          .bind("suspendedAt", card.suspension().map(Suspension::at))
          .bind("suspendedBy", card.suspension().map(Suspension::by))
          .bind("endedAt", card.end().map(CardEnd::at))
          .bind("endCause", card.end().map(CardEnd::cause))
          .add();
    }
    batch.execute();
  }

  /**
   * Writes where the holders of those residents' cards live now, as it stands in {@code
   * ca.resident}.
   */
  static void move(Handle handle, Collection<String> registerIds) {
    if (!registerIds.isEmpty()) {
      handle
          .createUpdate(
              """
              UPDATE ca.resident r STRAIGHT_JOIN ca.card k ON k.register_id = r.register_id
              SET k.residence = r.municipality WHERE r.register_id IN (<ids>)
              """)
          .bindList("ids", InList.of(registerIds))
          .execute();
    }
  }

  public static Optional<Card> find(Handle handle, String id) {
    return Card.isId(id)
        ? handle
            .createQuery(SELECT + " WHERE card_id = :id" + SOMEBODYS)
            .bind("id", id)
            .map((row, context) -> row(row))
            .findOne()
        : Optional.empty();
  }

  /** Returns those of some cards that are somebody's. */
  public static List<Card> find(Handle handle, Collection<String> ids) {
    List<String> possible = ids.stream().filter(Card::isId).distinct().toList();
    return possible.isEmpty()
        ? List.of()
        : handle
            .createQuery(SELECT + " WHERE card_id IN (<ids>)" + SOMEBODYS)
            .bindList("ids", InList.of(possible))
            .map((row, context) -> row(row))
            .list();
  }

  /** Returns all cards that those residents ever had, the oldest first; a few each. */
  static List<Card> ofResidents(Handle handle, Collection<String> registerIds) {
    return registerIds.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                SELECT
                    + " WHERE register_id IN (<ids>) ORDER BY register_id, registered_at, card_id")
            .bindList("ids", InList.of(registerIds))
            .map((row, context) -> row(row))
            .list();
  }

  /**
   * Suspended cards, those suspended longest first.
   *
   * @param before only those suspended before that time
   * @param after the card that the page begins behind, as it was in the page before
   */
  public static List<Card> suspended(
      Handle handle, Instant before, Optional<Card> after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE suspended_at < :before AND ended_at IS NULL AND register_id IS NOT NULL
                   AND (suspended_at, card_id) > (:afterAt, :afterId)
                 ORDER BY suspended_at, card_id LIMIT :limit
                """)
        .bind("before", before)
        .bind(
            "afterAt",
            after.flatMap(Card::suspension).map(held -> held.at().toEpochMilli()).orElse(-1L))
        .bind("afterId", after.map(Card::id).orElse(""))
        .bind("limit", limit)
        .map((row, context) -> row(row))
        .list();
  }

  static Card row(ResultSet row) throws SQLException {
    return new Card(
        row.getString("card_id"),
        row.getString("register_id"),
        row.getString("municipality"),
        row.getObject("issued_on", LocalDate.class),
        row.getObject("expires_on", LocalDate.class),
        new Card.Term(
            row.getObject("longest_until", LocalDate.class), row.getBoolean("specially_extended")),
        row.getBoolean("without_pins"),
        Optional.ofNullable(row.getString("predecessor")),
        suspension(row),
        end(row));
  }

  private static Optional<Suspension> suspension(ResultSet row) throws SQLException {
    long at = row.getLong("suspended_at");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Suspension(Instant.ofEpochMilli(at), row.getString("suspended_by")));
  }

  private static Optional<CardEnd> end(ResultSet row) throws SQLException {
    long at = row.getLong("ended_at");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new CardEnd(
                Instant.ofEpochMilli(at),
                CardEnd.Cause.byId(row.getString("end_cause")).orElseThrow()));
  }
}
