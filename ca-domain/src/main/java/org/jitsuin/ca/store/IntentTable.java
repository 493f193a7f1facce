package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.SigningIntent.IntentKey;
import org.jitsuin.store.SetbackTable;

/**
 * The table {@code ca.signing_intent}: what an authority's key is about to sign, as its SHA-256. It
 * binds what is signed as well as the bytes would, and nobody's name stands in it.
 */
public final class IntentTable {
  private static final String PENDING =
      """
      SELECT issuer_no AS issuer_number, serial, purpose, card_id AS card,
        partition_no AS `partition`, not_after
      FROM ca.signing_intent i WHERE state = 'pending' AND
      """
          + KnownValues.in("purpose", SigningIntent.Purpose.values(), SigningIntent.Purpose::id)
          + " ";

  private IntentTable() {}

  /** Records intents; when this is committed, and not before, the key may sign. */
  public static void begin(Handle handle, List<SigningIntent> intents, Node node, Instant now) {
    begin(handle, intents, node, now, Optional.empty());
  }

  /**
   * As {@link #begin(Handle, List, Node, Instant)}, of what is signed for cards.
   *
   * @param approval the last approval of a mass revocation before them, as {@link
   *     ApprovalNumbers#pass} says it
   */
  public static void begin(
      Handle handle, List<SigningIntent> intents, Node node, Instant now, Optional<Long> approval) {
    // Signed is only what can be recorded afterwards.
    SetbackTable.requireNone(handle);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.signing_intent
              (issuer_no, serial, purpose, state, card_id, partition_no, not_after, tbs,
               node, boot, started_at, approval)
            VALUES
              (:issuer, :serial, :purpose, 'pending', :card, :partition, :notAfter, :tbs,
               :node, :boot, :now, :approval)
            """);
    for (SigningIntent intent : intents) {
      batch
          .bind("issuer", intent.issuerNumber())
          .bind("serial", intent.serial())
          .bind("purpose", intent.purpose())
          .bind("card", intent.card())
          .bind("partition", intent.partition())
          .bind("notAfter", intent.notAfter())
          .bind("tbs", intent.toBeSigned().fingerprint())
          .bind("node", node.name())
          .bind("boot", node.boot())
          .bind("now", now)
          .bind("approval", approval)
          .add();
    }
    batch.execute();
  }

  /** Returns those of these intents that are pending, and locks them until the transaction ends. */
  public static Set<IntentKey> lockPending(Handle handle, Collection<IntentKey> keys) {
    if (keys.isEmpty()) {
      return Set.of();
    }
    PairCondition among = among(keys);
    return Set.copyOf(
        among
            .bind(
                handle.createQuery(
                    "SELECT issuer_no, serial FROM ca.signing_intent WHERE "
                        + among.sql()
                        + " AND state = 'pending' FOR UPDATE"))
            .map((row, context) ->
                new IntentKey(row.getInt("issuer_no"), Serial.of(row.getBytes("serial"))))
            .list());
  }

  /**
   * Marks intents as carried out, in the transaction of their result.
   *
   * @return how many were pending: where it is fewer, some were given up meanwhile, and nothing may
   *     be recorded of these
   */
  public static int complete(Handle handle, Collection<IntentKey> keys) {
    PairCondition among = among(keys);
    return among
        .bind(
            handle.createUpdate(
                "UPDATE ca.signing_intent SET state = 'completed' WHERE "
                    + among.sql()
                    + " AND state = 'pending'"))
        .execute();
  }

  private static PairCondition among(Collection<IntentKey> keys) {
    return PairCondition.of(
        keys, "issuer_no", IntentKey::issuerNumber, "serial", IntentKey::serial);
  }

  /**
   * Marks an intent as carried out, in the transaction that records its result.
   *
   * @return false if it was given up meanwhile: then nothing may be recorded
   */
  public static boolean complete(Handle handle, int issuerNumber, Serial serial) {
    return finish(handle, issuerNumber, serial, "completed");
  }

  /**
   * Marks an intent as given up.
   *
   * @return false if it is no longer pending: somebody else was first
   */
  public static boolean abandon(Handle handle, int issuerNumber, Serial serial) {
    return finish(handle, issuerNumber, serial, "abandoned");
  }

  private static boolean finish(Handle handle, int issuerNumber, Serial serial, String state) {
    return handle
            .createUpdate(
                """
                UPDATE ca.signing_intent SET state = :state
                WHERE issuer_no = :issuer AND serial = :serial AND state = 'pending'
                """)
            .bind("state", state)
            .bind("issuer", issuerNumber)
            .bind("serial", serial)
            .execute()
        == 1;
  }

  /**
   * Returns all that a key generation signed or may have signed until it was recorded, a handful.
   * Whoever abandons one of these intents waits until the transaction ends.
   */
  public static List<SettledIntent> settled(Handle handle, int issuerNumber) {
    return handle
        .createQuery(
            """
            SELECT serial, not_after, state = 'abandoned' AS abandoned FROM ca.signing_intent
            WHERE issuer_no = :issuer AND state <> 'pending' FOR UPDATE
            """)
        .bind("issuer", issuerNumber)
        .mapTo(SettledIntent.class)
        .list();
  }

  /** All that are pending, whoever began them and when. */
  public static List<PendingIntent> pending(Handle handle) {
    return handle.createQuery(PENDING + " ORDER BY started_at").mapTo(PendingIntent.class).list();
  }

  /**
   * Intents that nobody will complete any more: those of an earlier start of this server; of this
   * start those begun before the given time; and those of others that do not live. Who lives is not
   * told by the time at which an intent was begun, which is by another server's clock: only where
   * nothing is known of a server does that count.
   *
   * @param silent names of servers that gave no sign of life for long
   * @param limit how many at the most
   */
  public static List<PendingIntent> orphans(
      Handle handle, Node node, Instant before, Collection<String> silent, int limit) {
    return handle
        .createQuery(
            PENDING
                + """
                   AND (node = :node AND boot <> :boot
                    OR node IN (<silent>)
                    OR started_at < :before AND (node = :node OR NOT EXISTS (
                      SELECT 1 FROM ca.server s WHERE s.name = i.node AND s.boot = i.boot)))
                ORDER BY started_at LIMIT :limit
                """)
        .bindList(EmptyHandling.NULL_KEYWORD, "silent", List.copyOf(silent))
        .bind("before", before)
        .bind("node", node.name())
        .bind("boot", node.boot())
        .bind("limit", limit)
        .mapTo(PendingIntent.class)
        .list();
  }
}
