package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;
import static org.jitsuin.ca.store.Columns.optional;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJob.Boundary;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.RevocationJob.Course;
import org.jitsuin.ca.store.RevocationJob.Cursor;
import org.jitsuin.ca.store.RevocationJob.Order;

/** The table {@code ca.revocation_job}: many certificates revoked as one job. */
public final class RevocationJobTable {
  private static final String SELECT =
      """
      SELECT job_no, job_id, state, selection, municipality, authority, generation, issuer_no,
        ground, invalid_since, reason, per_second, total, revoked, already, proposed_by,
        proposed_at, approved_by, approved_at, started_at, ended_by, ended_at, issued_from,
        issued_until, own_serial, fell_with, list_entries, list_sha256, approval, feed_seq, late, cursor_partition AS `partition`, cursor_not_before AS not_before,
        cursor_issuer AS issuer_number, cursor_serial AS serial
      FROM ca.revocation_job
      """;

  /** What they select, and why: of others this release would revoke the wrong ones, or none. */
  private static final String KNOWN =
      "selection IN ('municipality', 'generation', 'serials') AND "
          + KnownValues.in("ground", RevocationCause.values(), RevocationCause::id);

  private RevocationJobTable() {}

  /** The ids of those who approved jobs, by job. */
  public static Map<String, String> approvedBy(Handle handle, Collection<String> ids) {
    return ids.isEmpty()
        ? Map.of()
        : handle
            .createQuery(
                """
                SELECT job_id, approved_by FROM ca.revocation_job
                WHERE job_id IN (<ids>) AND approved_by IS NOT NULL
                """)
            .bindList("ids", List.copyOf(ids))
            .map((row, _) -> Map.entry(row.getString("job_id"), row.getString("approved_by")))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

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
               issued_from, issued_until, own_serial, list_entries, list_sha256)
            VALUES
              (:id, 'proposed', :selection, :municipality, :authority, :generation, :issuer,
               :cause, :invalidSince, :reason, :perSecond, :total, 0, 0, :by, :at, :from, :until,
               :ownSerial, :entries, :sha256)
            """)
        .bindMethods(order)
        .bind("selection", kind(selection))
        .bind("municipality", selection.municipality())
        .bind("authority", authority(selection))
        .bind("generation", signed.map(by -> by.issuer().generation()))
        .bind("issuer", signed.map(Signed::issuerNumber))
        .bind("ownSerial", signed.flatMap(Signed::serial))
        .bind("entries", seal(selection).map(ListSeal::entries))
        .bind("sha256", seal(selection).map(ListSeal::sha256))
        .bind("total", total)
        .bindMethods(proposed)
        .bindMethods(window)
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

  private static Optional<ListSeal> seal(RevocationSelection selection) {
    return selection instanceof RevocationSelection.OfSerials of ? of.seal() : Optional.empty();
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

  public static Optional<RevocationJob> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks a job until the transaction ends; otherwise as {@link #find}. */
  public static Optional<RevocationJob> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<RevocationJob> select(Handle handle, String id, String suffix) {
    // It has the form of a card's.
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(SELECT + " WHERE job_id = :id" + suffix)
            .bind("id", id)
            .map(RevocationJobTable::row)
            .findOne();
  }

  /** Returns the jobs that run now, the oldest first. */
  public static List<RevocationJob> running(Handle handle, int limit) {
    return handle
        .createQuery(
            SELECT + " WHERE state = 'running' AND " + KNOWN + " ORDER BY job_no LIMIT :limit")
        .bind("limit", limit)
        .map(RevocationJobTable::row)
        .list();
  }

  /**
   * Jobs in the order in which they were proposed.
   *
   * @param municipality only those that its office may propose
   * @param after the number that the page begins behind; 0 for the first page
   */
  public static List<RevocationJob> page(
      Handle handle, Optional<String> municipality, long after, int limit) {
    String of = municipality.isPresent() ? " AND municipality = :municipality" : "";
    Query query =
        handle
            .createQuery(SELECT + " WHERE job_no > :after" + of + " ORDER BY job_no LIMIT :limit")
            .bind("after", after)
            .bind("limit", limit);
    municipality.ifPresent(code -> query.bind("municipality", code));
    return query.map(RevocationJobTable::row).list();
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
        .bindMethods(approved)
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
              cursor_issuer = :issuerNumber, cursor_serial = :serial,
              started_at = COALESCE(started_at, :now)
            WHERE job_id = :id
            """)
        .bindMethods(counts)
        .bindMethods(cursor)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** Ends a job. */
  public static void end(Handle handle, String id, RevocationJobState state, Mark ended) {
    handle
        .createUpdate(
            """
            UPDATE ca.revocation_job SET state = :state, ended_by = :by, ended_at = :at
            WHERE job_id = :id
            """)
        .bind("state", state)
        .bindMethods(ended)
        .bind("id", id)
        .execute();
    if (state == RevocationJobState.CANCELLED) {
      ApprovalNumbers.release(handle, id);
    }
  }

  /** Ends a job in which somebody had a part who is shut out. */
  public static void fall(Handle handle, String id, Mark ended, String person) {
    end(handle, id, RevocationJobState.CANCELLED, ended);
    handle.execute("UPDATE ca.revocation_job SET fell_with = ? WHERE job_id = ?", person, id);
  }

  /** Returns the ids of jobs that a person proposed or approved and that have not ended. */
  public static List<String> open(Handle handle, String person) {
    return handle
        .createQuery(
            """
            SELECT job_id FROM ca.revocation_job
            WHERE state IN ('proposed', 'running') AND :person IN (proposed_by, approved_by)
            ORDER BY job_no
            """)
        .bind("person", person)
        .mapTo(String.class)
        .list();
  }

  private static RevocationJob row(RowView row) {
    return new RevocationJob(
        row.getColumn("job_no", Long.class),
        new Order(
            row.getColumn("job_id", String.class),
            selection(row),
            row.getColumn("ground", RevocationCause.class),
            optional(row, "invalid_since", Instant.class),
            row.getColumn("reason", String.class),
            row.getColumn("per_second", Integer.class)),
        row.getColumn("state", RevocationJobState.class),
        row.getRow(Counts.class),
        new Course(
            mark(row, "proposed").orElseThrow(),
            mark(row, "approved"),
            optional(row, "started_at", Instant.class),
            mark(row, "ended"),
            optional(row, "fell_with", String.class)),
        row.getRow(Cursor.class),
        new Boundary(
            optional(row, "approval", Long.class),
            optional(row, "feed_seq", Long.class),
            row.getColumn("late", Boolean.class)));
  }

  private static RevocationSelection selection(RowView row) {
    Optional<Serial> own = optional(row, "own_serial", Serial.class);
    if (own.isPresent()) {
      return new RevocationSelection.OfAuthority(
          row.getRow(Issuer.class), row.getColumn("issuer_no", Integer.class), own.get());
    }
    Optional<String> municipality = optional(row, "municipality", String.class);
    IssueWindow window =
        new IssueWindow(
            optional(row, "issued_from", Instant.class),
            optional(row, "issued_until", Instant.class));
    return switch (row.getColumn("selection", String.class)) {
      case "municipality" ->
          new RevocationSelection.OfMunicipality(municipality.orElseThrow(), window);
      case "generation" ->
          new RevocationSelection.OfGeneration(
              row.getRow(Issuer.class), row.getColumn("issuer_no", Integer.class), window);
      default ->
          new RevocationSelection.OfSerials(
              row.getColumn("authority", Authority.class),
              municipality,
              optional(row, "list_sha256", Fingerprint.class)
                  .map(hash -> new ListSeal(row.getColumn("list_entries", Long.class), hash)));
    };
  }
}
