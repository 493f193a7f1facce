package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.optional;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJob.Cursor;

/**
 * Reads the certificates of a mass revocation in the order of a key, so that it continues where it
 * stopped: rows of {@code ca.certificate}, and {@code ca.revocation_job_serial}. They are selected
 * by what never changes, so that the set is the one that was approved.
 *
 * <p>Selected is what had not run out at an instant and was begun before the approval: its intent
 * tells that by a number ({@link ApprovalNumbers}). What was begun and not recorded then is kept
 * with the job, and comes last. Of certificates that were listed one by one those that ran out
 * count as well where their keys are said to have leaked.
 */
public final class RevocationTargets {
  private static final int LISTED_AT_ONCE = 500;

  /**
   * The condition of being begun by that moment, of a job that an earlier release approved; an
   * intent is looked up only within its second.
   */
  private static final String BEGUN =
      """
      (c.not_before < :second OR (
         SELECT s.started_at FROM ca.signing_intent s
         WHERE s.issuer_no = c.issuer_no AND s.serial = c.serial) <= :at)
      """;

  /** The condition of being begun before the approval, and not among what comes last. */
  private static final String BEFORE =
      """
      COALESCE((
         SELECT s.approval FROM ca.signing_intent s
         WHERE s.issuer_no = c.issuer_no AND s.serial = c.serial), 0) < :approval
       AND NOT EXISTS (
         SELECT 1 FROM ca.revocation_job_serial l
         WHERE l.job_id = :job AND l.issuer_no = c.issuer_no AND l.serial = c.serial)
      """;

  /** The condition of what can still be revoked. */
  static final String LEFT = " c.not_after >= :at ";

  /** The condition that the holder was not erased. */
  private static final String SOMEBODYS = " AND c.register_id IS NOT NULL";

  private static final String ON_THE_LIST =
      """
      FROM ca.revocation_job_serial j
      STRAIGHT_JOIN ca.certificate c ON c.issuer_no = j.issuer_no AND c.serial = j.serial
      WHERE j.job_id = :job AND
      """;

  /** The place on a list. */
  private static final String BEHIND =
      """
       AND (j.issuer_no > :issuer OR (j.issuer_no = :issuer AND j.serial > :serial))
      ORDER BY j.issuer_no, j.serial
      """;

  private static final String LIMIT = " LIMIT :limit";

  private static final String SELECT =
      """
      SELECT c.authority, c.serial, c.register_id, c.reason, c.not_before,
        c.issuer_no AS issuer_number, c.partition_no AS `partition`
      """;

  private RevocationTargets() {}

  /**
   * A certificate that is to be revoked.
   *
   * @param registerId whose it is: to be locked first
   * @param revoked whether it is revoked for good
   */
  public record Target(
      Authority authority, Serial serial, String registerId, boolean revoked, Cursor place) {}

  /** A certificate that was listed by its serial number. */
  public record Listed(int issuerNumber, Serial serial, String residence) {}

  /**
   * The next ones behind a place.
   *
   * @param at when the job was approved
   * @param limit how many at the most
   */
  public static List<Target> next(Handle handle, RevocationJob job, Instant at, int limit) {
    // Ranges are written out and indexes named: each portion costs the same, wherever it is.
    if (job.boundary().late()) {
      return late(handle, job, at, limit);
    }
    return switch (job.order().selection()) {
      case RevocationSelection.OfSerials _ -> listed(handle, job, at, limit);
      case RevocationSelection.OfGeneration of when of.window().isAll() ->
          signed(handle, job, of.issuerNumber(), at, limit);
      case RevocationSelection.OfMunicipality _, RevocationSelection.OfGeneration _ ->
          issued(handle, job, at, limit);
      case RevocationSelection.OfAuthority _ ->
          throw new IllegalArgumentException("an authority's own certificate is of no card");
    };
  }

  /** Partition by partition; in each by the time of issue. */
  private static List<Target> issued(Handle handle, RevocationJob job, Instant at, int limit) {
    IssuePlace place = IssuePlace.of(job.order().selection());
    List<Target> found = new ArrayList<>();
    for (int partition : place.partitions(handle, job.cursor().partition())) {
      found.addAll(issued(handle, job, place, partition, at, limit - found.size()));
      if (found.size() == limit) {
        break;
      }
    }
    return found;
  }

  private static List<Target> issued(
      Handle handle, RevocationJob job, IssuePlace place, int partition, Instant at, int limit) {
    Cursor behind = partition == job.cursor().partition() ? job.cursor() : Cursor.START;
    String sql =
        """
        FROM ca.certificate c FORCE INDEX (of_issue)
        WHERE c.partition_no = :partition AND c.not_before >= :from AND c.not_before < :until
          AND (c.not_before > :notBefore
            OR (c.not_before = :notBefore AND c.issuer_no > :issuer)
            OR (c.not_before = :notBefore AND c.issuer_no = :issuer AND c.serial > :serial)) AND
        """;
    String order = " ORDER BY c.not_before, c.issuer_no, c.serial";
    return bound(
            handle.createQuery(SELECT + sql + begun(job) + order + LIMIT), job.order().id(), at)
        .bind("approval", job.boundary().approval())
        .bind("partition", partition)
        .bind("from", Math.max(place.from(), behind.notBefore()))
        .bind("until", place.until())
        .bind("notBefore", behind.notBefore())
        .bind("issuer", behind.issuerNumber())
        .bind("serial", behind.octets())
        .bind("limit", limit)
        .map(RevocationTargets::row)
        .list();
  }

