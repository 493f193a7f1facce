package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
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
    return Optional.ofNullable(find(handle, List.of(request)).get(request));
  }

  /** Those of these requests that were answered before. */
  public static Map<RequestId, Answer> find(Handle handle, Collection<RequestId> requests) {
    Map<RequestId, Answer> answers = new HashMap<>();
    if (requests.isEmpty()) {
      return answers;
    }
    PairCondition among =
        PairCondition.of(requests, "caller", RequestId::caller, "request_key", RequestId::key);
    Map<String, Answer> found = new HashMap<>();
    among
        .bind(
            handle.createQuery(
                "SELECT caller, request_key, request_hash, body FROM ca.idempotency WHERE "
                    + among.sql()))
        .map((row, context) ->
            found.put(
                row.getString("caller") + "\n" + row.getString("request_key"),
                new Answer(
                    Fingerprint.ofDigest(row.getBytes("request_hash")),
                    Der.of(row.getBytes("body")))))
        .list();
    for (RequestId request : requests) {
      Answer answer = found.get(request.caller() + "\n" + request.key());
      if (answer != null) {
        answers.put(request, answer);
      }
    }
    return answers;
  }

  /** Keeps the answer, in the transaction of the act; fails if the request was answered before. */
  public static void insert(Handle handle, RequestId request, Der body, Instant now) {
    insert(handle, Map.of(request, body), now);
  }

  /** Keeps answers, as above. */
  public static void insert(Handle handle, Map<RequestId, Der> answers, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.idempotency (caller, request_key, request_hash, answered_at, body)
            VALUES (:caller, :key, :content, :now, :body)
            """);
    answers.forEach((request, body) ->
        batch
            .bind("caller", request.caller())
            .bind("key", request.key())
            .bind("content", request.content().octets())
            .bind("now", now.toEpochMilli())
            .bind("body", body.bytes())
            .add());
    batch.execute();
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
