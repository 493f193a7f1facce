package org.jitsuin.crl.publish;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.keys.SignatureCount;
import org.jitsuin.base.keys.SignatureCount.Stretch;
import org.jitsuin.crl.plan.StatusDatabase;

/** Adds to {@code audit.key_use}, which this service may not read. */
final class KeyUse {
  private final SignatureCount count;
  private final StatusDatabase database;
  private final String node;
  private final InstantSource clock;

  KeyUse(SignatureCount count, StatusDatabase database, String node, InstantSource clock) {
    this.count = count;
    this.database = database;
    this.node = node;
    this.clock = clock;
  }

  /**
   * Records how often keys signed since the last time.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE; they are recorded the next time
   */
  void record() {
    count.handOver(
        signed -> database.inTransaction(handle -> insert(handle, signed, node, clock.instant())));
  }

  private static int[] insert(Handle handle, List<Stretch> signed, String node, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT IGNORE INTO audit.key_use
              (start, key_label, first, signatures, node, service, counted_at)
            VALUES (:start, :label, :first, :signatures, :node, 'crl-publisher', :now)
            """);
    for (Stretch one : signed) {
      batch
          .bind("start", one.start())
          .bind("label", one.label())
          .bind("first", one.first())
          .bind("signatures", one.signatures())
          .bind("node", node)
          .bind("now", now.toEpochMilli())
          .add();
    }
    return batch.execute();
  }
}
