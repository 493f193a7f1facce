package org.jitsuin.ca.store;

import org.jdbi.v3.core.Handle;

/** What the database counts of one connection. */
final class SessionStatus {
  private SessionStatus() {}

  /**
   * Reads a counter.
   *
   * @param name such as {@code Com_insert}
   */
  static long counter(Handle handle, String name) {
    return handle
        .createQuery("SHOW SESSION STATUS WHERE Variable_name = :name")
        .bind("name", name)
        .map((row, _) -> row.getLong("Value"))
        .one();
  }
}
