package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJobTable.Cursor;

/**
 * Which certificates a mass revocation deals with, in the order of a key, so that it goes on where
 * it stopped: rows of {@code ca.certificate}, and {@code ca.revocation_job_serial}.
 *
 * <p>Selected is what had not run out at an instant and was begun by then. Certificates tell their
 * beginning in whole seconds; in the second itself the intent tells it.
 */
public final class RevocationTargets {
  private static final int LISTED_AT_ONCE = 500;

  /** One intent is looked up, and only for what was begun in that second. */
  private static final String BEGUN =
      """
       AND c.not_after >= :at AND (c.not_before < :second OR (
         SELECT s.started_at FROM ca.signing_intent s
         WHERE s.issuer_no = c.issuer_no AND s.serial = c.serial) <= :at)
      """;

  private RevocationTargets() {}

  /**
   * A certificate that is to be revoked.
   *
   * @param registerId whose it is: to be locked first
   * @param revoked whether it is revoked for good, which never changes again
   */
  public record Target(
      Authority authority, Serial serial, String registerId, boolean revoked, Cursor place) {}

  /** A certificate that was listed by its serial number. */
  public record Listed(int issuerNumber, Serial serial, String residence) {}

  /** How many certificates are selected; those that are revoked count, too. */
  public static long count(Handle handle, String jobId, RevocationSelection selection, Instant at) {
    String from =
        switch (selection) {
          case RevocationSelection.OfMunicipality _ ->
              "FROM ca.certificate c WHERE c.residence = :municipality";
          case RevocationSelection.OfGeneration _ ->
              "FROM ca.certificate c WHERE c.issuer_no = :issuerNumber";
          case RevocationSelection.OfSerials _ ->
              """
              FROM ca.revocation_job_serial j
              JOIN ca.certificate c ON c.issuer_no = j.issuer_no AND c.serial = j.serial
              WHERE j.job_id = :job
              """;
        };
    return bind(handle.createQuery("SELECT COUNT(*) " + from + BEGUN), jobId, selection, at)
        .mapTo(long.class)
        .one();
  }

  /**
   * The next ones behind a place.
   *
   * @param at when the job was approved
   * @param limit how many at the most
   */
  public static List<Target> next(
      Handle handle, RevocationJobTable.Row job, Instant at, int limit) {
    String rows =
        switch (job.order().selection()) {
          // Ranges are written out and indexes named: each portion costs the same, wherever it is.
          case RevocationSelection.OfMunicipality _ ->
              """
              FROM ca.certificate c FORCE INDEX (residence)
              WHERE c.residence = :municipality
                AND (c.not_after > :cursorNotAfter
                  OR (c.not_after = :cursorNotAfter AND c.issuer_no > :cursorIssuer)
                  OR (c.not_after = :cursorNotAfter AND c.issuer_no = :cursorIssuer
                    AND c.serial > :cursorSerial))
              %s ORDER BY c.not_after, c.issuer_no, c.serial
              """;
          case RevocationSelection.OfGeneration _ ->
              """
              FROM ca.certificate c FORCE INDEX (PRIMARY)
              WHERE c.issuer_no = :issuerNumber AND c.serial > :cursorSerial
              %s ORDER BY c.serial
              """;
          case RevocationSelection.OfSerials _ ->
              """
              FROM ca.revocation_job_serial j
              STRAIGHT_JOIN ca.certificate c
                ON c.issuer_no = j.issuer_no AND c.serial = j.serial
              WHERE j.job_id = :job
                AND (j.issuer_no > :cursorIssuer
                  OR (j.issuer_no = :cursorIssuer AND j.serial > :cursorSerial))
              %s ORDER BY j.issuer_no, j.serial
              """;
        };
    return bind(
            handle.createQuery(
                "SELECT c.authority, c.serial, c.register_id, c.reason, c.not_after, c.issuer_no "
                    + String.format(Locale.ROOT, rows, BEGUN)
                    + " LIMIT :limit"),
            job.order().id(),
            job.order().selection(),
            at)
        // What had run out by then is not even read.
        .bind("cursorNotAfter", Math.max(job.cursor().notAfter(), at.toEpochMilli() - 1))
        .bind("cursorIssuer", job.cursor().issuerNumber())
        .bind("cursorSerial", job.cursor().octets())
        .bind("limit", limit)
        .map((row, context) -> row(row))
        .list();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, String jobId, RevocationSelection selection, Instant at) {
    // Each selection has a statement of its own, which needs some of what is bound.
    statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    statement
        .bind("at", at.toEpochMilli())
        .bind("second", at.truncatedTo(ChronoUnit.SECONDS).toEpochMilli())
        .bind("job", jobId);
    return switch (selection) {
      case RevocationSelection.OfMunicipality(String code) -> statement.bind("municipality", code);
      case RevocationSelection.OfGeneration(_, int number) ->
          statement.bind("issuerNumber", number);
      case RevocationSelection.OfSerials _ -> statement;
    };
  }

  private static Target row(ResultSet row) throws SQLException {
    int reason = row.getInt("reason");
    boolean revoked = !row.wasNull() && reason != RevocationReason.CERTIFICATE_HOLD.code();
    Serial serial = Serial.of(row.getBytes("serial"));
    return new Target(
        Authority.byId(row.getString("authority")).orElseThrow(),
        serial,
        row.getString("register_id"),
        revoked,
        new Cursor(row.getLong("not_after"), row.getInt("issuer_no"), Optional.of(serial)));
  }

  /** Those of these certificates that the authority issued, by serial number. */
  public static Map<Serial, Listed> listed(
      Handle handle, Authority authority, Collection<Serial> serials) {
    List<Serial> all = List.copyOf(serials);
    Map<Serial, Listed> found = HashMap.newHashMap(all.size());
    for (int from = 0; from < all.size(); from += LISTED_AT_ONCE) {
      List<Serial> some = all.subList(from, Math.min(from + LISTED_AT_ONCE, all.size()));
      handle
          .createQuery(
              """
              SELECT c.issuer_no, c.serial, c.residence FROM ca.certificate c
              WHERE c.issuer_no IN (
                  SELECT issuer_no FROM status.issuer WHERE authority = :authority)
                AND c.serial IN (<serials>)
              """)
          .bind("authority", authority.id())
          .bindList("serials", some.stream().map(Serial::octets).toList())
          .map((row, context) ->
              new Listed(
                  row.getInt("issuer_no"),
                  Serial.of(row.getBytes("serial")),
                  row.getString("residence")))
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
            VALUES (:job, :issuer, :serial)
            """);
    for (Listed one : listed) {
      batch
          .bind("job", jobId)
          .bind("issuer", one.issuerNumber())
          .bind("serial", one.serial().octets())
          .add();
    }
    batch.execute();
  }
}
