package org.jitsuin.crl.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.audit.entry.AuditEntry;

/**
 * The table {@code audit.submission}: entries that are handed in for the audit log and wait for the
 * authority to number them. Handed in, an entry is recorded: nothing here can change it any more.
 */
public final class SubmissionTable {
  private SubmissionTable() {}

  /**
   * What waits for the authority.
   *
   * @param entries how many
   * @param since the time of the oldest; empty where none waits
   * @param refused how many the authority will not number
   */
  record Waiting(long entries, Optional<Instant> since, long refused) {
    static final Waiting NOTHING = new Waiting(0, Optional.empty(), 0);
  }

  /** Hands entries in, in the transaction of the acts themselves. */
  public static void insert(Handle handle, List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch("INSERT INTO audit.submission (recorded_at, body) VALUES (:at, :body)");
    for (AuditEntry entry : entries) {
      batch.bind("at", entry.at().toEpochMilli()).bind("body", entry.encoded()).add();
    }
    batch.execute();
  }

  static Waiting waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COALESCE(SUM(refusal IS NULL), 0) AS entries,
              MIN(IF(refusal IS NULL, recorded_at, NULL)) AS since,
              COALESCE(SUM(refusal IS NOT NULL), 0) AS refused
            FROM audit.submission
            """)
        .map((row, _) ->
            new Waiting(
                row.getLong("entries"),
                Optional.ofNullable(row.getObject("since", Long.class)).map(Instant::ofEpochMilli),
                row.getLong("refused")))
        .one();
  }
}
