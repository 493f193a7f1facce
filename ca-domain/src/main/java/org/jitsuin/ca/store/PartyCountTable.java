package org.jitsuin.ca.store;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * {@code status.relying_party_count}: how much each relying party was told. OCSP responders write
 * it.
 */
public final class PartyCountTable {
  private PartyCountTable() {}

  /**
   * The answers of a kind on a day of Japan's, of all servers.
   *
   * @param authority {@code none} where it is of no authority here
   */
  public record Count(LocalDate day, String authority, String kind, long answers) {}

  /**
   * The answers to questions that named issuers by a hash.
   *
   * @param hash the id of a {@code CertIdHash}; {@code not-counted} where it was not looked at
   * @param last the last day of Japan's on which there was one
   */
  public record HashCount(String hash, LocalDate last, long answers) {}

  /** What a relying party was told, by kind and day, and by hash. */
  public record Told(List<Count> counts, List<HashCount> hashes) {}

  /** Reads what a relying party was told from a day to another. */
  public static Told read(Handle handle, long party, LocalDate from, LocalDate until) {
    return new Told(ofParty(handle, party, from, until), hashesOfParty(handle, party, from, until));
  }

  private static List<HashCount> hashesOfParty(
      Handle handle, long party, LocalDate from, LocalDate until) {
    return handle
        .createQuery(
            """
            SELECT hash, MAX(day) AS last, SUM(answers) AS answers FROM status.relying_party_count
            WHERE day BETWEEN :from AND :until AND party_no = :party
            GROUP BY hash ORDER BY hash
            """)
        .bind("from", from)
        .bind("until", until)
        .bind("party", party)
        .map((row, _) ->
            new HashCount(
                row.getString("hash"),
                row.getObject("last", LocalDate.class),
                row.getLong("answers")))
        .list();
  }

  /**
   * What a relying party was told, by day: a few rows for each.
   *
   * @param party its number
   * @param until the last day
   */
  private static List<Count> ofParty(Handle handle, long party, LocalDate from, LocalDate until) {
    return handle
        .createQuery(
            """
            SELECT day, authority, kind, SUM(answers) AS answers FROM status.relying_party_count
            WHERE day BETWEEN :from AND :until AND party_no = :party
            GROUP BY day, authority, kind ORDER BY day, authority, kind
            """)
        .bind("from", from)
        .bind("until", until)
        .bind("party", party)
        .map((row, _) ->
            new Count(
                row.getObject("day", LocalDate.class),
                row.getString("authority"),
                row.getString("kind"),
                row.getLong("answers")))
        .list();
  }
}
