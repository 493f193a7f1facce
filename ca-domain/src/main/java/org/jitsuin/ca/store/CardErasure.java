package org.jitsuin.ca.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Erases whose cards are, with all that entries about the cards bind. */
public final class CardErasure {
  private static final int PAGE = 1_000;

  private CardErasure() {}

  /**
   * A card whose last day is long past.
   *
   * @param registerId whose it is; empty where it was erased before
   */
  public record Due(String cardId, LocalDate expiresOn, String registerId) {
    /** Returns whether it is still to be erased. */
    boolean isSomebodys() {
      return !registerId.isEmpty();
    }
  }

  /**
   * Returns cards in the order of their last days.
   *
   * @param afterDay the last day that the page begins with
   * @param afterCard the card of that day that it begins behind
   * @param before only those whose last day was before that
   * @param limit how many at the most
   */
  static List<Due> ended(
      Handle handle, LocalDate afterDay, String afterCard, LocalDate before, int limit) {
    return handle
        .createQuery(
            """
            SELECT card_id, expires_on, COALESCE(register_id, '') AS register_id
            FROM ca.card FORCE INDEX (end_of_all)
            WHERE expires_on >= :day AND expires_on < :before
              AND (expires_on > :day OR card_id > :card)
            ORDER BY expires_on, card_id LIMIT :limit
            """)
        .bind("day", afterDay)
        .bind("card", afterCard)
        .bind("before", before)
        .bind("limit", limit)
        .mapTo(Due.class)
        .list();
  }

  /**
   * Returns those of these cards that end with their last certificate: whose own last day was
   * before that, and whose certificates are all erased.
   */
  static List<String> over(Handle handle, Collection<String> cards, LocalDate before) {
    return cards.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                SELECT k.card_id FROM ca.card k
                WHERE k.card_id IN (<cards>) AND k.register_id IS NOT NULL
                  AND k.expires_on < :before AND NOT EXISTS (
                    SELECT 1 FROM ca.certificate c
                    WHERE c.card_id = k.card_id AND c.register_id IS NOT NULL)
                """)
            .bindList("cards", List.copyOf(cards))
            .bind("before", before)
            .mapTo(String.class)
            .list();
  }

  /** Returns all cards of a resident; a few. */
  static List<Due> ofResident(Handle handle, String registerId) {
    return handle
        .createQuery(
            """
            SELECT card_id, expires_on, register_id FROM ca.card
            WHERE register_id = :id ORDER BY registered_at, card_id
            """)
        .bind("id", registerId)
        .mapTo(Due.class)
        .list();
  }

  /** Returns the entries about those cards: what they bind is of the holder, or told by others. */
  static List<AuditTable.Row> entries(Handle handle, Collection<String> cards) {
    List<AuditTable.Row> entries = new ArrayList<>();
    for (String card : cards) {
      List<AuditTable.Row> page;
      long after = 0;
      do {
        page = AuditTable.page(handle, after, Optional.of(card), PAGE);
        entries.addAll(page);
        after = page.isEmpty() ? after : page.getLast().number();
      } while (page.size() == PAGE);
    }
    return entries;
  }

  /**
   * What was erased with cards.
   *
   * @param applications about them
   * @param disclosures what entries bound of all that
   */
  record Erased(int applications, int disclosures) {}

  /** Makes cards nobody's; whose they are is locked, and their certificates are erased. */
  static Erased erase(Handle handle, Collection<String> cards) {
    if (cards.isEmpty()) {
      return new Erased(0, 0);
    }
    int disclosures = DisclosureTable.eraseOf(handle, entries(handle, cards));
    handle
        .createUpdate(
            "UPDATE ca.card SET register_id = NULL, residence = '' WHERE card_id IN (<cards>)")
        .bindList("cards", List.copyOf(cards))
        .execute();
    int applications =
        ApplicationErasure.erase(
            handle,
            ApplicationErasure.of(handle, cards, List.of()).stream()
                .map(ApplicationErasure.Found::id)
                .toList());
    return new Erased(applications, disclosures);
  }
}
