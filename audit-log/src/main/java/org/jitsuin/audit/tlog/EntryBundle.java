package org.jitsuin.audit.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries behind one another, each after its length in two octets (C2SP tlog-tiles). */
public final class EntryBundle {
  /** The greatest length of an entry, in octets. */
  public static final int LONGEST = 0xffff;

  private EntryBundle() {}

  /** Puts entries behind one another. */
  static byte[] of(List<byte[]> entries) {
    byte[] bytes = new byte[entries.stream().mapToInt(EntryBundle::octets).sum()];
    ByteBuffer bundle = ByteBuffer.wrap(bytes);
    entries.forEach(entry -> bundle.putShort((short) entry.length).put(entry));
    return bytes;
  }

  /** Returns the number of octets that an entry takes in a bundle. */
  static int octets(byte[] entry) {
    if (entry.length > LONGEST) {
      throw new IllegalArgumentException("an entry of " + entry.length + " octets is too long");
    }
    return Short.BYTES + entry.length;
  }

  /**
   * @throws LogDamaged if it does not consist of so many entries
   */
  public static List<byte[]> entries(byte[] bundle, int count) {
    List<byte[]> entries = new ArrayList<>(count);
    ByteBuffer rest = ByteBuffer.wrap(bundle);
    while (rest.remaining() >= Short.BYTES && entries.size() < count) {
      int length = Short.toUnsignedInt(rest.getShort());
      if (length > rest.remaining()) {
        break;
      }
      byte[] entry = new byte[length];
      rest.get(entry);
      entries.add(entry);
    }
    if (entries.size() != count || rest.hasRemaining()) {
      throw new LogDamaged("a bundle does not consist of " + count + " entries");
    }
    return entries;
  }
}
