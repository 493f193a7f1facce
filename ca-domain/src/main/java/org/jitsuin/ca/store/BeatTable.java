package org.jitsuin.ca.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jitsuin.store.Head;

/**
 * The heartbeat of the status: a moment, and how far the feed had come then. Who reads a copy of
 * the feed knows from it of which moment the copy is.
 */
public final class BeatTable {
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
    // Read, and not locked: the head must not be held up for this.
    long seq = Head.FEED.last(handle);
    handle
        .createUpdate("UPDATE status.beat SET seq = :seq, at = :at WHERE one = 1")
        .bind("seq", seq)
        .bind("at", asked)
        .execute();
  }
}
