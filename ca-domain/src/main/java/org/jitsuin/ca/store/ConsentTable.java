package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.model.Card;

/**
 * The tables {@code ca.consent} and {@code ca.consent_withdrawal}: what holders consented to, and
 * the number of the last withdrawal of each relying party. Whoever writes them has locked the
 * holder before.
 */
public final class ConsentTable {
  private static final String SELECT =
      """
      SELECT consent_id, register_id, party, purpose, attributes, given_at, recorded_at, until_day,
        withdrawn_at, withdrawal_no
      FROM ca.consent
      """;

  private ConsentTable() {}

  /**
   * Records a consent.
   *
   * @param signed as it was sent
   */
  public static void insert(Handle handle, Consent consent, Bytes signed) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.consent
              (consent_id, register_id, party, purpose, attributes, given_at, recorded_at,
               until_day, over_at, signed)
            VALUES (:id, :registerId, :party, :purpose, :attributes, :given, :recorded, :until,
              :over, :signed)
            """)
        .bind("id", consent.id())
        .bind("registerId", consent.registerId())
        .bind("party", consent.party())
        .bind("purpose", consent.purpose())
        .bind("attributes", ConsentAttribute.text(consent.attributes()))
        .bind("given", consent.given())
        .bind("recorded", consent.recordedAt())
        .bind("until", consent.until())
        .bind("over", JapanTime.endOf(consent.until()))
        .bind("signed", signed)
        .execute();
  }

  /** Returns a consent, whosever and whatever became of it. */
  public static Optional<Consent> find(Handle handle, String id) {
    return Card.isId(id)
        ? handle
            .createQuery(SELECT + " WHERE consent_id = :id")
            .bind("id", id)
            .map((row, _) -> row(row))
            .findOne()
        : Optional.empty();
  }

  /** The newest consents of a resident, the newest first. */
  public static List<Consent> ofResident(Handle handle, String registerId, int limit) {
    return handle
        .createQuery(
            SELECT + " WHERE register_id = :id ORDER BY recorded_at DESC, consent_id LIMIT :limit")
        .bind("id", registerId)
        .bind("limit", limit)
        .map((row, _) -> row(row))
        .list();
  }

  /**
   * The withdrawals of a party with greater numbers, by number.
   *
   * @param limit how many at the most
   */
  public static List<Consent> withdrawals(Handle handle, String party, long after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE party = :party AND withdrawal_no > :after
                ORDER BY withdrawal_no LIMIT :limit
                """)
        .bind("party", party)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> row(row))
        .list();
  }

  /**
   * Draws the next number of a withdrawal of a party, and keeps it locked until the transaction
   * ends: whoever reads withdrawals by number misses none. Numbers follow the clock, so that they
   * are new ones also in a database that was put back.
   */
  public static long nextWithdrawal(Handle handle, String party, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.consent_withdrawal (party, last) VALUES (:party, :now)
            ON DUPLICATE KEY UPDATE last = GREATEST(last + 1, :now)
            """)
        .bind("party", party)
        .bind("now", now)
        .execute();
    return handle
        .createQuery("SELECT last FROM ca.consent_withdrawal WHERE party = :party")
        .bind("party", party)
        .mapTo(long.class)
        .one();
  }

  /** Writes that a consent is withdrawn. */
  public static void withdraw(Handle handle, Consent consent) {
    handle
        .createUpdate(
            """
            UPDATE ca.consent SET withdrawn_at = :at, withdrawal_no = :number,
              over_at = LEAST(over_at, :at)
            WHERE consent_id = :id
            """)
        .bind("at", consent.withdrawnAt())
        .bind("number", consent.withdrawal().orElseThrow())
        .bind("id", consent.id())
        .execute();
  }

  /**
   * Writes a withdrawal that the log tells of and the database lost, also of a consent that it lost
   * as well: nobody records that again.
   */
  public static void putBack(Handle handle, String id, String party, Instant at, Instant now) {
    Optional<Consent> known = find(handle, id);
    if (known.isEmpty()) {
      handle
          .createUpdate(
              """
              INSERT INTO ca.consent
                (consent_id, party, purpose, attributes, given_at, recorded_at, until_day, over_at,
                 signed)
              VALUES (:id, :party, '', '', :at, :at, :day, :at, '')
              """)
          .bind("id", id)
          .bind("party", party)
          .bind("at", at)
          .bind("day", JapanTime.date(at))
          .execute();
    }
    if (known.flatMap(Consent::withdrawnAt).isEmpty()) {
      Consent consent = find(handle, id).orElseThrow();
      withdraw(handle, consent.withdrawn(at, nextWithdrawal(handle, party, now)));
    }
  }

  /** A consent whose time is over. */
  public record Due(String id, Instant recordedAt) {}

  /** Returns consents that were over before a time, those of longest ago first. */
  static List<Due> over(Handle handle, Instant before, int limit) {
    return handle
        .createQuery(
            """
            SELECT consent_id AS id, recorded_at FROM ca.consent WHERE over_at < :before
            ORDER BY over_at LIMIT :limit
            """)
        .bind("before", before)
        .bind("limit", limit)
        .mapTo(Due.class)
        .list();
  }

  /** Returns all consents of residents. */
  static List<Due> ofResidents(Handle handle, Collection<String> registerIds) {
    return handle
        .createQuery(
            """
            SELECT consent_id AS id, recorded_at FROM ca.consent WHERE register_id IN (<ids>)
            """)
        .bindList("ids", List.copyOf(registerIds))
        .mapTo(Due.class)
        .list();
  }

  /**
   * Erases consents, who was told what by them, and what entries bind of them.
   *
   * @return how many consents
   */
  static int erase(Handle handle, Collection<Due> consents) {
    if (consents.isEmpty()) {
      return 0;
    }
    List<String> ids = consents.stream().map(Due::id).toList();
    DisclosureTable.eraseOf(
        handle,
        consents.stream()
            .flatMap(consent ->
                AuditTable.at(handle, "consent-recorded", consent.recordedAt()).stream()
                    .filter(row -> row.names("consent", consent.id())))
            .toList());
    ConsentAnswerTable.erase(handle, ids);
    return handle
        .createUpdate("DELETE FROM ca.consent WHERE consent_id IN (<ids>)")
        .bindList("ids", ids)
        .execute();
  }

  private static Consent row(ResultSet row) throws SQLException {
    long number = row.getLong("withdrawal_no");
    return new Consent(
        row.getString("consent_id"),
        Optional.ofNullable(row.getString("register_id")),
        row.getString("party"),
        row.getString("purpose"),
        ConsentAttribute.parse(row.getString("attributes")).orElse(Set.of()),
        Instant.ofEpochMilli(row.getLong("given_at")),
        Instant.ofEpochMilli(row.getLong("recorded_at")),
        row.getObject("until_day", LocalDate.class),
        Optional.ofNullable(row.getObject("withdrawn_at", Long.class)).map(Instant::ofEpochMilli),
        number == 0 ? OptionalLong.empty() : OptionalLong.of(number));
  }
}
