package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.store.Head;

/**
 * The heartbeat of the status: a moment, how far the feed had come then, and what it comes to. Who
 * reads a copy of the feed knows from it of which moment the copy is, and that it is no other.
 */
public final class BeatTable {
  /** The most rows that one beat hashes, so that each comes in time. */
  private static final int ROWS_A_BEAT = 50_000;

  private BeatTable() {}

  /**
   * Says how far the feed has come. Every server may, at any time: a beat is true by itself,
   * whichever comes last.
   *
   * @param asked a moment before another transaction of this server was committed, and that before
   *     this one began: so all that was acknowledged until then, by whichever node of the database,
   *     stands in the feed up to the row that is read here
   */
  public static void beat(Handle handle, Instant asked) {
    // First, so that what is read after it is no older than what others told before.
    FeedContent before = locked(handle);
    // Read, and not locked: the head must not be held up for this.
    long seq = Head.FEED.last(handle);
    FeedContent content = upTo(handle, before, Math.min(seq, before.seq() + ROWS_A_BEAT));
    handle
        .createUpdate(
            """
            UPDATE status.beat SET seq = :seq, at = :at, told = :told, content = :content
             WHERE one = 1
            """)
        .bind("seq", seq)
        .bind("at", asked)
        .bind("told", content.seq())
        .bind("content", content.digest())
        .execute();
  }

  private static FeedContent locked(Handle handle) {
    return handle
        .createQuery("SELECT told, content FROM status.beat WHERE one = 1 FOR UPDATE")
        .map((row, _) ->
            new FeedContent(row.getLong("told"), Fingerprint.ofDigest(row.getBytes("content"))))
        .one();
  }

  private static FeedContent upTo(Handle handle, FeedContent before, long last) {
    return last <= before.seq()
        ? before
        : handle
            .createQuery(
                "SELECT seq, <row> FROM status.feed WHERE seq > :after AND seq <= :last ORDER BY seq")
            .define("row", FeedContent.ROW)
            .bind("after", before.seq())
            .bind("last", last)
            .scanResultSet((rows, _) -> and(before, rows.get()));
  }

  private static FeedContent and(FeedContent before, ResultSet rows) throws SQLException {
    FeedContent content = before;
    while (rows.next()) {
      content = content.and(rows.getLong(1), Fingerprint.ofDigest(rows.getBytes(2)));
    }
    return content;
  }
}
