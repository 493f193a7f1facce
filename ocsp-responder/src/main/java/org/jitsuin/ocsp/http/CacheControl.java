package org.jitsuin.ocsp.http;

/**
 * The field Cache-Control of answers that anyone may have (RFC 5019 §6.2). Values are kept: each is
 * needed again thousands of times in a second.
 */
final class CacheControl {
  private static final int KEPT = 3_601;

  /**
   * The values by seconds. Two threads may make the same value; it does not matter whose is kept.
   */
  private static final String[] VALUES = new String[KEPT];

  private CacheControl() {}

  /**
   * @param maxAge for how many seconds the answer may be kept
   */
  static String of(long maxAge) {
    if (maxAge >= KEPT) {
      return value(maxAge);
    }
    int seconds = (int) maxAge;
    String value = VALUES[seconds];
    if (value == null) {
      value = value(maxAge);
      VALUES[seconds] = value;
    }
    return value;
  }

  private static String value(long maxAge) {
    return "max-age=" + maxAge + ", public, no-transform, must-revalidate";
  }
}
