package org.jitsuin.ca.store;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.keys.SignatureScheme;

/** {@code audit.log_key} and {@code audit.checkpoint}: the audit log as a tree. */
public final class LogTable {
  private static final RowMapper<Row> ROW =
      (row, _) ->
          new Row(
              row.getLong("size"),
              TreeHash.of(row.getBytes("root")),
              Instant.ofEpochMilli(row.getLong("recorded_at")),
              Optional.ofNullable(row.getString("note")));

  private LogTable() {}

  /**
   * A key that signs checkpoints.
   *
   * @param origin names the log
   * @param label names the key in the token
   */
  public record LogKey(
      int generation, String origin, SignatureScheme scheme, String label, PublicKey publicKey) {
    /** Returns the key with which its signatures are checked. */
    public NoteKey verifier() {
      return NoteKey.ofLog(origin, publicKey);
    }
  }

  /** The key that signs now; empty before the key ceremony. */
  public static Optional<LogKey> key(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT generation, origin, scheme, key_label, public_key FROM audit.log_key
            ORDER BY generation DESC LIMIT 1
            """)
        .map((row, _) ->
            new LogKey(
                row.getInt("generation"),
                row.getString("origin"),
                SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
                row.getString("key_label"),
                publicKey(row.getBytes("public_key"))))
        .findOne();
  }

  private static PublicKey publicKey(byte[] encoded) {
    try {
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the audit log's key was written as an EC key", e);
    }
  }

  public static void insert(Handle handle, LogKey key, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.log_key (generation, origin, scheme, key_label, public_key, created_at)
            VALUES (:generation, :origin, :scheme, :label, :key, :now)
            """)
        .bind("generation", key.generation())
        .bind("origin", key.origin())
        .bind("scheme", key.scheme().id())
        .bind("label", key.label())
        .bind("key", key.publicKey().getEncoded())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /**
   * A checkpoint as it is kept.
   *
   * @param note signed; empty as long as it is only intended
   */
  public record Row(long size, TreeHash root, Instant recordedAt, Optional<String> note) {
    /** Returns the checkpoint in a log of that name. */
    public Checkpoint checkpoint(String origin) {
      return new Checkpoint(origin, size, root);
    }
  }

  /** The newest, signed or not. */
  public static Optional<Row> latest(Handle handle) {
    return handle
        .createQuery(
            "SELECT size, root, recorded_at, note FROM audit.checkpoint ORDER BY size DESC LIMIT 1")
        .map(ROW)
        .findOne();
  }

  /** The newest that was cosigned by anybody. */
  public static Optional<Row> witnessed(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT size, root, recorded_at, note FROM audit.checkpoint
            WHERE size = (SELECT MAX(newest) FROM (
              SELECT MAX(size) AS newest FROM audit.checkpoint
              WHERE witnesses > 0 GROUP BY witnesses) by_witnesses)
            """)
        .map(ROW)
        .findOne();
  }

  /** Signed checkpoints of sizes above that one, in their order. */
  public static List<Row> page(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT size, root, recorded_at, note FROM audit.checkpoint
            WHERE size > :after AND note IS NOT NULL ORDER BY size LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map(ROW)
        .list();
  }

  /** Records what will be signed. */
  public static void intend(Handle handle, Checkpoint checkpoint, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.checkpoint (size, root, recorded_at) VALUES (:size, :root, :now)
            """)
        .bind("size", checkpoint.size())
        .bind("root", checkpoint.root().octets())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /**
   * Keeps what was signed.
   *
   * @param note the signed checkpoint
   * @param witnesses how many cosigned it
   */
  public static void complete(Handle handle, long size, String note, int witnesses) {
    handle
        .createUpdate(
            """
            UPDATE audit.checkpoint SET note = :note, witnesses = :witnesses WHERE size = :size
            """)
        .bind("note", note)
        .bind("witnesses", witnesses)
        .bind("size", size)
        .execute();
  }
}
