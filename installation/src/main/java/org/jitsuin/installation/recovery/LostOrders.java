package org.jitsuin.installation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.store.CardOrderTable;

/**
 * How the writing of cards ended, as the lost entries tell it. An order that is open again would
 * lapse, and what a card holds would be revoked.
 */
final class LostOrders {
  private final Map<String, End> ends = new LinkedHashMap<>();

  private record End(State state, Instant at, Optional<Integer> counter) {}

  /** Takes the next entry, of whichever kind. */
  void take(String kind, Instant at, JsonNode detail) {
    String order = detail.path("order").asText();
    switch (kind) {
      case "card-written" ->
          ends.put(order, new End(State.HELD, at, Optional.of(detail.path("counter").asInt())));
      case "card-write-ended" ->
          ends.put(
              order,
              new End(
                  State.byId(detail.path("cause").asText()).orElse(State.WITHDRAWN),
                  at,
                  Optional.empty()));
      default -> {
        // Others tell of no end.
      }
    }
  }

  /** Ends those that the database still knows as open. */
  void putBack(Handle handle) {
    ends.forEach((order, end) ->
        CardOrderTable.lock(handle, order)
            .filter(known -> known.isOpen())
            .ifPresent(open ->
                CardOrderTable.update(handle, open.ended(end.state(), end.at(), end.counter()))));
  }
}
