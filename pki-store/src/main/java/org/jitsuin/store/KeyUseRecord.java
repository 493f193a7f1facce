package org.jitsuin.store;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.keys.SignatureCount;
import org.jitsuin.base.keys.SignatureCount.Stretch;

/** Adds to {@code audit.key_use} how often the keys of a token signed for a service. */
public final class KeyUseRecord {
  private final SignatureCount count;
  private final TransactionRunner transactions;
  private final Actor.Component service;
  private final InstantSource clock;

  /**
   * @param service whose keys are counted, on which server
   */
  public KeyUseRecord(
      SignatureCount count,
      TransactionRunner transactions,
      Actor.Component service,
      InstantSource clock) {
    this.count = count;
    this.transactions = transactions;
    this.service = service;
    this.clock = clock;
  }

  /**
   * Adds what was counted since the last time; what is there already stays as it is.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE; it is added the next time
   */
  public void write() {
    count.handOver(signed -> transactions.run(handle -> insert(handle, signed)));
  }

  private int[] insert(Handle handle, List<Stretch> signed) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT IGNORE INTO audit.key_use
              (start, key_label, first, signatures, node, service, counted_at)
            VALUES (:start, :label, :first, :signatures, :node, :service, :now)
            """);
    for (Stretch one : signed) {
      batch
          .bind("start", one.start())
          .bind("label", one.label())
          .bind("first", one.first())
          .bind("signatures", one.signatures())
          .bind("node", service.node())
          .bind("service", service.component())
          .bind("now", clock.instant().toEpochMilli())
          .add();
    }
    return batch.execute();
  }
}
