package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.RequestId;

/** The table {@code ca.idempotency}: the answers to requests with an Idempotency-Key. */
public final class IdempotencyTable {
  private IdempotencyTable() {}

  public static Optional<EarlierAnswer> find(Handle handle, RequestId request) {
    return Optional.ofNullable(find(handle, List.of(request)).get(request));
  }

  /** Returns those of these requests that were answered before. */
  public static Map<RequestId, EarlierAnswer> find(Handle handle, Collection<RequestId> requests) {
    Map<RequestId, EarlierAnswer> answers = new HashMap<>();
    if (requests.isEmpty()) {
      return answers;
    }
    Map<String, Row> found = new HashMap<>();
    rows(handle, requests).forEach(row -> found.put(row.name(), row));
    for (RequestId request : requests) {
      Row row = found.get(name(request.caller(), request.key()));
      if (row != null) {
        // Of somebody who was erased nothing is told again; whoever asks is told that the card is
        // unknown.
        row.kept()
            .whole(handle)
            .ifPresent(body -> answers.put(request, new EarlierAnswer(row.content(), body)));
      }
    }
    if (!answers.isEmpty()) {
      HeadRows.of(handle).retell();
    }
    return answers;
  }

  private record Row(String name, Fingerprint content, KeptAnswer kept) {}

  private static List<Row> rows(Handle handle, Collection<RequestId> requests) {
    PairCondition among =
        PairCondition.of(requests, "caller", RequestId::caller, "request_key", RequestId::key);
    return among
        .bind(
            handle.createQuery(
                "SELECT caller, request_key, request_hash, body, cuts FROM ca.idempotency WHERE "
                    + among.sql()))
        .map((row, context) ->
            new Row(
                name(row.getString("caller"), row.getString("request_key")),
                Fingerprint.ofDigest(row.getBytes("request_hash")),
                KeptAnswer.read(
                    Bytes.of(row.getBytes("body")), Optional.ofNullable(row.getBytes("cuts")))))
        .list();
  }

  private static String name(String caller, String key) {
    return caller + "\n" + key;
  }

  /** Keeps the answer, in the transaction of the act; fails if the request was answered before. */
  public static void insert(Handle handle, RequestId request, Bytes body, Instant now) {
    insert(handle, List.of(new Issued(request, body, List.of())), now);
  }

  /**
   * An answer to an issue.
   *
   * @param certificates those that are in it, in their order
   */
  public record Issued(RequestId request, Bytes body, List<FiledCertificate> certificates) {
    public Issued {
      certificates = List.copyOf(certificates);
    }
  }

  /** Keeps answers, as above, and each certificate once. */
  public static void insert(Handle handle, Collection<Issued> answers, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.idempotency
              (caller, request_key, request_hash, answered_at, body, cuts)
            VALUES (:caller, :key, :content, :now, :body, :cuts)
            """);
    for (Issued answer : answers) {
      KeptAnswer kept = KeptAnswer.of(answer.body(), answer.certificates());
      batch
          .bind("caller", answer.request().caller())
          .bind("key", answer.request().key())
          .bind("content", answer.request().content())
          .bind("now", now)
          .bind("body", kept.rest())
          .bind("cuts", kept.encodedCuts())
          .add();
    }
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
        .bind("before", before)
        .execute();
  }
}
