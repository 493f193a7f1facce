package org.jitsuin.ca.cardwriting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.IssuedOver;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;

/**
 * The writing of a card, as offices are told of it; components that are absent are null here only.
 *
 * @param by who is at it, or was last
 * @param lapsesAt when what was issued is revoked, if the card is not known to hold it by then
 */
public record CardOrderView(
    String order,
    String card,
    String chip,
    @OneOf(Authority.class) List<String> certificates,
    @OneOf(CardOrder.State.class) String state,
    Instant openedAt,
    String by,
    @Absent Instant leasedUntil,
    List<IssuedView> issued,
    @Absent Instant lapsesAt,
    @Absent Instant endedAt) {

  /** A certificate that was issued over it. */
  public record IssuedView(
      @OneOf(Authority.class) String authority, int generation, String serial, String sha256) {
    static IssuedView of(IssuedOver issued) {
      return new IssuedView(
          issued.authority().id(),
          issued.generation(),
          issued.serial().toString(),
          issued.sha256().toString());
    }
  }

  /** The orders of a card. */
  public record OrdersView(List<CardOrderView> orders) {}

  static CardOrderView of(CardOrder order, List<IssuedOver> issued, Duration patience) {
    return new CardOrderView(
        order.id(),
        order.cardId(),
        order.chip(),
        order.kinds().stream().sorted().map(Authority::id).toList(),
        order.state().id(),
        order.openedAt(),
        order.leasedTo(),
        order.isOpen() ? order.leasedUntil() : null,
        issued.stream().map(IssuedView::of).toList(),
        order.isOpen() ? order.issuedAt().map(at -> at.plus(patience)).orElse(null) : null,
        order.endedAt().orElse(null));
  }
}
