package org.jitsuin.filter.build;

import java.nio.ByteBuffer;

/** Numbers as files have them. */
final class Octets {
  private Octets() {}

  static byte[] number32(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  static byte[] number64(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
