package org.jitsuin.filter;

/**
 * The certificates of one key generation that were issued in one span of time: a short list of
 * exceptions, and two levels of ribbon filter. The first passes those that are <i>inside</i>
 * (revoked; in an inverted block, good) and few others; the second tells apart, exactly, those that
 * pass.
 */
public final class Block {
  /** The most columns that the first level may have. */
  public static final int MOST_COLUMNS = 24;

  private static final int INVERTED = 1;

  private final byte[] octets;
  private final long saltHigh;
  private final long saltLow;
  private final FilterStatus outside;
  private final FilterStatus inside;
  private final int columns;
  private final int firstGroups;
  private final int secondGroups;
  private final HashLists lists;
  private final int first;
  private final int second;

  /** Reads a block, up to the end of the input's octets that are told to be its own. */
  Block(Input input, byte[] octets) throws MalformedFilterException {
    this.octets = octets;
    saltHigh = input.word();
    saltLow = input.word();
    int flags = input.octet();
    check(flags <= INVERTED, "unknown flags");
    outside = flags == INVERTED ? FilterStatus.REVOKED : FilterStatus.GOOD;
    inside = flags == INVERTED ? FilterStatus.GOOD : FilterStatus.REVOKED;
    columns = input.octet();
    long groups1 = input.number32();
    long groups2 = input.number32();
    check(columns <= MOST_COLUMNS, "too many columns");
    check((groups1 == 0) == (columns == 0), "columns without a vector");
    check(groups1 == 0 || groups1 >= Ribbon.FEWEST_GROUPS, "a vector that is too short");
    check(groups2 == 0 ? groups1 == 0 : groups2 >= Ribbon.FEWEST_GROUPS, "no second level");
    int length = input.octet();
    lists = HashLists.read(input, octets, length, HashLists.counts(input));
    first = input.skip(groups1 * columns * Long.BYTES);
    second = input.skip(groups2 * Long.BYTES);
    // Both are in the file, so that they are no larger than an array.
    firstGroups = (int) groups1;
    secondGroups = (int) groups2;
  }

  /**
   * Reads a block that stands alone.
   *
   * @throws MalformedFilterException if it is none
   */
  public static Block parse(byte[] octets) throws MalformedFilterException {
    Input input = new Input(octets);
    Block block = new Block(input, octets);
    input.expectEnd();
    return block;
  }

  private static void check(boolean right, String message) throws MalformedFilterException {
    if (!right) {
      throw new MalformedFilterException(message);
    }
  }

  /**
   * Returns what the block says of a serial number.
   *
   * @param high its upper 64 bits
   * @param low its lower ones
   */
  public FilterStatus status(long high, long low) {
    long lower = Mix.lower(high, low, saltHigh, saltLow);
    long upper = Mix.upper(high, low, saltHigh, saltLow, lower);
    FilterStatus listed = lists.find(upper, lower);
    if (listed != null) {
      return listed;
    }
    if (secondGroups == 0
        || (firstGroups != 0
            && !Ribbon.isZero(octets, first, 1, firstGroups, columns, upper, lower))) {
      return outside;
    }
    return Ribbon.isZero(octets, second, 2, secondGroups, 1, upper, lower) ? outside : inside;
  }
}
