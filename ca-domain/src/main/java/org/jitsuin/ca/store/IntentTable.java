package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;

/** The table {@code ca.signing_intent}: what an authority's key is about to sign. */
public final class IntentTable {
  private IntentTable() {}

  /** The purpose of a signature. */
  public enum Purpose {
    ISSUER("issuer"),
    OCSP_SIGNER("ocsp-signer"),
    STAFF("staff"),
    CERTIFICATE("certificate");

    private final String id;

    Purpose(String id) {
      this.id = id;
    }

    private static Purpose byId(String id) {
      return Arrays.stream(values()).filter(p -> p.id.equals(id)).findFirst().orElseThrow();
    }
  }

  /**
   * An intent to sign.
   *
   * @param issuerNumber the key generation in the database; 0 is the internal authority
   * @param card the card whose certificate it is, if one
   * @param partition the CRL partition that the certificate will belong to, if one
   * @param toBeSigned the very bytes
   */
  public record Intent(
      int issuerNumber,
      Serial serial,
      Purpose purpose,
      Optional<String> card,
      Optional<Integer> partition,
      Instant notAfter,
      Bytes toBeSigned) {}

  /**
   * A node: one start of a server.
   *
   * @param name the server's name
   * @param boot drawn anew at each start
   */
  public record Node(String name, String boot) {}

  /** Records intents; when this is committed, and not before, the key may sign. */
  public static void begin(Handle handle, List<Intent> intents, Node node, Instant now) {
    // Signed is only what can be recorded afterwards.
    SetbackTable.requireNone(handle);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.signing_intent
              (issuer_no, serial, purpose, state, card_id, partition_no, not_after, tbs,
               node, boot, started_at)
            VALUES
              (:issuer, :serial, :purpose, 'pending', :card, :partition, :notAfter, :tbs,
               :node, :boot, :now)
            """);
    for (Intent intent : intents) {
      batch
          .bind("issuer", intent.issuerNumber())
          .bind("serial", intent.serial().octets())
          .bind("purpose", intent.purpose().id)
          .bind("card", intent.card())
          .bind("partition", intent.partition())
          .bind("notAfter", intent.notAfter().toEpochMilli())
          .bind("tbs", intent.toBeSigned().bytes())
          .bind("node", node.name())
          .bind("boot", node.boot())
          .bind("now", now.toEpochMilli())
          .add();
    }
    batch.execute();
  }

  /** The key of an intent. */
  public record IntentKey(int issuerNumber, Serial serial) {}

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
        keys, "issuer_no", IntentKey::issuerNumber, "serial", key -> key.serial().octets());
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
            .bind("serial", serial.octets())
            .execute()
        == 1;
  }

  /** An intent that was neither completed nor given up. */
  public record Pending(
      int issuerNumber,
      Serial serial,
      Purpose purpose,
      Optional<String> card,
      Optional<Integer> partition,
      Instant notAfter) {
    /** Returns the pending intent that remains where one is not carried out. */
    public static Pending of(Intent intent) {
      return new Pending(
          intent.issuerNumber(),
          intent.serial(),
          intent.purpose(),
          intent.card(),
          intent.partition(),
          intent.notAfter());
    }

    public IntentKey key() {
      return new IntentKey(issuerNumber, serial);
    }
  }

  /**
   * An intent to sign something for the authority itself that was completed or given up.
   *
   * @param abandoned that it was given up, so that a signature may exist which nobody has seen
   */
  public record Settled(Serial serial, Instant notAfter, boolean abandoned) {}

  /**
   * Returns all that a key generation signed or may have signed until it was recorded, a handful.
   * Whoever abandons one of these intents waits until the transaction ends.
   */
  public static List<Settled> settled(Handle handle, int issuerNumber) {
    return handle
        .createQuery(
            """
            SELECT serial, not_after, state = 'abandoned' AS abandoned FROM ca.signing_intent
            WHERE issuer_no = :issuer AND state <> 'pending' FOR UPDATE
            """)
        .bind("issuer", issuerNumber)
        .map((row, _) ->
            new Settled(
                Serial.of(row.getBytes("serial")),
                Instant.ofEpochMilli(row.getLong("not_after")),
                row.getBoolean("abandoned")))
        .list();
  }

  /**
   * Intents that nobody will complete any more: those of an earlier start of this server, and those
   * of anybody begun before the given time.
   *
   * @param limit how many at the most
   */
  public static List<Pending> orphans(Handle handle, Node node, Instant before, int limit) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, serial, purpose, card_id, partition_no, not_after
            FROM ca.signing_intent
            WHERE state = 'pending' AND (started_at < :before OR (node = :node AND boot <> :boot))
            ORDER BY started_at LIMIT :limit
            """)
        .bind("before", before.toEpochMilli())
        .bind("node", node.name())
        .bind("boot", node.boot())
        .bind("limit", limit)
        .map((row, context) ->
            new Pending(
                row.getInt("issuer_no"),
                Serial.of(row.getBytes("serial")),
                Purpose.byId(row.getString("purpose")),
                Optional.ofNullable(row.getString("card_id")),
                Optional.ofNullable(row.getObject("partition_no", Integer.class)),
                Instant.ofEpochMilli(row.getLong("not_after"))))
        .list();
  }
}
