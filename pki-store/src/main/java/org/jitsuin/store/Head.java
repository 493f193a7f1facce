package org.jitsuin.store;

import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * The head of a table that only grows: a row that holds the number of its last one.
 *
 * <p>Taking numbers locks it until the transaction ends, so that comes late in a transaction:
 * numbers are then in the order of commits and without gaps.
 */
public enum Head {
  /** Of {@code status.feed}. */
  FEED("status.feed_head", "TRUE"),
  /** Of {@code audit.entry}; closed while the database is behind what was published. */
  LOG("status.audit_head", "open");

  private final String take;
  private final String read;

  Head(String table, String open) {
    take = "UPDATE " + table + " SET last = last + :count WHERE one = 1 AND " + open;
    read = "SELECT last FROM " + table + " WHERE one = 1";
  }

  /** The number of the last row, 0 where there is none: so many there are. */
  public long last(Handle handle) {
    return handle.createQuery(read).mapTo(long.class).one();
  }

  /**
   * Takes the next numbers.
   *
   * @param count how many
   * @return the number before the first of them; empty while it is closed
   */
  public OptionalLong take(Handle handle, int count) {
    int open = handle.createUpdate(take).bind("count", count).execute();
    return open == 0 ? OptionalLong.empty() : OptionalLong.of(last(handle) - count);
  }
}
