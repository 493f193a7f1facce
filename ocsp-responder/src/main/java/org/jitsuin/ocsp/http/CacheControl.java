package org.jitsuin.ocsp.http;

/**
 * The field Cache-Control of answers that may be kept (RFC 9919 §7.2), by who may keep them. Values
 * are kept: each is needed again thousands of times in a second.
 */
final class CacheControl {
  /** Anybody, caches that many share among them. */
  static final CacheControl PUBLIC = new CacheControl("public");

  /** The client that asked, and nobody who stands between. */
  static final CacheControl PRIVATE = new CacheControl("private");

  private static final int KEPT = 3_601;

  private final String keeper;

  /**
   * The values by seconds. Two threads may make the same value; it does not matter whose is kept.
   */
  private final String[] values = new String[KEPT];

  private CacheControl(String keeper) {
    this.keeper = keeper;
  }

  /**
   * @param maxAge for how many seconds the answer may be kept
   */
  String of(long maxAge) {
    if (maxAge >= KEPT) {
      return value(maxAge);
    }
    int seconds = (int) maxAge;
    String value = values[seconds];
    if (value == null) {
      value = value(maxAge);
      values[seconds] = value;
    }
    return value;
  }

  private String value(long maxAge) {
    return "max-age=" + maxAge + ", " + keeper + ", no-transform, must-revalidate";
  }
}
