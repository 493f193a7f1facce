package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.ApplicationTable.Mark;

/** The table {@code ca.revocation_job}: many certificates revoked as one job. */
public final class RevocationJobTable {
  private static final String SELECT =
      """
      SELECT job_no, job_id, state, selection, municipality, authority, generation, issuer_no,
        ground, invalid_since, reason, per_second, total, revoked, already, proposed_by,
        proposed_at, approved_by, approved_at, started_at, ended_by, ended_at, issued_from,
        issued_until, cursor_partition, cursor_not_before, cursor_issuer, cursor_serial, own_serial
      FROM ca.revocation_job
      """;

  private RevocationJobTable() {}

  /** The state of a job. */
  public enum State {
    PROPOSED("proposed"),
    RUNNING("running"),
    FINISHED("finished"),
    CANCELLED("cancelled");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }

    private static State byId(String id) {
      return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }
  }

  /**
   * The order of a job, which never changes.
   *
   * @param id names the job, a UUID
   * @param cause why: what each certificate's revocation says
   * @param invalidSince from when the certificates should not be trusted, if that is earlier
   * @param reason in words
   * @param perSecond how many certificates a second at the most
   */
  public record Order(
      String id,
      RevocationSelection selection,
      RevocationCause cause,
      Optional<Instant> invalidSince,
      String reason,
      int perSecond) {}

  /**
   * The last certificate that was dealt with, in the order of the selection.
   *
   * @param partition the number of its CRL; counts where the selection is by the time of issue
   * @param notBefore its beginning in milliseconds; counts likewise
   */
  public record Cursor(int partition, long notBefore, int issuerNumber, Optional<Serial> serial) {
    /** The cursor before the first one. */
    public static final Cursor START = new Cursor(0, 0, 0, Optional.empty());

    /** The octets behind which the next serial number comes. */
    byte[] octets() {
      return serial.map(Serial::octets).orElseGet(() -> new byte[0]);
    }
  }

  /**
   * The result of a job so far.
   *
   * @param total how many it deals with
   * @param already how many it found revoked or run out
   */
  public record Counts(long total, long revoked, long already) {}

  /**
   * The persons who proposed, approved and ended a job; {@code ended} is its end or its
   * cancellation.
   */
  public record Course(
      Mark proposed, Optional<Mark> approved, Optional<Instant> started, Optional<Mark> ended) {}

  /**
   * A job as it stands.
   *
   * @param number its place in the table; grows with time
   */
  public record Row(
      long number, Order order, State state, Counts counts, Course course, Cursor cursor) {}

  /** Adds a job that was just proposed. */
  public static void insert(Handle handle, Order order, long total, Mark proposed) {
    RevocationSelection selection = order.selection();
    Optional<Signed> signed = signed(selection);
    IssueWindow window = window(selection);
    handle
        .createUpdate(
            """
            INSERT INTO ca.revocation_job
              (job_id, state, selection, municipality, authority, generation, issuer_no, ground,
               invalid_since, reason, per_second, total, revoked, already, proposed_by, proposed_at,
               issued_from, issued_until, own_serial)
            VALUES
              (:id, 'proposed', :selection, :municipality, :authority, :generation, :issuer,
               :ground, :invalidSince, :reason, :perSecond, :total, 0, 0, :by, :at, :from, :until,
               :ownSerial)
            """)
        .bind("id", order.id())
        .bind("selection", kind(selection))
        .bind("municipality", selection.municipality())
        .bind("authority", authority(selection).map(Authority::id))
        .bind("generation", signed.map(by -> by.issuer().generation()))
        .bind("issuer", signed.map(Signed::issuerNumber))
        .bind("ground", order.cause().id())
        .bind("invalidSince", order.invalidSince().map(Instant::toEpochMilli))
        .bind("ownSerial", signed.flatMap(Signed::serial).map(Serial::octets))
        .bind("reason", order.reason())
        .bind("perSecond", order.perSecond())
        .bind("total", total)
        .bind("by", proposed.by())
        .bind("at", proposed.at().toEpochMilli())
        .bind("from", window.from().map(Instant::toEpochMilli))
        .bind("until", window.until().map(Instant::toEpochMilli))
        .execute();
  }

  /**
   * The key generation that signed the selected certificates, and the one certificate where it is
   * one.
   */
  private record Signed(Issuer issuer, int issuerNumber, Optional<Serial> serial) {}

  private static Optional<Signed> signed(RevocationSelection selection) {
    return switch (selection) {
      case RevocationSelection.OfGeneration of ->
          Optional.of(new Signed(of.issuer(), of.issuerNumber(), Optional.empty()));
      case RevocationSelection.OfAuthority(Issuer issuer, int number, Serial serial) ->
          Optional.of(new Signed(issuer, number, Optional.of(serial)));
      case RevocationSelection.OfMunicipality _, RevocationSelection.OfSerials _ ->
          Optional.empty();
    };
  }

  private static IssueWindow window(RevocationSelection selection) {
    return switch (selection) {
      case RevocationSelection.OfMunicipality of -> of.window();
      case RevocationSelection.OfGeneration of -> of.window();
      case RevocationSelection.OfSerials _, RevocationSelection.OfAuthority _ -> IssueWindow.ALL;
    };
  }

  private static String kind(RevocationSelection selection) {
    return switch (selection) {
      case RevocationSelection.OfMunicipality _ -> "municipality";
      case RevocationSelection.OfGeneration _ -> "generation";
      case RevocationSelection.OfSerials _, RevocationSelection.OfAuthority _ -> "serials";
    };
  }

  private static Optional<Authority> authority(RevocationSelection selection) {
    return switch (selection) {
      case RevocationSelection.OfMunicipality _ -> Optional.empty();
      case RevocationSelection.OfGeneration of -> Optional.of(of.issuer().authority());
      case RevocationSelection.OfSerials of -> Optional.of(of.authority());
      case RevocationSelection.OfAuthority of -> Optional.of(of.issuer().authority());
    };
  }

  public static Optional<Row> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks a job until the transaction ends; otherwise as {@link #find}. */
  public static Optional<Row> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<Row> select(Handle handle, String id, String suffix) {
    // It has the form of a card's.
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(SELECT + " WHERE job_id = :id" + suffix)
            .bind("id", id)
            .map((row, context) -> row(row))
            .findOne();
  }

  /** Returns the jobs that run now, the oldest first. */
  public static List<Row> running(Handle handle, int limit) {
    return handle
        .createQuery(SELECT + " WHERE state = 'running' ORDER BY job_no LIMIT :limit")
        .bind("limit", limit)
        .map((row, context) -> row(row))
        .list();
  }

  /**
   * Jobs in the order in which they were proposed.
   *
   * @param municipality only those that its office may propose
   * @param after the number that the page begins behind; 0 for the first page
   */
  public static List<Row> page(
      Handle handle, Optional<String> municipality, long after, int limit) {
    String of = municipality.isPresent() ? " AND municipality = :municipality" : "";
    Query query =
        handle
            .createQuery(SELECT + " WHERE job_no > :after" + of + " ORDER BY job_no LIMIT :limit")
            .bind("after", after)
            .bind("limit", limit);
    municipality.ifPresent(code -> query.bind("municipality", code));
    return query.map((row, context) -> row(row)).list();
  }

  /**
   * Lets a job run.
   *
   * @param total how many it deals with, counted now
   */
  public static void approve(Handle handle, String id, long total, Mark approved) {
    handle
        .createUpdate(
            """
            UPDATE ca.revocation_job SET state = 'running', total = :total, approved_by = :by,
              approved_at = :at
            WHERE job_id = :id
            """)
        .bind("total", total)
        .bind("by", approved.by())
        .bind("at", approved.at().toEpochMilli())
        .bind("id", id)
        .execute();
  }

  /** Moves a job on, in the transaction that deals with its next certificates. */
  public static void progress(Handle handle, String id, Counts counts, Cursor cursor, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE ca.revocation_job SET revoked = :revoked, already = :already,
              cursor_partition = :partition, cursor_not_before = :notBefore,
              cursor_issuer = :issuer, cursor_serial = :serial,
              started_at = COALESCE(started_at, :now)
            WHERE job_id = :id
            """)
        .bind("revoked", counts.revoked())
        .bind("already", counts.already())
        .bind("partition", cursor.partition())
        .bind("notBefore", cursor.notBefore())
        .bind("issuer", cursor.issuerNumber())
        .bind("serial", cursor.octets())
        .bind("now", now.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  /** Ends a job. */
  public static void end(Handle handle, String id, State state, Mark ended) {
    handle
        .createUpdate(
            """
            UPDATE ca.revocation_job SET state = :state, ended_by = :by, ended_at = :at
            WHERE job_id = :id
            """)
        .bind("state", state.id)
        .bind("by", ended.by())
        .bind("at", ended.at().toEpochMilli())
        .bind("id", id)
        .execute();
  }

  private static Row row(ResultSet row) throws SQLException {
    Order order =
        new Order(
            row.getString("job_id"),
            selection(row),
            cause(row.getString("ground")),
            instant(row, "invalid_since"),
            row.getString("reason"),
            row.getInt("per_second"));
    byte[] serial = row.getBytes("cursor_serial");
    Cursor cursor =
        serial == null
            ? Cursor.START
            : new Cursor(
                row.getInt("cursor_partition"),
                row.getLong("cursor_not_before"),
                row.getInt("cursor_issuer"),
                Optional.of(Serial.of(serial)));
    return new Row(
        row.getLong("job_no"),
        order,
        State.byId(row.getString("state")),
        new Counts(row.getLong("total"), row.getLong("revoked"), row.getLong("already")),
        new Course(
            mark(row, "proposed").orElseThrow(),
            mark(row, "approved"),
            instant(row, "started_at"),
            mark(row, "ended")),
        cursor);
  }

  private static RevocationSelection selection(ResultSet row) throws SQLException {
    Optional<String> municipality = Optional.ofNullable(row.getString("municipality"));
    Optional<Authority> authority =
        Optional.ofNullable(row.getString("authority")).flatMap(Authority::byId);
    byte[] own = row.getBytes("own_serial");
    if (own != null) {
      return new RevocationSelection.OfAuthority(
          new Issuer(authority.orElseThrow(), row.getInt("generation")),
          row.getInt("issuer_no"),
          Serial.of(own));
    }
    IssueWindow window = new IssueWindow(instant(row, "issued_from"), instant(row, "issued_until"));
    return switch (row.getString("selection")) {
      case "municipality" ->
          new RevocationSelection.OfMunicipality(municipality.orElseThrow(), window);
      case "generation" ->
          new RevocationSelection.OfGeneration(
              new Issuer(authority.orElseThrow(), row.getInt("generation")),
              row.getInt("issuer_no"),
              window);
      default -> new RevocationSelection.OfSerials(authority.orElseThrow(), municipality);
    };
  }

  private static RevocationCause cause(String id) {
    return Arrays.stream(RevocationCause.values())
        .filter(cause -> cause.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Mark> mark(ResultSet row, String what) throws SQLException {
    Optional<Instant> at = instant(row, what + "_at");
    String by = row.getString(what + "_by");
    return at.map(instant -> new Mark(by, instant));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Long.class)).map(Instant::ofEpochMilli);
  }
}
