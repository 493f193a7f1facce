package org.jitsuin.crl.publish;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;

/** The table {@code status.crl}: what is intended, what is published. */
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
            SELECT partition_no, MAX(number) AS number FROM status.crl
            WHERE partition_no IN (<partitions>) GROUP BY partition_no
            """)
        .bindList("partitions", List.copyOf(partitions))
        .map((row, _) -> Map.entry(row.getInt("partition_no"), row.getLong("number")))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }

  /**
   * Makes sure that the deltas start from CRLs that are published.
   *
   * @throws Fault INTEGRITY_VIOLATED if one does not, as where the database was set back
   */
  static void requireBases(Handle handle, Collection<CrlDraft> drafts) {
    Map<Integer, Long> bases = new HashMap<>();
    drafts.forEach(draft ->
        draft
            .delta()
            .flatMap(DeltaDraft::base)
            .ifPresent(base -> bases.put(draft.listing().partition().no(), base.number())));
    if (bases.isEmpty()) {
      return;
    }
    Map<Integer, Long> found = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT partition_no, number FROM status.crl
            WHERE state = 'published' AND (partition_no, number) IN (<bases>)
            """)
        .bindMethodsList("bases", bases.entrySet(), List.of("getKey", "getValue"))
        .map((row, _) -> Map.entry(row.getInt("partition_no"), row.getLong("number")))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    if (!found.equals(bases)) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "the base of a delta CRL is not published");
    }
  }

  static void insert(Handle handle, Collection<Intent> intents, String node) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.crl
              (partition_no, number, state, feed_seq, this_update, next_update, base, node)
            VALUES
              (:partition, :number, 'intended', :feedSeq, :thisUpdate, :nextUpdate, :base, :node)
            """);
    for (Intent intent : intents) {
      batch
          .bind("partition", intent.content().partition().no())
          .bind("number", intent.content().number())
          .bind("feedSeq", intent.draft().feedSeq())
          .bind("thisUpdate", intent.content().thisUpdate().toEpochMilli())
          .bind("nextUpdate", intent.content().nextUpdate().toEpochMilli())
          .bind("base", intent.delta().map(delta -> delta.base().orElseThrow()))
          .bind("node", node)
          .add();
    }
    batch.execute();
  }

  /**
   * Makes intended CRLs published ones.
   *
   * @return false if all of them were already, by an earlier try that was said to have failed
   * @throws Fault INTEGRITY_VIOLATED if one was not intended
   */
  static boolean complete(Handle handle, Collection<SignedCrls> placed) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE status.crl
            SET state = 'published', entries = :entries, size = :size, sha256 = :sha256,
              delta_entries = :deltaEntries, delta_size = :deltaSize, delta_sha256 = :deltaSha256
            WHERE partition_no = :partition AND number = :number AND state = 'intended'
            """);
    for (SignedCrls signed : placed) {
      PublishedCrl crl = signed.published();
      batch
          .bind("entries", crl.entries())
          .bind("size", crl.size())
          .bind("sha256", crl.sha256().octets())
          .bind("deltaEntries", crl.delta().map(PublishedDelta::entries))
          .bind("deltaSize", crl.delta().map(PublishedDelta::size))
          .bind("deltaSha256", crl.delta().map(delta -> delta.sha256().octets()))
          .bind("partition", signed.intent().content().partition().no())
          .bind("number", crl.number())
          .add();
    }
    long changed = Arrays.stream(batch.execute()).filter(rows -> rows == 1).count();
    if (changed == placed.size()) {
      return true;
    }
    if (changed == 0 && placed.stream().allMatch(signed -> isPublished(handle, signed))) {
      return false;
    }
    throw new Fault(
        FaultCode.INTEGRITY_VIOLATED, "a CRL was signed for which no intent is recorded");
  }

  private static boolean isPublished(Handle handle, SignedCrls signed) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM status.crl WHERE partition_no = :partition AND number = :number
              AND state = 'published' AND sha256 = :sha256
            """)
        .bind("partition", signed.intent().content().partition().no())
        .bind("number", signed.published().number())
        .bind("sha256", signed.published().sha256().octets())
        .mapTo(boolean.class)
        .one();
  }
}
