package org.jitsuin.card.channel;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * One change that an office makes to a card: what, in which order, and with what.
 *
 * @param counter one more than that of the update before
 */
public record Update(int counter, Operation operation, Bytes content) {
  private static final int HEAD = Integer.BYTES + 1;

  /** Counter in four octets, operation in one, content. */
  public byte[] encoded() {
    return ByteBuffer.allocate(HEAD + content.length())
        .putInt(counter)
        .put((byte) operation.number())
        .put(content.bytes())
        .array();
  }

  /** Takes an encoding apart; empty if it is none. */
  public static Optional<Update> decode(byte[] encoded) {
    if (encoded.length < HEAD) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(encoded);
    int counter = in.getInt();
    Optional<Operation> operation = Operation.byNumber(in.get());
    byte[] content = new byte[in.remaining()];
    in.get(content);
    return operation.map(known -> new Update(counter, known, Bytes.of(content)));
  }

  /** Returns nothing of the content: it may be a PIN. */
  @Override
  public String toString() {
    return "Update[" + counter + ", " + operation + "]";
  }
}
