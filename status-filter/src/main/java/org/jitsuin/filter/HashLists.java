package org.jitsuin.filter;

/**
 * Three ascending lists of truncated hashes, side by side in the octets of a file: revoked, on
 * hold, and good. Whoever wrote them made sure that no other certificate has one of these hashes.
 */
final class HashLists {
  private static final int LISTS = 3;
  private static final int LONGEST_HASH = 16;

  private static final FilterStatus[] MEANING = {
    FilterStatus.REVOKED, FilterStatus.ON_HOLD, FilterStatus.GOOD
  };

  private final byte[] octets;
  private final int length;
  private final int[] counts;
  private final int[] begins = new int[LISTS];

  private HashLists(byte[] octets, int length, int[] counts) {
    this.octets = octets;
    this.length = length;
    this.counts = counts;
  }

  /** Reads how many hashes each list has. */
  static long[] counts(Input input) throws MalformedFilterException {
    return new long[] {input.number32(), input.number32(), input.number32()};
  }

  /**
   * Reads the lists themselves.
   *
   * @param octets that the input reads
   * @param length of a hash, in octets
   * @param counts what {@link #counts} returned
   */
  static HashLists read(Input input, byte[] octets, int length, long[] counts)
      throws MalformedFilterException {
    if (length > LONGEST_HASH || (length == 0 && counts[0] + counts[1] + counts[2] > 0)) {
      throw new MalformedFilterException("no hash has " + length + " octets");
    }
    HashLists lists = new HashLists(octets, length, new int[LISTS]);
    for (int list = 0; list < LISTS; list++) {
      lists.begins[list] = input.skip(counts[list] * length);
      lists.counts[list] = (int) counts[list];
      lists.checkAscending(list);
    }
    return lists;
  }

  private void checkAscending(int list) throws MalformedFilterException {
    for (int i = 1; i < counts[list]; i++) {
      int place = begins[list] + i * length;
      if (compare(place - length, place) >= 0) {
        throw new MalformedFilterException("hashes are not in ascending order");
      }
    }
  }

  private int compare(int one, int other) {
    for (int i = 0; i < length; i++) {
      int difference = (octets[one + i] & 0xff) - (octets[other + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /** Returns what the lists say of a hash; null where it is in none of them. */
  FilterStatus find(long upper, long lower) {
    for (int list = 0; list < LISTS; list++) {
      if (contains(list, upper, lower)) {
        return MEANING[list];
      }
    }
    return null;
  }

  private boolean contains(int list, long upper, long lower) {
    int from = 0;
    int to = counts[list] - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int difference = compare(begins[list] + middle * length, upper, lower);
      if (difference == 0) {
        return true;
      }
      if (difference < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return false;
  }

  private int compare(int place, long upper, long lower) {
    for (int i = 0; i < length; i++) {
      long half = i < Long.BYTES ? upper : lower;
      int octet = (int) (half >>> (56 - 8 * (i & 7))) & 0xff;
      int difference = (octets[place + i] & 0xff) - octet;
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
