package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.ca.store.PlannedChange.Kind;

/** The table {@code ca.planned}: what takes effect on a later day. */
public final class PlannedTable {
  private static final String SELECT =
      "SELECT kind, planned_id AS id, register_id, due_at, event FROM ca.planned ";

  private static final String KNOWN = KnownValues.in("kind", Kind.values(), Kind::id);

  private PlannedTable() {}

  /** Plans; what was planned under the same id gives way. */
  public static void put(Handle handle, Collection<PlannedChange> planned) {
    if (planned.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.planned (kind, planned_id, register_id, due_at, event)
            VALUES (:kind, :id, :registerId, :dueAt, :event)
            ON DUPLICATE KEY UPDATE due_at = VALUES(due_at)
            """);
    for (PlannedChange one : planned) {
      batch.bindMethods(one).add();
    }
    batch.execute();
  }

  /** Returns what is due by now, the longest due first. */
  public static List<PlannedChange> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            SELECT
                + "WHERE due_at <= :now AND "
                + KNOWN
                + " ORDER BY due_at, planned_id LIMIT :limit")
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(PlannedChange.class)
        .list();
  }

  /**
   * Returns what waits for somebody to become known, the earliest first, locked until the
   * transaction ends.
   */
  public static List<PlannedChange> waiting(Handle handle, String registerId) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE register_id = :id AND kind = 'waiting' ORDER BY due_at, planned_id FOR UPDATE
                """)
        .bind("id", registerId)
        .mapTo(PlannedChange.class)
        .list();
  }

  /**
   * Returns and locks those that are still planned. Whoever calls has locked the residents before.
   *
   * @param ids a few hundred at the most
   */
  public static List<PlannedChange> lock(Handle handle, Kind kind, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                SELECT
                    + """
                    WHERE kind = :kind AND planned_id IN (<ids>) ORDER BY planned_id FOR UPDATE
                    """)
            .bind("kind", kind)
            .bindList("ids", InList.of(ids))
            .mapTo(PlannedChange.class)
            .list();
  }

  /** Takes off the plan, in the transaction in which it takes effect or is cancelled. */
  public static void remove(Handle handle, Kind kind, Collection<String> ids) {
    if (!ids.isEmpty()) {
      handle
          .createUpdate("DELETE FROM ca.planned WHERE kind = :kind AND planned_id IN (<ids>)")
          .bind("kind", kind)
          .bindList("ids", InList.of(ids))
          .execute();
    }
  }

  /** Lets something wait that cannot be done now. */
  public static void postpone(Handle handle, PlannedChange planned, Instant until) {
    handle
        .createUpdate(
            "UPDATE ca.planned SET due_at = :until WHERE kind = :kind AND planned_id = :id")
        .bind("until", until)
        .bindMethods(planned)
        .execute();
  }
}
