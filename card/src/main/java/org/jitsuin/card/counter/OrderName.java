package org.jitsuin.card.counter;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.Order;

/** The name of an order: on the card sixteen octets, everywhere else a UUID. */
public final class OrderName {
  private OrderName() {}

  public static Bytes octets(UUID order) {
    return Bytes.of(
        ByteBuffer.allocate(Order.ID_OCTETS)
            .putLong(order.getMostSignificantBits())
            .putLong(order.getLeastSignificantBits())
            .array());
  }

  public static UUID uuid(Bytes order) {
    ByteBuffer octets = ByteBuffer.wrap(order.bytes());
    return new UUID(octets.getLong(), octets.getLong());
  }
}
