package org.jitsuin.ca.store;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code audit.key_use}: how often the keys of the CA token signed, beside the signatures
 * that are recorded.
 */
public final class KeyUseTable {
  /**
   * The query for the number of recorded signatures, by the number of the key generation: those
   * that are there, and those that may have been made for what was begun and is not there. Each is
   * recorded before it is made.
   *
   * <p>The index by state holds all that is asked of an intent, in some forty octets; the rows
   * themselves, with what was to be signed, are ten times that.
   */
  public static final String RECORDED =
      """
      SELECT issuer_no, SUM(made) AS made, SUM(begun) AS begun FROM (
        SELECT issuer_no, SUM(state = 'completed') AS made, COUNT(*) AS begun
        FROM ca.signing_intent FORCE INDEX (state) GROUP BY issuer_no
        UNION ALL
        SELECT p.issuer_no, SUM((l.state = 'published') * (1 + (l.delta_sha256 IS NOT NULL))),
          SUM(1 + (l.base IS NOT NULL))
        FROM status.crl l JOIN (
          SELECT partition_no, issuer_no FROM status.crl_partition
          UNION ALL SELECT 2147483647 - issuer_no, issuer_no FROM status.issuer) p
          USING (partition_no)
        GROUP BY p.issuer_no) all_of_them
      GROUP BY issuer_no
      """;

  private static final String LOG = "audit-log";
  private static final long LEAST_TWICE = 10;
  private static final long TWICE = 100;

  private KeyUseTable() {}

  /**
   * A key that signs for the authority.
   *
   * @param use {@code signature-g1} for the key of that generation, {@code audit-log} for that of
   *     the log
   * @param counted how often it signed, as far as that was counted
   * @param recorded how many signatures of it are known
   * @param begun how many it may have made
   */
  public record Use(String label, String use, long counted, long recorded, long begun) {
    /**
     * Returns whether the key signed more than was recorded. A crash can only make it look as if it
     * signed less; but a checkpoint that was signed and could not be kept is signed again.
     */
    public boolean exceeds() {
      long twice = use.equals(LOG) ? LEAST_TWICE + begun / TWICE : 0;
      return counted > begun + twice;
    }
  }

  /** Returns all keys; a handful. Walks through an index of all that was ever signed. */
  public static List<Use> all(Handle handle) {
    // What is counted is read first: what is signed meanwhile is recorded and not yet counted.
    Map<String, Long> counted =
        handle
            .createQuery("SELECT key_label, SUM(signatures) FROM audit.key_use GROUP BY key_label")
            .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    return handle
        .createQuery(
            "SELECT i.key_label, CONCAT(i.authority, '-g', i.generation), r.made, r.begun"
                + " FROM status.issuer i JOIN ("
                + RECORDED
                + ") r USING (issuer_no)"
                + " UNION ALL SELECT k.key_label, 'audit-log',"
                + " (SELECT COUNT(note) FROM audit.checkpoint), (SELECT COUNT(*) FROM audit.checkpoint)"
                + " FROM audit.log_key k ORDER BY 2")
        .map((row, _) ->
            new Use(
                row.getString(1),
                row.getString(2),
                counted.getOrDefault(row.getString(1), 0L),
                row.getLong(3),
                row.getLong(4)))
        .list();
  }
}
