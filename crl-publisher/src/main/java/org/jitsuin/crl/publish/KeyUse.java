package org.jitsuin.crl.publish;

import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.keys.SignatureCount;
import org.jitsuin.crl.plan.StatusDatabase;

/** Adds to {@code audit.key_use}, which this service may not read. */
final class KeyUse {
  private static final String SERVICE = "crl-publisher";

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
    count.handOver(signed -> database.inTransaction(handle -> insert(handle, signed)));
  }

  private boolean insert(Handle handle, Map<String, Long> signed) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit.key_use (node, service, key_label, signatures, counted_at)
            VALUES (:node, :service, :label, :signatures, :now)
            """);
    signed.forEach((label, signatures) ->
        batch
            .bind("node", node)
            .bind("service", SERVICE)
            .bind("label", label)
            .bind("signatures", signatures)
            .bind("now", clock.instant().toEpochMilli())
            .add());
    batch.execute();
    return true;
  }
}
