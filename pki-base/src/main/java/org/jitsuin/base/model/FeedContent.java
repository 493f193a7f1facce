package org.jitsuin.base.model;

import java.nio.ByteBuffer;

/**
 * What the status feed comes to up to one of its rows: a hash of what it came to before that row,
 * and of the row. Two feeds that come to the same have the same rows, all of them.
 *
 * <p>A copy of the feed that was followed for a while at one node of the database, and then at
 * another that numbers its changes otherwise, may have rows of a node that was lost, or lack some,
 * and show neither a gap nor a row twice. It comes to something else than the authority's.
 *
 * @param seq the number of that row; 0 before the first
 * @param digest 32 zero octets before the first row
 */
public record FeedContent(long seq, Fingerprint digest) {
  /** The hash of a row of {@code status.feed}, all of its columns, in SQL. */
  public static final String ROW =
      """
      UNHEX(SHA2(CONCAT_WS(' ', seq, issuer_no, HEX(serial), partition_no, not_after,
        IFNULL(reason, '-'), IFNULL(revoked_at, '-'), IFNULL(invalid_since, '-'), recorded_at), 256))
      """;

  private static final int OCTETS = 32;

  /** Of the empty feed. */
  public static final FeedContent START =
      new FeedContent(0, Fingerprint.ofDigest(new byte[OCTETS]));

  /**
   * Returns what it comes to with the next row.
   *
   * @param next its number
   * @param row its {@link #ROW}
   */
  public FeedContent and(long next, Fingerprint row) {
    ByteBuffer both = ByteBuffer.allocate(2 * OCTETS).put(digest.octets()).put(row.octets());
    return new FeedContent(next, Fingerprint.of(both.array()));
  }
}
