package org.jitsuin.crl.publish;

import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.audit.entry.AuditEntry;

/** Adds to {@code audit.entry}, which this service may not read. */
final class AuditTable {
  private AuditTable() {}

  /**
   * Locks the head of the log until the transaction ends: numbers are in the order of commits and
   * without gaps.
   */
  static void append(Handle handle, Collection<AuditEntry> entries) {
    SetbackTable.requireNone(handle);
    handle
        .createUpdate("UPDATE status.audit_head SET last = last + :count WHERE one = 1")
        .bind("count", entries.size())
        .execute();
    long last =
        handle
            .createQuery("SELECT last FROM status.audit_head WHERE one = 1")
            .mapTo(long.class)
            .one();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit.entry (entry_no, id, recorded_at, kind, card, body)
            VALUES (:number, :id, :at, :kind, NULL, :body)
            """);
    long number = last - entries.size();
    for (AuditEntry entry : entries) {
      number++;
      batch
          .bind("number", number)
          .bind("id", entry.id().toString())
          .bind("at", entry.at().toEpochMilli())
          .bind("kind", entry.kind())
          .bind("body", entry.encoded())
          .add();
    }
    batch.execute();
  }
}
