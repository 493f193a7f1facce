package org.jitsuin.crl.publish;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.crl.model.PublishedCrl;

/** {@code status.crl}: what is intended, what is published. */
final class CrlTable {
  private CrlTable() {}

  /** Ends what an earlier round intended for those partitions and did not complete. */
  static void abandon(Handle handle, Collection<Integer> partitions) {
    handle
        .createUpdate(
            """
            UPDATE status.crl SET state = 'abandoned'
            WHERE state = 'intended' AND partition_no IN (<partitions>)
            """)
        .bindList("partitions", List.copyOf(partitions))
        .execute();
  }

  /** The greatest number that each of those partitions ever had, whatever became of it. */
  static Map<Integer, Long> greatestNumbers(Handle handle, Collection<Integer> partitions) {
    Map<Integer, Long> numbers = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT partition_no,
              (SELECT number FROM status.crl c WHERE c.partition_no = p.partition_no
               ORDER BY number DESC LIMIT 1) AS number
            FROM status.crl_partition p WHERE partition_no IN (<partitions>)
            """)
        .bindList("partitions", List.copyOf(partitions))
        .map((row, _) -> Map.entry(row.getInt("partition_no"), row.getLong("number")))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }

  static void insert(Handle handle, Collection<Intent> intents, String node) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.crl
              (partition_no, number, state, feed_seq, this_update, next_update, node)
            VALUES (:partition, :number, 'intended', :feedSeq, :thisUpdate, :nextUpdate, :node)
            """);
    for (Intent intent : intents) {
      batch
          .bind("partition", intent.content().partition().no())
          .bind("number", intent.content().number())
          .bind("feedSeq", intent.draft().feedSeq())
          .bind("thisUpdate", intent.content().thisUpdate().toEpochMilli())
          .bind("nextUpdate", intent.content().nextUpdate().toEpochMilli())
          .bind("node", node)
          .add();
    }
    batch.execute();
  }

  static void complete(Handle handle, Collection<Signed> placed) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE status.crl
            SET state = 'published', entries = :entries, size = :size, sha256 = :sha256
            WHERE partition_no = :partition AND number = :number AND state = 'intended'
            """);
    for (Signed signed : placed) {
      PublishedCrl crl = signed.published();
      batch
          .bind("entries", crl.entries())
          .bind("size", crl.size())
          .bind("sha256", crl.sha256().octets())
          .bind("partition", signed.intent().content().partition().no())
          .bind("number", crl.number())
          .add();
    }
    for (int changed : batch.execute()) {
      if (changed != 1) {
        throw new Fault(
            FaultCode.INTEGRITY_VIOLATED, "a CRL was signed that is not recorded as intended");
      }
    }
  }
}
