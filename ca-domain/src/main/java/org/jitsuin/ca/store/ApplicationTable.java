package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;
import static org.jitsuin.ca.store.Columns.optional;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication.Approval;
import org.jitsuin.ca.store.FiledApplication.End;
import org.jitsuin.ca.store.FiledApplication.Subject;

/** The table {@code ca.application}: applications to an office, until somebody finishes them. */
public final class ApplicationTable {
  private static final String SELECT =
      """
      SELECT application_no, application_id AS id, kind, state, municipality, card_id AS card,
        content, entered_by, entered_at, contributed_by, approved_by, approved_at,
        approved_content, ended_by, ended_at, refusal_code, refusal_detail, reason, result,
        result_cuts, fell_with
      FROM ca.application
      """;

  private static final String BETWEEN_NAMES = "\n";

  private ApplicationTable() {}

  /** Adds an application that was just entered. */
  public static void insert(
      Handle handle, Subject subject, ApplicationState state, Bytes content, Mark entered) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.application
              (application_id, kind, state, municipality, card_id, content, entered_by, entered_at,
               register_id)
            VALUES (:id, :kind, :state, :municipality, :card, :content, :by, :at,
              IF(:card IS NULL,
                JSON_VALUE(CONVERT(:content USING utf8mb4), '$.holder.registerId'), NULL))
            """)
        .bindMethods(subject)
        .bind("state", state)
        .bind("content", content)
        .bindMethods(entered)
        .execute();
  }

  public static Optional<FiledApplication> find(Handle handle, String id) {
    return select(handle, id, "");
  }

  /** Finds and locks an application until the transaction ends; otherwise as {@link #find}. */
  public static Optional<FiledApplication> lock(Handle handle, String id) {
    return select(handle, id, " FOR UPDATE");
  }

  private static Optional<FiledApplication> select(Handle handle, String id, String suffix) {
    // It has the form of a card's.
    return !Card.isId(id)
        ? Optional.empty()
        : handle
            .createQuery(SELECT + " WHERE application_id = :id" + suffix)
            .bind("id", id)
            .map(row -> new Read(row(row), kept(row)))
            .findOne()
            .map(read -> read.whole(handle));
  }

  /**
   * An application as it was read.
   *
   * @param result as it is kept, where it was carried out
   */
  private record Read(FiledApplication row, Optional<KeptAnswer> result) {
    /** Returns it with the result, unless a certificate in that was erased. */
    FiledApplication whole(Handle handle) {
      Optional<Bytes> answered = result.flatMap(kept -> kept.whole(handle));
      return answered.isEmpty() ? row : row.answered(answered.get());
    }
  }

  /**
   * Returns where the holder whom an application is about lives now; empty where none is known.
   *
   * @param id of an application
   */
  public static Optional<String> residence(Handle handle, String id) {
    return handle
        .createQuery(
            """
            SELECT COALESCE(k.residence, r.municipality) AS residence FROM ca.application a
            LEFT JOIN ca.card k ON k.card_id = a.card_id
            LEFT JOIN ca.resident r ON r.register_id = a.register_id
            WHERE a.application_id = :id
            """)
        .bind("id", id)
        .map((row, _) -> Optional.ofNullable(row.getString("residence")))
        .findOne()
        .flatMap(residence -> residence);
  }

  /**
   * Applications in the order in which they were entered, without results.
   *
   * @param municipality only those of its office
   * @param state only those in that state
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public static List<FiledApplication> page(
      Handle handle,
      Optional<String> municipality,
      Optional<ApplicationState> state,
      long after,
      int limit) {
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
    state.ifPresent(value -> query.bind("state", value));
    return query.map(ApplicationTable::row).list();
  }

  /** The ids of those who approved applications, by application. */
  public static Map<String, String> approvedBy(Handle handle, Collection<String> ids) {
    return ids.isEmpty()
        ? Map.of()
        : handle
            .createQuery(
                """
                SELECT application_id, approved_by FROM ca.application
                WHERE application_id IN (<ids>) AND approved_by IS NOT NULL
                """)
            .bindList("ids", List.copyOf(ids))
            .map((row, _) ->
                Map.entry(row.getString("application_id"), row.getString("approved_by")))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /**
   * Counts the applications of an office in a state.
   *
   * @param most where it stops counting
   */
  public static int count(Handle handle, String municipality, ApplicationState state, int most) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 FROM ca.application
              WHERE municipality = :municipality AND state = :state LIMIT :most) AS found
            """)
        .bind("municipality", municipality)
        .bind("state", state)
        .bind("most", most)
        .mapTo(int.class)
        .one();
  }

  /**
   * Counts the open applications of an office that one person entered.
   *
   * @param most where it stops counting
   */
  public static int countEntered(Handle handle, String municipality, String person, int most) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 FROM ca.application
              WHERE municipality = :municipality AND state IN ('received', 'awaiting-approval')
                AND entered_by = :person LIMIT :most) AS found
            """)
        .bind("municipality", municipality)
        .bind("person", person)
        .bind("most", most)
        .mapTo(int.class)
        .one();
  }

  /**
   * Writes what was entered with what somebody added to it. What was approved before was something
   * else.
   *
   * @param contributors all who brought some of it
   */
  public static void extend(
      Handle handle, String id, ApplicationState state, Bytes content, Set<String> contributors) {
    handle
        .createUpdate(
            """
            UPDATE ca.application SET state = :state, content = :content, approved_by = NULL,
              approved_at = NULL, approved_content = NULL, contributed_by = :contributors,
              register_id = IF(card_id IS NULL,
                JSON_VALUE(CONVERT(:content USING utf8mb4), '$.holder.registerId'), NULL)
            WHERE application_id = :id
            """)
        .bind("state", state)
        .bind("content", content)
        .bind("contributors", String.join(BETWEEN_NAMES, contributors))
        .bind("id", id)
        .execute();
  }

  /**
   * Writes that a second person agreed.
   *
   * @param content to which they did
   */
  public static void approve(Handle handle, String id, Mark approved, Fingerprint content) {
    handle
        .createUpdate(
            """
            UPDATE ca.application SET state = 'received', approved_by = :by, approved_at = :at,
              approved_content = :content
            WHERE application_id = :id
            """)
        .bindMethods(approved)
        .bind("content", content)
        .bind("id", id)
        .execute();
  }

  /**
   * Returns open applications of an office that somebody entered, added to or approved.
   *
   * @param after the number that the page begins behind; 0 for the first page
   */
  public static List<FiledApplication> open(
      Handle handle, String municipality, String person, long after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE municipality = :municipality AND state IN ('received', 'awaiting-approval')
                  AND application_no > :after
                  AND (:person IN (entered_by, approved_by)
                    OR LOCATE(CONCAT('\n', :person, '\n'), CONCAT('\n', contributed_by, '\n')) > 0)
                ORDER BY application_no LIMIT :limit
                """)
        .bind("municipality", municipality)
        .bind("person", person)
        .bind("after", after)
        .bind("limit", limit)
        .map(ApplicationTable::row)
        .list();
  }

  /**
   * Lets applications wait for a second person, and says with whom they fell.
   *
   * @return how many of them are still open
   */
  public static int fall(Handle handle, List<String> ids, String person) {
    return handle
        .createUpdate(
            """
            UPDATE ca.application SET state = 'awaiting-approval', approved_by = NULL,
              approved_at = NULL, approved_content = NULL, fell_with = :person
            WHERE application_id IN (<ids>) AND state IN ('received', 'awaiting-approval')
            """)
        .bind("person", person)
        .bindList("ids", ids)
        .execute();
  }

  /**
   * Writes that it was carried out, and erases what was entered.
   *
   * @param act the request under which it was answered: what is kept of the answer, without the
   *     certificates in it, is the result
   */
  public static void complete(Handle handle, String id, Mark ended, RequestId act) {
    handle
        .createUpdate(
            """
            UPDATE ca.application a
            JOIN ca.idempotency i ON i.caller = :caller AND i.request_key = :key
            SET a.state = 'completed', a.content = NULL, a.approved_content = NULL, a.ended_by = :by, a.ended_at = :at,
              a.result = i.body, a.result_cuts = i.cuts
            WHERE a.application_id = :id
            """)
        .bindMethods(ended)
        .bind("caller", act.caller())
        .bind("key", act.key())
        .bind("id", id)
        .execute();
  }

  /** Writes that and why it was refused, and erases what was entered. */
  public static void refuse(Handle handle, String id, End end) {
    handle
        .createUpdate(
            """
            UPDATE ca.application SET state = 'refused', content = NULL,
              approved_content = NULL, ended_by = :by, ended_at = :at, refusal_code = :code, refusal_detail = :detail, reason = :reason
            WHERE application_id = :id
            """)
        .bindMethods(end.mark())
        .bind("code", end.refusal().map(Refusal::code))
        .bind("detail", end.refusal().map(Refusal::detail))
        .bind("reason", end.reason())
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

  private static FiledApplication row(RowView row) {
    return new FiledApplication(
        row.getColumn("application_no", Long.class),
        row.getRow(Subject.class),
        row.getColumn("state", ApplicationState.class),
        optional(row, "content", Bytes.class),
        mark(row, "entered").orElseThrow(),
        contributors(row),
        mark(row, "approved")
            .map(mark -> new Approval(mark, optional(row, "approved_content", Fingerprint.class))),
        mark(row, "ended").map(mark -> end(row, mark)),
        optional(row, "fell_with", String.class));
  }

  private static Set<String> contributors(RowView row) {
    Set<String> people = new HashSet<>();
    people.add(row.getColumn("entered_by", String.class));
    optional(row, "contributed_by", String.class)
        .ifPresent(others -> people.addAll(List.of(others.split(BETWEEN_NAMES))));
    return people;
  }

  private static End end(RowView row, Mark mark) {
    return new End(
        mark,
        optional(row, "refusal_code", RefusalCode.class)
            .map(code -> new Refusal(code, row.getColumn("refusal_detail", String.class))),
        optional(row, "reason", String.class),
        Optional.empty());
  }

  private static Optional<KeptAnswer> kept(RowView row) {
    return optional(row, "result", Bytes.class)
        .map(rest -> KeptAnswer.read(rest, optional(row, "result_cuts", byte[].class)));
  }
}
