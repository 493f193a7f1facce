package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** The table {@code ca.application}: applications to an office, until somebody finishes them. */
public final class ApplicationTable {
  private static final String SELECT =
      """
      SELECT application_no, application_id, kind, state, municipality, card_id, content,
        entered_by, entered_at, approved_by, approved_at, ended_by, ended_at, refusal_code,
        refusal_detail, reason, result
      FROM ca.application
      """;

  private ApplicationTable() {}

  /** The state of an application. */
  public enum State {
    /** The application was entered, and approved where it must be: it can be completed. */
    RECEIVED("received"),
    /** A second person must approve it first. */
    AWAITING_APPROVAL("awaiting-approval"),
    /** The application ended: it was carried out. */
    REFUSED("refused"),
    /** The application ended: it was carried out. */
    COMPLETED("completed");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }

    /** Returns whether anything is still to be done. */
    public boolean isOpen() {
      return this == RECEIVED || this == AWAITING_APPROVAL;
    }

    public static Optional<State> byId(String id) {
      return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
    }
  }

  /** The person who did something, and the time. */
  public record Mark(String by, Instant at) {}

  /**
   * The subject of an application.
   *
   * @param id names the application, a UUID
   * @param municipality whose office entered it
   * @param card the card that it is about, if one
   */
  public record Subject(
      String id, ApplicationKind kind, String municipality, Optional<String> card) {}

  /**
   * The end of an application.
   *
   * @param mark who ended it
   * @param refusal of the rule, where one refused it
   * @param reason of the office, where it refused it
   * @param result what the act answered, where it was carried out
   */
  public record End(
      Mark mark, Optional<Refusal> refusal, Optional<String> reason, Optional<Bytes> result) {}

  /**
   * An application as it stands.
   *
   * @param number its place in the table; grows with time
   * @param content what was entered, as JSON, as long as it is open
   */
  public record Row(
      long number,
      Subject subject,
      State state,
      Optional<Bytes> content,
      Mark entered,
      Optional<Mark> approved,
      Optional<End> end) {}

  /** Adds an application that was just entered. */
  public static void insert(
      Handle handle, Subject subject, State state, Bytes content, Mark entered) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.application
              (application_id, kind, state, municipality, card_id, content, entered_by, entered_at)
            VALUES (:id, :kind, :state, :municipality, :card, :content, :by, :at)
            """)
        .bind("id", subject.id())
        .bind("kind", subject.kind().id())
        .bind("state", state.id)
        .bind("municipality", subject.municipality())
        .bind("card", subject.card())
        .bind("content", content.bytes())
        .bind("by", entered.by())
        .bind("at", entered.at().toEpochMilli())
        .execute();
  }

  public static Optional<Row> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks an application until the transaction ends; otherwise as {@link #find}. */
  public static Optional<Row> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<Row> select(Handle handle, String id, String suffix) {
    // It has the form of a card's.
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(SELECT + " WHERE application_id = :id" + suffix)
            .bind("id", id)
            .map((row, context) -> row(row))
            .findOne();
  }

  /**
   * Applications in the order in which they were entered.
   *
   * @param municipality only those of its office
   * @param state only those in that state
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public static List<Row> page(
      Handle handle, Optional<String> municipality, Optional<State> state, long after, int limit) {
    // Conditions on what is asked for only, so that each combination has its index.
    String of = municipality.isPresent() ? " AND municipality = :municipality" : "";
    String in = state.isPresent() ? " AND state = :state" : "";
    var query =
        handle
            .createQuery(
                SELECT
                    + " WHERE application_no > :after"
                    + of
                    + in
                    + " ORDER BY application_no LIMIT :limit")
            .bind("after", after)
            .bind("limit", limit);
    municipality.ifPresent(code -> query.bind("municipality", code));
    state.ifPresent(value -> query.bind("state", value.id));
    return query.map((row, context) -> row(row)).list();
  }

  /** Writes that a second person agreed. */
  public static void approve(Handle handle, String id, Mark approved) {
    handle
        .createUpdate(
            """
            UPDATE ca.application SET state = 'received', approved_by = :by, approved_at = :at
            WHERE application_id = :id
            """)
        .bind("by", approved.by())
        .bind("at", approved.at().toEpochMilli())
        .bind("id", id)
        .execute();
  }

  /** Writes how it ended, and erases what was entered. */
  public static void end(Handle handle, String id, End end) {
    State state = end.result().isPresent() ? State.COMPLETED : State.REFUSED;
    handle
        .createUpdate(
            """
            UPDATE ca.application SET state = :state, content = NULL, ended_by = :by,
              ended_at = :at, refusal_code = :code, refusal_detail = :detail, reason = :reason,
              result = :result
            WHERE application_id = :id
            """)
        .bind("state", state.id)
        .bind("by", end.mark().by())
        .bind("at", end.mark().at().toEpochMilli())
        .bind("code", end.refusal().map(refusal -> refusal.code().name()))
        .bind("detail", end.refusal().map(Refusal::detail))
        .bind("reason", end.reason())
        .bind("result", end.result().map(Bytes::bytes))
        .bind("id", id)
        .execute();
  }

  /**
   * Open applications under whose id a request was answered: a server stopped between the act and
   * the end of its application.
   *
   * @param caller under which the requests of applications are kept
   */
  public static List<String> answered(Handle handle, String caller, int limit) {
    return handle
        .createQuery(
            """
            SELECT a.application_id FROM ca.application a
            STRAIGHT_JOIN ca.idempotency i ON i.caller = :caller AND i.request_key = a.application_id
            WHERE a.state IN ('received', 'awaiting-approval')
            ORDER BY a.application_no LIMIT :limit
            """)
        .bind("caller", caller)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("application_no"),
        new Subject(
            row.getString("application_id"),
            ApplicationKind.byId(row.getString("kind")).orElseThrow(),
            row.getString("municipality"),
            Optional.ofNullable(row.getString("card_id"))),
        State.byId(row.getString("state")).orElseThrow(),
        Optional.ofNullable(row.getBytes("content")).map(Bytes::of),
        mark(row, "entered").orElseThrow(),
        mark(row, "approved"),
        end(row));
  }

  private static Optional<End> end(ResultSet row) throws SQLException {
    Optional<Mark> mark = mark(row, "ended");
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    String detail = row.getString("refusal_detail");
    return Optional.of(
        new End(
            mark.get(),
            Optional.ofNullable(row.getString("refusal_code"))
                .map(code -> new Refusal(RefusalCode.valueOf(code), detail)),
            Optional.ofNullable(row.getString("reason")),
            Optional.ofNullable(row.getBytes("result")).map(Bytes::of)));
  }

  private static Optional<Mark> mark(ResultSet row, String what) throws SQLException {
    long at = row.getLong(what + "_at");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Mark(row.getString(what + "_by"), Instant.ofEpochMilli(at)));
  }
}
