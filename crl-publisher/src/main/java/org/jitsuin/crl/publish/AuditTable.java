package org.jitsuin.crl.publish;

import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.audit.AuditEntry;

/** Adds to {@code audit.entry}, which this service may not read. */
final class AuditTable {
  private AuditTable() {}

  static void append(Handle handle, Collection<AuditEntry> entries) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit.entry (id, recorded_at, kind, card, body)
            VALUES (:id, :at, :kind, NULL, :body)
            """);
    for (AuditEntry entry : entries) {
      batch
          .bind("id", entry.id().toString())
          .bind("at", entry.at().toEpochMilli())
          .bind("kind", entry.act().kind())
          .bind("body", entry.encoded())
          .add();
    }
    batch.execute();
  }
}
