package org.jitsuin.bench.events;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.bench.environment.EventOrder;
import org.jitsuin.bench.environment.ResultCheck;
import org.jitsuin.bench.environment.ResultCheck.Rule;

/**
 * Checks whether what the register was told is what the database holds: exactly those events, each
 * with the one certificate that it ended, on its CRL and told in the feed, and both in the audit
 * log.
 */
final class EventResultCheck {
  private static final int AT_ONCE = 1_000;

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "acknowledged events that are not kept",
              """
              SELECT COUNT(*) FROM bench.acknowledged_event a
              LEFT JOIN ca.resident_event e USING (event_id)
              WHERE e.event_id IS NULL OR e.register_id <> a.register_id
              """),
          new Rule(
              "kept events that were not acknowledged",
              """
              SELECT COUNT(*) FROM ca.resident_event e
              LEFT JOIN bench.acknowledged_event a USING (event_id)
              WHERE a.event_id IS NULL AND e.event_id LIKE '{prefix}%'
              """),
          new Rule(
              "residents whose record was not changed exactly once",
              """
              SELECT COUNT(*) FROM bench.acknowledged_event a
              JOIN ca.resident r USING (register_id) WHERE r.version <> 2
              """),
          new Rule(
              "events that did not end exactly one signature certificate",
              """
              SELECT COUNT(*) FROM (
                SELECT a.event_id, COUNT(r.serial) AS ended FROM bench.acknowledged_event a
                JOIN ca.card k ON k.register_id = a.register_id
                JOIN ca.certificate c ON c.card_id = k.card_id AND c.authority = 'signature'
                LEFT JOIN status.revocation r
                  ON r.partition_no = c.partition_no AND r.serial = c.serial
                  AND r.reason = c.reason AND r.revoked_at = c.revoked_at
                  AND r.reason = 3 AND c.live_card_id IS NULL
                GROUP BY a.event_id) e
              WHERE ended <> 1
              """),
          new Rule(
              "revocations missing in the feed, or too many (negative)",
              """
              SELECT (SELECT COUNT(*) FROM bench.acknowledged_event)
                - (SELECT COUNT(*) FROM status.feed WHERE seq > :feed AND reason = 3)
              """),
          new Rule(
              "certificates that the feed tells revoked twice",
              """
              SELECT COUNT(*) FROM (
                SELECT serial FROM status.feed WHERE seq > :feed AND reason = 3
                GROUP BY issuer_no, serial HAVING COUNT(*) > 1) twice
              """),
          new Rule(
              "numbers in the feed that nothing stands under",
              """
              SELECT h.last - :feed - (SELECT COUNT(*) FROM status.feed WHERE seq > :feed)
              FROM status.feed_head h
              """),
          new Rule(
              "audit entries of events missing, or too many (negative)",
              """
              SELECT (SELECT COUNT(*) FROM bench.acknowledged_event)
                - (SELECT COUNT(*) FROM audit.entry
                   WHERE entry_no > :audit AND kind = 'resident-event-recorded')
              """),
          new Rule(
              "revocations without exactly one audit entry",
              """
              SELECT COUNT(*) FROM bench.acknowledged_event a
              JOIN ca.card k ON k.register_id = a.register_id
              LEFT JOIN (
                SELECT card, COUNT(*) AS entries FROM audit.entry
                WHERE entry_no > :audit AND kind = 'certificate-revoked' GROUP BY card) e
              ON e.card = k.card_id
              WHERE e.entries IS NULL OR e.entries <> 1
              """));

  private final Jdbi admin;
  private final String prefix = "bench-" + UUID.randomUUID() + "-";
  private final ResultCheck ledger;

  /** Opens it, before the first event. */
  EventResultCheck(Jdbi admin) {
    this.admin = admin;
    this.ledger =
        new ResultCheck(
            admin,
            RULES.stream()
                .map(rule -> new Rule(rule.deviation(), rule.query().replace("{prefix}", prefix)))
                .toList());
  }

  /** Returns the prefix of the ids of the events that it knows. */
  String prefix() {
    return prefix;
  }

  /**
   * Compares the answers with the database.
   *
   * @param acknowledged every event of which the register was told that it was taken in
   * @throws IllegalStateException that says what deviates
   */
  void settle(Collection<EventOrder> acknowledged) {
    admin.useTransaction(handle -> write(handle, acknowledged));
    ledger.settle();
  }

  private static void write(Handle handle, Collection<EventOrder> acknowledged) {
    handle.execute(
        """
        CREATE OR REPLACE TABLE bench.acknowledged_event (
          event_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
          register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          KEY (register_id))
        """);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO bench.acknowledged_event (event_id, register_id)
            VALUES (:event, :resident)
            """);
    for (EventOrder one : acknowledged) {
      batch.bind("event", one.event()).bind("resident", one.resident()).add();
      if (batch.size() == AT_ONCE) {
        batch.execute();
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
