package org.jitsuin.store;

import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The head of a table that only grows: a row that holds the number of its last one.
 *
 * <p>Taking numbers locks it until the transaction ends, so that comes last in a transaction:
 * numbers are then in the order of commits and without gaps, and nobody waits for longer than it
 * takes to write what they are given to.
 */
public enum Head {
  /** Of {@code status.feed}. */
  FEED("status.feed_head", "TRUE"),
  /** Of {@code audit.entry}; closed while the database is behind what was published. */
  LOG("status.audit_head", "open");

  /**
   * Locks the rows in the order in which they are named: whoever takes numbers of both otherwise
   * takes those of the log first.
   */
  private static final String TAKE_BOTH =
      """
      UPDATE status.audit_head AS log STRAIGHT_JOIN status.feed_head AS feed
      SET log.last = LAST_INSERT_ID(log.last + :entries), feed.last = feed.last + :changes
      WHERE log.one = 1 AND feed.one = 1 AND log.open
      """;

  private final String take;
  private final String read;

  Head(String table, String open) {
    take =
        "UPDATE " + table + " SET last = LAST_INSERT_ID(last + :count) WHERE one = 1 AND " + open;
    read = "SELECT last FROM " + table + " WHERE one = 1";
  }

  /** The number of the last row, 0 where there is none: so many there are. */
  public long last(Handle handle) {
    return handle.createQuery(read).mapTo(long.class).one();
  }

  /**
   * Takes the next numbers, by one statement that brings them along.
   *
   * @param count how many, one at least
   * @return the number before the first of them; empty while it is closed
   */
  public OptionalLong take(Handle handle, int count) {
    return before(handle.createUpdate(take).bind("count", count), count);
  }

  /**
   * Takes the next numbers of both, by one statement. Those of the feed are its last ones from then
   * on, until the transaction ends.
   *
   * @param entries how many of the log, one at least
   * @param changes how many of the feed
   * @return the number of the log before the first of them; empty while the log is closed
   */
  public static OptionalLong takeBoth(Handle handle, int entries, int changes) {
    Update both = handle.createUpdate(TAKE_BOTH).bind("entries", entries).bind("changes", changes);
    return before(both, entries);
  }

  private static OptionalLong before(Update taking, int count) {
    return taking
        .executeAndReturnGeneratedKeys()
        .mapTo(long.class)
        .findFirst()
        .map(last -> OptionalLong.of(last - count))
        .orElseGet(OptionalLong::empty);
  }
}
