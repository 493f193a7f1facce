package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;

/** The table {@code ca.planned}: what takes effect on a later day. */
public final class PlannedTable {
  private static final String SELECT =
      "SELECT kind, planned_id, register_id, due_at, event FROM ca.planned ";

  private PlannedTable() {}

  /** The kind of a planned action. */
  public enum Kind {
    /** An event whose own date is to come. */
    EVENT("event"),
    /** The last day of a card was moved forward. */
    CARD_END("card-end"),
    /** An event about somebody not known yet: a card registered later must agree with it. */
    WAITING("waiting");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    private static Kind byId(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst().orElseThrow();
    }
  }

  /**
   * A planned action.
   *
   * @param id the event's id or the card's
   * @param event as JSON, where it is one
   */
  public record Planned(
      Kind kind, String id, String registerId, Instant dueAt, Optional<Bytes> event) {}

  /** Plans; what was planned under the same id gives way. */
  public static void put(Handle handle, Collection<Planned> planned) {
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
    for (Planned one : planned) {
      batch
          .bind("kind", one.kind().id)
          .bind("id", one.id())
          .bind("registerId", one.registerId())
          .bind("dueAt", one.dueAt().toEpochMilli())
          .bind("event", one.event().map(Bytes::bytes))
          .add();
    }
    batch.execute();
  }

  /** Returns what is due by now, the longest due first. */
  public static List<Planned> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(SELECT + "WHERE due_at <= :now ORDER BY due_at, planned_id LIMIT :limit")
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) -> row(row))
        .list();
  }

  /**
   * Returns what waits for somebody to become known, the earliest first, locked until the
   * transaction ends.
   */
  public static List<Planned> waiting(Handle handle, String registerId) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE register_id = :id AND kind = 'waiting' ORDER BY due_at, planned_id FOR UPDATE
                """)
        .bind("id", registerId)
        .map((row, context) -> row(row))
        .list();
  }

  private static Planned row(ResultSet row) throws SQLException {
    return new Planned(
        Kind.byId(row.getString("kind")),
        row.getString("planned_id"),
        row.getString("register_id"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Optional.ofNullable(row.getBytes("event")).map(Bytes::of));
  }

  /**
   * Returns and locks those that are still planned. Whoever calls has locked the residents before.
   *
   * @param ids a few hundred at the most
   */
  public static List<Planned> lock(Handle handle, Kind kind, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                SELECT
                    + """
                    WHERE kind = :kind AND planned_id IN (<ids>) ORDER BY planned_id FOR UPDATE
                    """)
            .bind("kind", kind.id)
            .bindList("ids", List.copyOf(ids))
            .map((row, context) -> row(row))
            .list();
  }

  /** Takes off the plan, in the transaction in which it takes effect or is cancelled. */
  public static void remove(Handle handle, Kind kind, Collection<String> ids) {
    if (!ids.isEmpty()) {
      handle
          .createUpdate("DELETE FROM ca.planned WHERE kind = :kind AND planned_id IN (<ids>)")
          .bind("kind", kind.id)
          .bindList("ids", List.copyOf(ids))
          .execute();
    }
  }

  /** Lets something wait that cannot be done now. */
  public static void postpone(Handle handle, Planned planned, Instant until) {
    handle
        .createUpdate(
            "UPDATE ca.planned SET due_at = :until WHERE kind = :kind AND planned_id = :id")
        .bind("until", until.toEpochMilli())
        .bind("kind", planned.kind().id)
        .bind("id", planned.id())
        .execute();
  }
}
