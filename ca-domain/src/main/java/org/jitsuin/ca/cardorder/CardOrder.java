package org.jitsuin.ca.cardorder;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;

/**
 * The writing of a card.
 *
 * @param id names it, on the chip too
 * @param chip the number of the chip
 * @param kinds the certificates that it is for
 * @param openedBy who began it, by the id of the person
 * @param leasedTo who is at it
 * @param leasedUntil nobody else is, before that
 * @param issuedAt when certificates were last issued over it
 * @param endedAt when it was no longer open
 * @param counter of the chip's updates, as it was read back
 */
public record CardOrder(
    String id,
    String cardId,
    String chip,
    Set<Authority> kinds,
    State state,
    Instant openedAt,
    String openedBy,
    String leasedTo,
    Instant leasedUntil,
    Optional<Instant> issuedAt,
    Optional<Instant> endedAt,
    Optional<Integer> counter) {
  private static final Pattern CHIP = Pattern.compile("[A-Za-z0-9-]{1,32}");

  /** How far an order is. */
  public enum State {
    OPEN,
    /** The card holds what was issued. */
    HELD,
    /** Somebody took it back. */
    WITHDRAWN,
    /** No card was known to hold in time what was issued. */
    LAPSED;

    /** The name in answers and in the database. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> byId(String id) {
      return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
    }
  }

  public CardOrder {
    kinds = Set.copyOf(kinds);
  }

  /** Whether a text can name an order: a UUID in its usual form. */
  public static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a text can be the number of a chip. */
  public static boolean isChip(String text) {
    return CHIP.matcher(text).matches();
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether somebody else is at it now. */
  public boolean isOthers(String person, Instant now) {
    return !leasedTo.equals(person) && leasedUntil.isAfter(now);
  }

  /** The same, with somebody at it. */
  public CardOrder leased(String person, Instant until) {
    return new CardOrder(
        id, cardId, chip, kinds, state, openedAt, openedBy, person, until, issuedAt, endedAt,
        counter);
  }

  /** The same, no longer open. */
  public CardOrder ended(State how, Instant at, Optional<Integer> readCounter) {
    return new CardOrder(
        id,
        cardId,
        chip,
        kinds,
        how,
        openedAt,
        openedBy,
        leasedTo,
        leasedUntil,
        issuedAt,
        Optional.of(at),
        readCounter);
  }
}
