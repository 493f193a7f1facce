package org.jitsuin.ca.cardorder;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** Who may write which card when, and what a card must be read back with. */
public final class CardOrderRules {
  private CardOrderRules() {}

  /**
   * Somebody who wants to write a card, or to go on with it.
   *
   * @param until so long nobody else is at it
   */
  public record Wish(
      String id, String cardId, String chip, Set<Authority> kinds, String person, Instant until) {
    public Wish {
      kinds = Set.copyOf(kinds);
    }

    boolean isFor(CardOrder order) {
      return order.cardId().equals(cardId)
          && order.chip().equals(chip)
          && order.kinds().equals(kinds);
    }
  }

  /**
   * Begins an order, or goes on with one.
   *
   * @param known all orders of that name, of that card and of that chip
   * @return the order as it is then
   */
  public static Outcome<CardOrder> open(Wish wish, Collection<CardOrder> known, Instant now) {
    Optional<CardOrder> same =
        known.stream().filter(order -> order.id().equals(wish.id())).findFirst();
    if (same.isPresent()) {
      CardOrder order = same.orElseThrow();
      if (!wish.isFor(order)) {
        return Outcome.refused(RefusalCode.ORDER_DIFFERS);
      }
      return at(order, wish.person(), now).map(open -> open.leased(wish.person(), wish.until()));
    }
    for (CardOrder order : known) {
      boolean card = order.cardId().equals(wish.cardId());
      boolean chip = order.chip().equals(wish.chip());
      boolean bound = order.isOpen() || order.state() == State.HELD;
      if ((bound && chip && !card) || (order.state() == State.HELD && card && !chip)) {
        return Outcome.refused(RefusalCode.CHIP_TAKEN);
      }
      if (order.isOpen()) {
        return Outcome.refused(RefusalCode.ORDER_OPEN, order.id());
      }
    }
    return Outcome.done(
        new CardOrder(
            wish.id(),
            wish.cardId(),
            wish.chip(),
            wish.kinds(),
            State.OPEN,
            now,
            wish.person(),
            wish.person(),
            wish.until(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** An order that somebody may go on with now. */
  public static Outcome<CardOrder> at(CardOrder order, String person, Instant now) {
    if (!order.isOpen()) {
      return Outcome.refused(RefusalCode.ORDER_ENDED, order.state().id());
    }
    return order.isOthers(person, now)
        ? Outcome.refused(RefusalCode.ORDER_LEASED, order.leasedUntil().toString())
        : Outcome.done(order);
  }

  /**
   * Whether certificates of those kinds may be issued over an order.
   *
   * @param found the order of that name, if there is one
   */
  public static Outcome<CardOrder> issue(
      Optional<CardOrder> found, String cardId, Set<Authority> kinds, String person, Instant now) {
    if (found.filter(order -> order.cardId().equals(cardId)).isEmpty()) {
      return Outcome.refused(RefusalCode.ORDER_UNKNOWN);
    }
    CardOrder order = found.orElseThrow();
    return order.kinds().containsAll(kinds)
        ? at(order, person, now)
        : Outcome.refused(RefusalCode.ORDER_DIFFERS);
  }

  /**
   * What a card says that it holds.
   *
   * @param certificates the hash of the certificate of each kind
   */
  public record ReadBack(String chip, int counter, Map<Authority, Fingerprint> certificates) {
    public ReadBack {
      certificates = Map.copyOf(certificates);
    }
  }

  /**
   * Whether a card holds what was issued: all that is not revoked, and nothing else.
   *
   * @param issued over the order
   * @param live those of them that are not revoked
   */
  public static boolean holds(
      CardOrder order, ReadBack readBack, List<IssuedOver> issued, Collection<IssuedOver> live) {
    Set<Fingerprint> held = new HashSet<>(readBack.certificates().values());
    boolean all = live.stream().allMatch(one -> held.contains(one.sha256()));
    boolean only =
        readBack.certificates().entrySet().stream()
            .allMatch(entry ->
                issued.stream()
                    .anyMatch(one ->
                        one.authority() == entry.getKey()
                            && one.sha256().equals(entry.getValue())));
    return order.chip().equals(readBack.chip()) && !held.isEmpty() && all && only;
  }
}
