package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;
import static org.jitsuin.ca.store.Columns.optional;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.store.StaffChange.Order;

/** The table {@code ca.staff_change}: how people come, stay and go among the staff. */
public final class StaffChangeTable {
  private static final String SELECT =
      """
      SELECT change_no, change_id, kind, state, person, name, role, municipality, window_code,
        key_info, reason, content, serial, proposed_by, proposed_at, decided_by, decided_at
      FROM ca.staff_change
      """;

  private StaffChangeTable() {}

  /** Adds a change that waits for a second person, or is done already. */
  public static void insert(
      Handle handle, Order order, StaffChangeState state, Fingerprint content, Mark proposed) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.staff_change
              (change_id, kind, state, person, name, role, municipality, window_code, key_info,
               reason, content, proposed_by, proposed_at)
            VALUES
              (:id, :kind, :state, :person, :name, :role, :municipality, :window, :key, :reason,
               :content, :by, :at)
            """)
        .bindMethods(order)
        .bindMethods(order.seat())
        .bindMethods(proposed)
        .bind("state", state)
        .bind("content", content)
        .execute();
  }

  public static Optional<StaffChange> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks a change until the transaction ends; otherwise as {@link #find}. */
  public static Optional<StaffChange> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<StaffChange> select(Handle handle, String id, String suffix) {
    // It has the form of a card's.
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(SELECT + " WHERE change_id = :id" + suffix)
            .bind("id", id)
            .map(StaffChangeTable::row)
            .findOne();
  }

  /**
   * Changes in the order in which they were proposed.
   *
   * @param state only those; all where it is empty
   * @param after the number that the page begins behind; 0 for the first page
   */
  public static List<StaffChange> page(
      Handle handle, Optional<StaffChangeState> state, long after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE change_no > :after AND (:state IS NULL OR state = :state)
                ORDER BY change_no LIMIT :limit
                """)
        .bind("after", after)
        .bind("state", state.map(StaffChangeState::id))
        .bind("limit", limit)
        .map(StaffChangeTable::row)
        .list();
  }

  /**
   * Ends a change.
   *
   * @param serial of the certificate that came of it
   */
  public static void end(
      Handle handle, String id, StaffChangeState state, Mark decided, Optional<Serial> serial) {
    handle
        .createUpdate(
            """
            UPDATE ca.staff_change
            SET state = :state, decided_by = :by, decided_at = :at, serial = :serial
            WHERE change_id = :id
            """)
        .bind("state", state)
        .bindMethods(decided)
        .bind("serial", serial)
        .bind("id", id)
        .execute();
  }

  /** Returns the ids of what a person proposed and nobody has decided, or was proposed of them. */
  public static List<String> open(Handle handle, String person) {
    return handle
        .createQuery(
            """
            SELECT change_id FROM ca.staff_change
            WHERE state = 'proposed' AND (proposed_by = :person OR person = :person)
            ORDER BY change_no
            """)
        .bind("person", person)
        .mapTo(String.class)
        .list();
  }

  /** Returns how many people somebody shut out since then. */
  public static int blocks(Handle handle, String by, Instant since) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM ca.staff_change
            WHERE proposed_by = :by AND proposed_at > :since AND kind = 'block'
            """)
        .bind("by", by)
        .bind("since", since)
        .mapTo(int.class)
        .one();
  }

  private static StaffChange row(RowView row) {
    return new StaffChange(
        row.getColumn("change_no", Long.class),
        new Order(
            row.getColumn("change_id", String.class),
            row.getColumn("kind", StaffChangeKind.class),
            new StaffSeat(
                row.getColumn("person", String.class),
                row.getColumn("name", String.class),
                row.getColumn("role", Role.class),
                optional(row, "municipality", String.class),
                optional(row, "window_code", String.class)),
            optional(row, "key_info", Bytes.class),
            optional(row, "reason", String.class)),
        row.getColumn("state", StaffChangeState.class),
        row.getColumn("content", Fingerprint.class),
        mark(row, "proposed").orElseThrow(),
        mark(row, "decided"),
        optional(row, "serial", Serial.class));
  }
}
