package org.jitsuin.card.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.Order;

/**
 * Where a card stands, as it tells an office.
 *
 * @param number of the card
 * @param ended whether it was ended
 * @param counter of the last update
 * @param keyVersion of the keys that open the channel
 * @param generation how often it was activated
 * @param order what is being written; empty where nothing is
 */
public record Standing(
    String number,
    boolean ended,
    int counter,
    int keyVersion,
    int generation,
    Optional<Bytes> order) {
  private static final int HEAD = 12;

  public static Standing of(CardState state) {
    return new Standing(
        state.number(),
        state.ended(),
        state.updates().counter(),
        state.channelKeys().version(),
        state.active().number(),
        state.order().map(Order::id));
  }

  /** Format, flags, key version, counter, generation, length of the number; number; order. */
  public byte[] encoded() {
    byte[] name = number.getBytes(StandardCharsets.US_ASCII);
    byte[] written = order.map(Bytes::bytes).orElse(new byte[0]);
    return ByteBuffer.allocate(HEAD + name.length + written.length)
        .put((byte) 1)
        .put((byte) (ended ? 1 : 0))
        .put((byte) keyVersion)
        .putInt(counter)
        .putInt(generation)
        .put((byte) name.length)
        .put(name)
        .put(written)
        .array();
  }

  /** Takes an encoding apart; empty if it is none. */
  public static Optional<Standing> decode(byte[] encoded) {
    if (encoded.length < HEAD || encoded[0] != 1) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(encoded);
    in.get();
    boolean ended = in.get() == 1;
    int keyVersion = in.get();
    int counter = in.getInt();
    int generation = in.getInt();
    int end = HEAD + in.get();
    if (end != encoded.length && end + Order.ID_OCTETS != encoded.length) {
      return Optional.empty();
    }
    String number = new String(encoded, HEAD, end - HEAD, StandardCharsets.US_ASCII);
    Optional<Bytes> order =
        end == encoded.length
            ? Optional.empty()
            : Optional.of(Bytes.of(Arrays.copyOfRange(encoded, end, encoded.length)));
    return Optional.of(new Standing(number, ended, counter, keyVersion, generation, order));
  }
}
