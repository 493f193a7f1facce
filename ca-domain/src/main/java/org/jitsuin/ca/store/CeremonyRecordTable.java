package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/** The table {@code audit.ceremony_record}: the records that custodians sign. */
public final class CeremonyRecordTable {
  private CeremonyRecordTable() {}

  /**
   * A record as it is kept.
   *
   * @param number its place among all records, from 1
   * @param body canonical JSON
   */
  public record Row(int number, String ceremony, Bytes body) {}

  public static void insert(Handle handle, String ceremony, Bytes body, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.ceremony_record (ceremony, sha256, body, held_at)
            VALUES (:ceremony, :sha256, :body, :now)
            """)
        .bind("ceremony", ceremony)
        .bind("sha256", body.fingerprint().octets())
        .bind("body", body.bytes())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Returns all records; one for each ceremony, a handful. */
  public static List<Row> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT record_no, ceremony, body FROM audit.ceremony_record ORDER BY record_no")
        .map((row, _) ->
            new Row(
                row.getInt("record_no"), row.getString("ceremony"), Bytes.of(row.getBytes("body"))))
        .list();
  }

  /** The one with that SHA-256. */
  public static Optional<Row> find(Handle handle, Fingerprint sha256) {
    return all(handle).stream().filter(row -> row.body().fingerprint().equals(sha256)).findFirst();
  }
}
