package org.jitsuin.ca.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Erases the kept answers to requests about a person. They hold no personal data, but the hash of
 * the request, which did; whose they are is found by the ids in them, in some days' answers.
 */
final class AnswerErasure {
  private static final int PAGE = 1_000;

  private AnswerErasure() {}

  private record Answer(String caller, String key, String body) {}

  /**
   * Erases.
   *
   * @param ids of cards and applications
   * @return how many answers there were
   */
  static int erase(Handle handle, Collection<String> ids) {
    int erased = 0;
    List<Answer> page;
    Answer last = new Answer("", "", "");
    do {
      page = page(handle, last);
      List<Answer> about = new ArrayList<>(page);
      about.removeIf(
          one -> ids.stream().noneMatch(id -> one.key().equals(id) || one.body().contains(id)));
      erased += delete(handle, about);
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == PAGE);
    return erased;
  }

  private static List<Answer> page(Handle handle, Answer after) {
    return handle
        .createQuery(
            """
            SELECT caller, request_key, body FROM ca.idempotency
            WHERE caller >= :caller AND (caller > :caller OR request_key > :key)
            ORDER BY caller, request_key LIMIT :limit
            """)
        .bind("caller", after.caller())
        .bind("key", after.key())
        .bind("limit", PAGE)
        .map((row, _) ->
            new Answer(
                row.getString("caller"),
                row.getString("request_key"),
                new String(row.getBytes("body"), StandardCharsets.UTF_8)))
        .list();
  }

  private static int delete(Handle handle, List<Answer> answers) {
    if (answers.isEmpty()) {
      return 0;
    }
    PairCondition among =
        PairCondition.of(answers, "caller", Answer::caller, "request_key", Answer::key);
    return among
        .bind(handle.createUpdate("DELETE FROM ca.idempotency WHERE " + among.sql()))
        .execute();
  }
}
