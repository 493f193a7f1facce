package org.jitsuin.bench.environment;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Compares what callers were told with what the database holds: a benchmark that counts what is not
 * there is worse than none.
 */
public final class ResultCheck {
  private final Jdbi admin;
  private final List<Rule> rules;
  private final long feed;
  private final long audit;

  /**
   * A rule that must hold.
   *
   * @param deviation what it counts, as it follows a number in a sentence
   * @param query counts it; {@code :feed} and {@code :audit} are the last lines of feed and audit
   *     log when the ledger was opened
   */
  public record Rule(String deviation, String query) {}

  /** Opens it, before the first act. */
  public ResultCheck(Jdbi admin, List<Rule> rules) {
    this.admin = admin;
    this.rules = List.copyOf(rules);
    this.feed = admin.withHandle(handle -> number(handle, "SELECT last FROM status.feed_head"));
    this.audit =
        admin.withHandle(
            handle -> number(handle, "SELECT COALESCE(MAX(entry_no), 0) FROM audit.entry"));
  }

  /**
   * Compares, when all that was acknowledged is written down in the schema {@code bench}.
   *
   * @throws IllegalStateException that says what deviates
   */
  public void settle() {
    List<String> deviations = new ArrayList<>();
    admin.useHandle(handle -> {
      for (Rule rule : rules) {
        long count = count(handle, rule.query());
        if (count != 0) {
          deviations.add(count + " " + rule.deviation());
        }
      }
    });
    if (!deviations.isEmpty()) {
      throw new IllegalStateException(
          "the database does not hold what was acknowledged: " + String.join("; ", deviations));
    }
  }

  private long count(Handle handle, String query) {
    return number(
        handle,
        query.replace(":feed", Long.toString(feed)).replace(":audit", Long.toString(audit)));
  }

  private static long number(Handle handle, String query) {
    return handle.createQuery(query).mapTo(long.class).one();
  }
}
