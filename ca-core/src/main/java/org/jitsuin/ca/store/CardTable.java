package org.jitsuin.ca.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.Card;

/** {@code ca.card}. */
public final class CardTable {
  private CardTable() {}

  public static void insert(Handle handle, Card card, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.card
              (card_id, register_id, municipality, issued_on, expires_on, registered_at)
            VALUES (:id, :registerId, :municipality, :issuedOn, :expiresOn, :now)
            """)
        .bind("id", card.id())
        .bind("registerId", card.registerId())
        .bind("municipality", card.municipality())
        .bind("issuedOn", card.issuedOn())
        .bind("expiresOn", card.expiresOn())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  public static Optional<Card> find(Handle handle, String id) {
    if (!Card.isId(id)) {
      return Optional.empty();
    }
    return handle
        .createQuery(
            """
            SELECT card_id, register_id, municipality, issued_on, expires_on
            FROM ca.card WHERE card_id = :id
            """)
        .bind("id", id)
        .map((row, context) ->
            new Card(
                row.getString("card_id"),
                row.getString("register_id"),
                row.getString("municipality"),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("expires_on", LocalDate.class)))
        .findOne();
  }
}
