package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;
import static org.jitsuin.ca.store.Columns.optional;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.store.EventHold.Counts;
import org.jitsuin.ca.store.EventHold.Proposal;

/** The table {@code ca.event_hold}. */
public final class EventHoldTable {
  private static final String SELECT =
      """
      SELECT hold_no, hold_id, source, reported_by, event_class, state, opened_at, hour_limit,
        held_count AS held, applied_count AS applied, refused_count AS refused, decision, reason,
        proposed_by, proposed_at, approved_by, approved_at, ended_at
      FROM ca.event_hold
      """;

  private static final String KNOWN =
      KnownValues.in("event_class", EventClass.values(), EventClass::id);

  private EventHoldTable() {}

  /** A hold that is opened with its first events. */
  public record Opened(
      String id,
      String source,
      String reportedBy,
      EventClass events,
      long limit,
      long held,
      Instant openedAt) {}

  public static void insert(Handle handle, Opened hold) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.event_hold
              (hold_id, source, reported_by, event_class, state, opened_at, hour_limit, held_count,
               applied_count, refused_count)
            VALUES (:id, :source, :reportedBy, :events, 'open', :openedAt, :limit, :held, 0, 0)
            """)
        .bindMethods(hold)
        .execute();
  }

  /**
   * Adds events to a hold on which nobody has decided.
   *
   * @return false where it was decided on
   */
  public static boolean add(Handle handle, String id, long events) {
    return add(handle, id, events, "state = 'open'");
  }

  /**
   * Adds events that are only held behind others in it.
   *
   * @return false where all of it was carried out
   */
  public static boolean addBehind(Handle handle, String id, long events) {
    return add(handle, id, events, "ended_at IS NULL");
  }

  private static boolean add(Handle handle, String id, long events, String condition) {
    return handle
            .createUpdate(
                "UPDATE ca.event_hold SET held_count = held_count + :events WHERE hold_id = :id AND "
                    + condition)
            .bind("events", events)
            .bind("id", id)
            .execute()
        == 1;
  }

  public static Optional<EventHold> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks a hold until the transaction ends; otherwise as {@link #find}. */
  public static Optional<EventHold> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<EventHold> select(Handle handle, String id, String suffix) {
    // It has the form of a card's.
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(SELECT + "WHERE hold_id = :id" + suffix)
            .bind("id", id)
            .map(EventHoldTable::row)
            .findOne();
  }

  /** Returns those of that state, the oldest first. */
  public static List<EventHold> in(Handle handle, HoldState state, int limit) {
    return handle
        .createQuery(
            SELECT + "WHERE state = :state AND " + KNOWN + " ORDER BY hold_no LIMIT :limit")
        .bind("state", state)
        .bind("limit", limit)
        .map(EventHoldTable::row)
        .list();
  }

  /**
   * Holds in the order in which they were opened.
   *
   * @param after the number that the page begins behind; 0 for the first page
   */
  public static List<EventHold> page(Handle handle, long after, int limit) {
    return handle
        .createQuery(SELECT + "WHERE hold_no > :after ORDER BY hold_no LIMIT :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map(EventHoldTable::row)
        .list();
  }

  /** Writes what somebody proposes; what was proposed before gives way. */
  public static void propose(Handle handle, String id, Proposal proposal) {
    handle
        .createUpdate(
            """
            UPDATE ca.event_hold SET decision = :decision, reason = :reason, proposed_by = :by,
              proposed_at = :at
            WHERE hold_id = :id
            """)
        .bind("decision", proposal.decision())
        .bind("reason", proposal.reason())
        .bindMethods(proposal.mark())
        .bind("id", id)
        .execute();
  }

  /** Writes that a second person agreed to a decision. */
  public static void approve(Handle handle, String id, HoldDecision decision, Mark approved) {
    handle
        .createUpdate(
            """
            UPDATE ca.event_hold SET state = :state, approved_by = :by, approved_at = :at
            WHERE hold_id = :id
            """)
        .bind("state", HoldState.during(decision))
        .bindMethods(approved)
        .bind("id", id)
        .execute();
  }

  /**
   * Returns the ids of holds of which not all is carried out and a person proposed or approved what
   * is.
   */
  public static List<String> open(Handle handle, String person) {
    return handle
        .createQuery(
            """
            SELECT hold_id FROM ca.event_hold
            WHERE state IN ('open', 'releasing', 'rejecting')
              AND :person IN (proposed_by, approved_by)
            ORDER BY hold_no
            """)
        .bind("person", person)
        .mapTo(String.class)
        .list();
  }

  /** Writes that nobody has proposed or decided anything; what was carried out of it stays so. */
  public static void reopen(Handle handle, String id) {
    handle.execute(
        """
        UPDATE ca.event_hold SET state = 'open', decision = NULL, reason = NULL, proposed_by = NULL,
          proposed_at = NULL, approved_by = NULL, approved_at = NULL
        WHERE hold_id = ?
        """,
        id);
  }

  /** Counts events that were applied or refused, in the transaction that does it. */
  public static void progress(Handle handle, String id, long applied, long refused) {
    handle
        .createUpdate(
            """
            UPDATE ca.event_hold SET applied_count = applied_count + :applied,
              refused_count = refused_count + :refused
            WHERE hold_id = :id
            """)
        .bind("applied", applied)
        .bind("refused", refused)
        .bind("id", id)
        .execute();
  }

  /** Ends a hold of which all is carried out. */
  public static void end(Handle handle, String id, HoldState state, Instant now) {
    handle
        .createUpdate(
            "UPDATE ca.event_hold SET state = :state, ended_at = :now WHERE hold_id = :id")
        .bind("state", state)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  private static EventHold row(RowView row) {
    return new EventHold(
        row.getColumn("hold_no", Long.class),
        row.getColumn("hold_id", String.class),
        row.getColumn("source", String.class),
        row.getColumn("reported_by", String.class),
        row.getColumn("event_class", EventClass.class),
        row.getColumn("state", HoldState.class),
        row.getColumn("opened_at", Instant.class),
        row.getColumn("hour_limit", Long.class),
        row.getRow(Counts.class),
        mark(row, "proposed")
            .map(mark ->
                new Proposal(
                    row.getColumn("decision", HoldDecision.class),
                    row.getColumn("reason", String.class),
                    mark)),
        mark(row, "approved"),
        optional(row, "ended_at", Instant.class));
  }
}
