package org.jitsuin.ca.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Erases rows of which nothing stays, and texts in rows that stay. */
final class RowErasure {
  private RowErasure() {}

  /**
   * Erases batches of the register that nobody has gone on with since that time; their events stay
   * known.
   *
   * @return how many
   */
  static int batches(Handle handle, Instant before, int limit) {
    return handle
        .createUpdate("DELETE FROM ca.event_batch WHERE updated_at < :before LIMIT :limit")
        .bind("before", before)
        .bind("limit", limit)
        .execute();
  }

  /**
   * Erases how much relying parties were answered before a day.
   *
   * @return how many rows
   */
  static int answerCounts(Handle handle, LocalDate before, int limit) {
    return handle
        .createUpdate("DELETE FROM status.relying_party_count WHERE day < :before LIMIT :limit")
        .bind("before", before)
        .bind("limit", limit)
        .execute();
  }

  /** The texts in which people say why, by the ids of the rows where they stand. */
  enum Reason {
    OF_JOB("UPDATE ca.revocation_job SET reason = '' WHERE job_id IN (<ids>)"),
    OF_HOLD("UPDATE ca.event_hold SET reason = '' WHERE hold_id IN (<ids>)"),
    OF_STAFF("UPDATE ca.staff_change SET reason = NULL WHERE change_id IN (<ids>)");

    private final String statement;

    Reason(String statement) {
      this.statement = statement;
    }
  }

  /** Erases texts in rows that stay. */
  static void reasons(Handle handle, Reason which, Collection<String> ids) {
    if (!ids.isEmpty()) {
      handle.createUpdate(which.statement).bindList("ids", List.copyOf(ids)).execute();
    }
  }
}
