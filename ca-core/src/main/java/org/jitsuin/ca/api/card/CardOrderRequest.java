package org.jitsuin.ca.api.card;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.json.Members;

/**
 * A wish to write a card.
 *
 * @param order a UUID, under which certificates are then issued
 * @param chip the number of the chip, as the reader says it
 * @param certificates the kinds that it is for
 */
public record CardOrderRequest(
    @JsonProperty(required = true) String order,
    @JsonProperty(required = true) String chip,
    @JsonProperty(required = true) List<String> certificates) {

  CardOrders.Asked asked() {
    if (!CardOrder.isId(Members.present("order", order))) {
      throw Members.invalid("order", "must be a UUID in small letters");
    }
    if (!CardOrder.isChip(Members.present("chip", chip))) {
      throw Members.invalid("chip", "must be 1 to 32 letters, digits or hyphens");
    }
    Set<Authority> kinds = EnumSet.noneOf(Authority.class);
    for (String kind : Members.present("certificates", certificates)) {
      if (!kinds.add(Members.choice("certificates", kind, Authority::byId))) {
        throw Members.invalid("certificates", "names one twice");
      }
    }
    if (kinds.isEmpty()) {
      throw Members.invalid("certificates", "must not be empty");
    }
    return new CardOrders.Asked(order, chip, kinds);
  }
}
