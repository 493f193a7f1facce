package org.jitsuin.crl.filter.universe;

/**
 * A span of the time of issue of a key generation's certificates, and how far its file goes.
 *
 * @param issuer the number of the key generation
 * @param from the earliest time in it, in milliseconds from 1970
 * @param to the end of it, which is not in it
 * @param records in its file that count; what stands behind them was left by an interruption
 * @param checksum over these
 * @param latest the latest time of issue in it
 * @param lastEnd when the last of its certificates ends, in seconds from 1970
 */
public record Span(
    int issuer, long from, long to, long records, long checksum, long latest, long lastEnd) {
  /** One without a record. */
  static Span empty(int issuer, long from, long to) {
    return new Span(issuer, from, to, 0, 0, from, 0);
  }

  boolean has(long time) {
    return from <= time && time < to;
  }

  /** Returns this span with a record more. */
  Span with(FeedRow row) {
    return new Span(
        issuer,
        from,
        to,
        records + 1,
        SpanFile.checksum(checksum, row),
        Math.max(latest, row.drawn()),
        Math.max(lastEnd, row.endsSeconds()));
  }

  /** Returns this span with an earlier end. */
  Span until(long end) {
    return new Span(issuer, from, end, records, checksum, latest, lastEnd);
  }
}
