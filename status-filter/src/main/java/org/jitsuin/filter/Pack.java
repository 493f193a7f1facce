package org.jitsuin.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Head, base and delta in one file, to be carried to where there is no net. */
final class Pack {
  private static final String MAGIC = "JSF1PACK";

  private final byte[] head;
  private final byte[] base;
  private final byte[] delta;

  /** One of files that are not changed any more from then on. */
  Pack(byte[] head, byte[] base, byte[] delta) {
    this.head = head;
    this.base = base;
    this.delta = delta;
  }

  static Pack parse(byte[] octets) throws MalformedFilterException {
    Input input = new Input(octets);
    input.expect(MAGIC);
    long length = input.number32();
    if (length > Head.MOST_OCTETS) {
      throw new MalformedFilterException("too large for a head");
    }
    byte[] head = input.octets((int) length);
    Head named = Head.read(new Input(head));
    if (named.base().length() > input.remaining()) {
      throw new MalformedFilterException("it ends too early");
    }
    byte[] base = input.octets((int) named.base().length());
    return new Pack(head, base, input.octets(input.remaining()));
  }

  byte[] head() {
    return head;
  }

  byte[] base() {
    return base;
  }

  byte[] delta() {
    return delta;
  }

  byte[] octets() {
    return ByteBuffer.allocate(
            MAGIC.length() + Integer.BYTES + head.length + base.length + delta.length)
        .put(MAGIC.getBytes(StandardCharsets.US_ASCII))
        .putInt(head.length)
        .put(head)
        .put(base)
        .put(delta)
        .array();
  }
}
