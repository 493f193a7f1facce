package org.jitsuin.filter.build;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jitsuin.filter.FilterStatus;

/** Three ascending lists of truncated hashes, as they are being made. */
final class HashList {
  static final int LONGEST = 16;

  private static final FilterStatus[] ORDER = {
    FilterStatus.REVOKED, FilterStatus.ON_HOLD, FilterStatus.GOOD
  };

  private final Members members;
  private final Salt salt;
  private final int length;
  private final byte[][][] hashes = new byte[ORDER.length][][];

  /**
   * @param members those that are listed
   * @param length of their hashes, in octets
   */
  HashList(Members members, Salt salt, int length) {
    this.members = members;
    this.salt = salt;
    this.length = length;
    for (int list = 0; list < ORDER.length; list++) {
      hashes[list] = hashes(ORDER[list]);
    }
  }

  private byte[][] hashes(FilterStatus status) {
    byte[][] found = new byte[members.count(status)][];
    int count = 0;
    for (int i = 0; i < members.size(); i++) {
      if (members.status(i) == status) {
        long lower = salt.lower(members, i);
        found[count++] = truncated(salt.upper(members, i, lower), lower);
      }
    }
    Arrays.sort(found, Arrays::compareUnsigned);
    return found;
  }

  private byte[] truncated(long upper, long lower) {
    byte[] whole = ByteBuffer.allocate(LONGEST).putLong(upper).putLong(lower).array();
    return Arrays.copyOf(whole, length);
  }

  /**
   * Returns the shortest length of which few collisions are to be expected.
   *
   * @param all how many certificates there are
   * @param listed how many of them are in lists
   */
  static int octetsFor(long all, long listed) {
    double bits = Math.log((double) Math.max(1, all) * Math.max(1, listed)) / Math.log(2);
    return Math.min(LONGEST, Math.max(1, (int) Math.ceil(bits / 8)));
  }

  /** Returns whether two of those that are listed have the same hash. */
  boolean hasCollision() {
    byte[][] all =
        Arrays.stream(hashes)
            .flatMap(Arrays::stream)
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    for (int i = 1; i < all.length; i++) {
      if (Arrays.equals(all[i - 1], all[i])) {
        return true;
      }
    }
    return false;
  }

  /** Writes how many there are in each list. */
  void writeCounts(ByteArrayOutputStream out) {
    for (byte[][] list : hashes) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(list.length).array());
    }
  }

  void writeHashes(ByteArrayOutputStream out) {
    for (byte[][] list : hashes) {
      for (byte[] hash : list) {
        out.writeBytes(hash);
      }
    }
  }
}
