package org.jitsuin.filter;

/**
 * The hash of serial numbers: a permutation of 128 bits, keyed by a salt, so that two serial
 * numbers never have the same hash. Four rounds of a Feistel network whose round function is the
 * finaliser of SplitMix64 (Steele, Lea, Flood 2014; constants of Stafford).
 *
 * <p>It need not withstand anybody who chooses serial numbers: the authority draws 80 bits of each
 * at random, and nobody else chooses any.
 */
public final class Mix {
  /** The golden ratio in 64 bits: what distinguishes rounds and words. */
  public static final long STEP = 0x9e3779b97f4a7c15L;

  private static final long ROUND_1 = STEP;
  private static final long ROUND_2 = 0x3c6ef372fe94f82aL;
  private static final long ROUND_3 = 0xdaa66d2c7ddf743fL;
  private static final long ROUND_4 = 0x78dde6e5fd29f054L;

  private Mix() {}

  /** Mixes the bits of a word. */
  public static long mix(long word) {
    long z = word;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * Returns the lower 64 bits of the hash.
   *
   * @param high the upper 64 bits of the serial number
   * @param low its lower ones
   * @param saltHigh the upper 64 bits of the salt
   * @param saltLow its lower ones
   */
  public static long lower(long high, long low, long saltHigh, long saltLow) {
    long a = high ^ saltHigh;
    long b = low ^ saltLow;
    b ^= mix(a + ROUND_1);
    a ^= mix(b + ROUND_2);
    return b ^ mix(a + ROUND_3);
  }

  /**
   * Returns the upper 64 bits of the hash.
   *
   * @param lower what {@link #lower} returned of the same
   */
  public static long upper(long high, long low, long saltHigh, long saltLow, long lower) {
    long a = high ^ saltHigh;
    long b = low ^ saltLow;
    b ^= mix(a + ROUND_1);
    a ^= mix(b + ROUND_2);
    return a ^ mix(lower + ROUND_4);
  }
}