  /** Returns the certificates of a key generation. */
  private static List<Target> signed(
      Handle handle, RevocationJob job, int issuerNumber, Instant at, int limit) {
    String sql =
        """
        FROM ca.certificate c FORCE INDEX (PRIMARY)
        WHERE c.issuer_no = :issuer AND c.serial > :serial AND
        """;
    return bound(
            handle.createQuery(SELECT + sql + begun(job) + " ORDER BY c.serial" + LIMIT),
            job.order().id(),
            at)
        .bind("approval", job.boundary().approval())
        .bind("issuer", issuerNumber)
        .bind("serial", job.cursor().octets())
        .bind("limit", limit)
        .map(RevocationTargets::row)
        .list();
  }

  private static String begun(RevocationJob job) {
    return LEFT + " AND " + (job.boundary().approval().isPresent() ? BEFORE : BEGUN) + SOMEBODYS;
  }

  /** Returns what was begun before the approval and recorded after it. */
  private static List<Target> late(Handle handle, RevocationJob job, Instant at, int limit) {
    IssuePlace place = IssuePlace.of(job.order().selection());
    String sql =
        ON_THE_LIST + LEFT + " AND c.not_before >= :from AND c.not_before < :until" + SOMEBODYS;
    return bound(handle.createQuery(SELECT + sql + BEHIND + LIMIT), job.order().id(), at)
        .bind("from", place.from())
        .bind("until", place.until())
        .bind("issuer", job.cursor().issuerNumber())
        .bind("serial", job.cursor().octets())
        .bind("limit", limit)
        .map(RevocationTargets::row)
        .list();
  }

  private static List<Target> listed(Handle handle, RevocationJob job, Instant at, int limit) {
    return bound(
            handle.createQuery(SELECT + listed(job.order().cause()) + BEHIND + LIMIT),
            job.order().id(),
            at)
        .bind("issuer", job.cursor().issuerNumber())
        .bind("serial", job.cursor().octets())
        .bind("limit", limit)
        .map(RevocationTargets::row)
        .list();
  }

  /** Returns the FROM and WHERE parts for a job that lists its certificates. */
  static String listed(RevocationCause cause) {
    return ON_THE_LIST + (cause.isCompromise() ? "TRUE" : LEFT) + SOMEBODYS;
  }

  static Query bound(Query query, String jobId, Instant at) {
    // Each selection has a statement of its own, which needs some of what is bound.
    query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return query
        .bind("at", at)
        .bind("second", at.truncatedTo(ChronoUnit.SECONDS))
        .bind("job", jobId);
  }

  private static Target row(RowView row) {
    return new Target(
        row.getColumn("authority", Authority.class),
        row.getColumn("serial", Serial.class),
        row.getColumn("register_id", String.class),
        optional(row, "reason", RevocationReason.class)
            .filter(reason -> reason != RevocationReason.CERTIFICATE_HOLD)
            .isPresent(),
        row.getRow(Cursor.class));
  }

  /** Returns those of these certificates that the authority issued, by serial number. */
  public static Map<Serial, Listed> listed(
      Handle handle, Authority authority, Collection<Serial> serials) {
    List<Serial> all = List.copyOf(serials);
    Map<Serial, Listed> found = HashMap.newHashMap(all.size());
    // Not within the statement below: the database would read every certificate of each issuer.
    List<Integer> issuers =
        handle
            .createQuery("SELECT issuer_no FROM status.issuer WHERE authority = :authority")
            .bind("authority", authority)
            .mapTo(int.class)
            .list();
    for (int from = 0; !issuers.isEmpty() && from < all.size(); from += LISTED_AT_ONCE) {
      List<Serial> some = all.subList(from, Math.min(from + LISTED_AT_ONCE, all.size()));
      handle
          .createQuery(
              """
              SELECT c.issuer_no AS issuer_number, c.serial, c.residence FROM ca.certificate c
              WHERE c.issuer_no IN (<issuers>) AND c.serial IN (<serials>)
                AND c.register_id IS NOT NULL
              """)
          .bindList("issuers", issuers)
          .bindList("serials", some)
          .mapTo(Listed.class)
          .forEach(one -> found.put(one.serial(), one));
    }
    return found;
  }

  /** Keeps the certificates of a job that names each. */
  public static void keep(Handle handle, String jobId, Collection<Listed> listed) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.revocation_job_serial (job_id, issuer_no, serial)
            VALUES (:job, :issuerNumber, :serial)
            """);
    for (Listed one : listed) {
      batch.bind("job", jobId).bindMethods(one).add();
    }
    batch.execute();
  }
}
