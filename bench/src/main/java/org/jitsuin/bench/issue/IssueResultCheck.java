package org.jitsuin.bench.issue;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.bench.environment.ResultCheck;
import org.jitsuin.bench.environment.ResultCheck.Rule;

/**
 * Checks whether what offices were told is what the database holds: exactly those certificates,
 * each with its status and its line in the feed, and each act in the audit log.
 */
final class IssueResultCheck {
  private static final int AT_ONCE = 1_000;

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "acknowledged certificates that are not kept",
              """
              SELECT COUNT(*) FROM bench.acknowledged a
              LEFT JOIN ca.certificate c USING (issuer_no, serial)
              WHERE c.serial IS NULL OR c.card_id <> a.card_id OR c.live_card_id IS NULL
              """),
          new Rule(
              "kept certificates that were not acknowledged",
              """
              SELECT COUNT(*) FROM ca.certificate c
              JOIN (SELECT DISTINCT card_id FROM bench.acknowledged) cards USING (card_id)
              LEFT JOIN bench.acknowledged a
                ON a.issuer_no = c.issuer_no AND a.serial = c.serial
              WHERE a.serial IS NULL
              """),
          new Rule(
              "acknowledged certificates without status",
              """
              SELECT COUNT(*) FROM bench.acknowledged a
              LEFT JOIN status.certificate s USING (issuer_no, serial)
              WHERE s.serial IS NULL
              """),
          new Rule(
              "acknowledged certificates that are revoked",
              """
              SELECT COUNT(*) FROM bench.acknowledged a
              JOIN status.certificate s USING (issuer_no, serial)
              JOIN status.revocation r
                ON r.partition_no = s.partition_no AND r.serial = s.serial
              """),
          new Rule(
              "acknowledged certificates that the feed does not tell good exactly once",
              """
              SELECT COUNT(*) FROM bench.acknowledged a
              LEFT JOIN (
                SELECT issuer_no, serial, COUNT(*) AS told, COUNT(reason) AS revoked
                FROM status.feed WHERE seq > :feed GROUP BY issuer_no, serial) f
              USING (issuer_no, serial)
              WHERE f.told IS NULL OR f.told <> 1 OR f.revoked <> 0
              """),
          new Rule(
              "numbers in the feed that nothing stands under",
              """
              SELECT h.last - :feed - (SELECT COUNT(*) FROM status.feed WHERE seq > :feed)
              FROM status.feed_head h
              """),
          new Rule(
              "acts without exactly one audit entry",
              """
              SELECT COUNT(*) FROM (SELECT DISTINCT card_id FROM bench.acknowledged) a
              LEFT JOIN (
                SELECT card, COUNT(*) AS entries FROM audit.entry
                WHERE entry_no > :audit AND kind = 'certificates-issued' GROUP BY card) e
              ON e.card = a.card_id
              WHERE e.entries IS NULL OR e.entries <> 1
              """),
          new Rule(
              "intents to sign that were not carried out",
              "SELECT COUNT(*) FROM ca.signing_intent WHERE state <> 'completed'"));

  private final Jdbi admin;
  private final ResultCheck ledger;

  /** Opens it, before the first act. */
  IssueResultCheck(Jdbi admin) {
    this.admin = admin;
    this.ledger = new ResultCheck(admin, RULES);
  }

  /**
   * Compares the answers with the database.
   *
   * @param acknowledged everything that offices were told
   * @throws IllegalStateException that says what deviates
   */
  void settle(Collection<Acknowledged> acknowledged) {
    admin.useTransaction(handle -> write(handle, acknowledged));
    ledger.settle();
  }

  private static void write(Handle handle, Collection<Acknowledged> acknowledged) {
    handle.execute(
        """
        CREATE OR REPLACE TABLE bench.acknowledged (
          issuer_no TINYINT UNSIGNED NOT NULL,
          serial    VARBINARY(20) NOT NULL,
          card_id   CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          PRIMARY KEY (issuer_no, serial), KEY (card_id))
        """);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO bench.acknowledged (issuer_no, serial, card_id)
            VALUES (:issuer, :serial, :card)
            """);
    for (Acknowledged one : acknowledged) {
      batch
          .bind("issuer", one.issuer())
          .bind("serial", one.serial().octets())
          .bind("card", one.card())
          .add();
      if (batch.size() == AT_ONCE) {
        batch.execute();
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
