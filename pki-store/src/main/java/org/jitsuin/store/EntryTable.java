package org.jitsuin.store;

import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.audit.entry.AuditEntry;

/**
 * {@code audit.entry}, to which the authority and its ceremonies add. What the CRL publisher does
 * is handed in and then added by the authority.
 */
public final class EntryTable {
  private EntryTable() {}

  /**
   * Adds entries to the audit log, in their order, in the transaction of the acts themselves.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the database is behind what was published
   */
  public static void append(Handle handle, List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    insert(handle, Head.LOG.take(handle, entries.size()), entries);
  }

  /**
   * As {@link #append}, together with rows of the status feed, which are written afterwards.
   *
   * @param entries one at least
   * @param changes how many rows of the feed; their numbers are its last ones from then on
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the database is behind what was published
   */
  public static void append(Handle handle, List<AuditEntry> entries, int changes) {
    insert(handle, Head.takeBoth(handle, entries.size(), changes), entries);
  }

  private static void insert(Handle handle, OptionalLong before, List<AuditEntry> entries) {
    long number = before.orElseThrow(() -> SetbackTable.recoveryNeeded(SetbackTable.all(handle)));
    AppendedEntries.of(handle).add(number + 1, entries);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit.entry (entry_no, id, recorded_at, kind, card, body)
            VALUES (:number, :id, :at, :kind, :card, :body)
            """);
    for (AuditEntry entry : entries) {
      number++;
      batch
          .bind("number", number)
          .bind("id", entry.id().toString())
          .bind("at", entry.at().toEpochMilli())
          .bind("kind", entry.kind())
          .bind("card", entry.card())
          .bind("body", entry.encoded())
          .add();
    }
    batch.execute();
  }
}
