package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;

/** {@code ca.idempotency}: what was answered to requests with an Idempotency-Key. */
public final class IdempotencyTable {
  private IdempotencyTable() {}

  /**
   * A request that takes effect once.
   *
   * @param caller the name of the member of staff
   * @param key the Idempotency-Key
   * @param content of address and body
   */
  public record RequestId(String caller, String key, Fingerprint content) {}

  /**
   * What was answered.
   *
   * @param content of the request that it answered
   */
  public record Answer(Fingerprint content, Der body) {}

  public static Optional<Answer> find(Handle handle, RequestId request) {
    return handle
        .createQuery(
            """
            SELECT request_hash, body FROM ca.idempotency
            WHERE caller = :caller AND request_key = :key
            """)
        .bind("caller", request.caller())
        .bind("key", request.key())
        .map((row, context) ->
            new Answer(
                Fingerprint.ofDigest(row.getBytes("request_hash")), Der.of(row.getBytes("body"))))
        .findOne();
  }

  /** Keeps the answer, in the transaction of the act; fails if the request was answered before. */
  public static void insert(Handle handle, RequestId request, Der body, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.idempotency (caller, request_key, request_hash, answered_at, body)
            VALUES (:caller, :key, :content, :now, :body)
            """)
        .bind("caller", request.caller())
        .bind("key", request.key())
        .bind("content", request.content().octets())
        .bind("now", now.toEpochMilli())
        .bind("body", body.bytes())
        .execute();
  }

  /**
   * Forgets answers given before that time; a request repeated later is a new one.
   *
   * @return how many
   */
  public static int forget(Handle handle, Instant before) {
    return handle
        .createUpdate("DELETE FROM ca.idempotency WHERE answered_at < :before LIMIT 10000")
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
