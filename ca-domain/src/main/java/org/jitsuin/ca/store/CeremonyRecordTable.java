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

  public static void insert(Handle handle, String ceremony, Bytes body, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.ceremony_record (ceremony, sha256, body, held_at)
            VALUES (:ceremony, :sha256, :body, :now)
            """)
        .bind("ceremony", ceremony)
        .bind("sha256", body.fingerprint())
        .bind("body", body)
        .bind("now", now)
        .execute();
  }

  /** Returns all records; one for each ceremony, a handful. */
  public static List<KeptCeremonyRecord> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT record_no AS number, ceremony, body FROM audit.ceremony_record
            ORDER BY record_no
            """)
        .mapTo(KeptCeremonyRecord.class)
        .list();
  }

  /** The one with that SHA-256. */
  public static Optional<KeptCeremonyRecord> find(Handle handle, Fingerprint sha256) {
    return all(handle).stream().filter(row -> row.body().fingerprint().equals(sha256)).findFirst();
  }
}
