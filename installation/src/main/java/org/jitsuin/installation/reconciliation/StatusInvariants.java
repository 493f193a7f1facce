package org.jitsuin.installation.reconciliation;

import java.util.List;
import org.jitsuin.audit.auditor.Report.Kind;

/**
 * The conditions in which log and tables agree about revocations, holds, suspensions and resident
 * events.
 */
final class StatusInvariants {
  private StatusInvariants() {}

  static List<Invariant> all() {
    return List.of(
        new Invariant(
            "every revocation and hold that the log tells of holds",
            Kind.ENTRY_WITHOUT_EFFECT,
            "%s, and it is not on the way to its CRL",
            """
            SELECT CONCAT('entry ', t.entry_no, ' tells of the end of ', t.issuer, ' ',
              LOWER(HEX(t.serial)))
            FROM audit.told_ended t JOIN status.issuer i ON {issuer} = t.issuer
            JOIN status.certificate c USING (issuer_no, serial)
            LEFT JOIN status.revocation r
              ON r.partition_no = c.partition_no AND r.serial = c.serial
            WHERE t.reason IS NOT NULL AND r.serial IS NULL AND c.not_after > {now}
            """),
        new Invariant(
            "every revocation and hold has the reason and the times that the log tells",
            Kind.ENTRY_WITHOUT_EFFECT,
            "%s for another reason or at another time than its CRL will say",
            """
            SELECT CONCAT('entry ', t.entry_no, ' tells of the end of ', t.issuer, ' ',
              LOWER(HEX(t.serial)))
            FROM audit.told_ended t JOIN status.issuer i ON {issuer} = t.issuer
            JOIN status.certificate c USING (issuer_no, serial)
            JOIN status.revocation r ON r.partition_no = c.partition_no AND r.serial = c.serial
            WHERE t.reason IS NOT NULL AND NOT (
              r.issuer_no = c.issuer_no AND r.not_after = c.not_after AND r.reason = t.reason
              AND r.revoked_at <=> t.revoked_at AND r.invalid_since <=> t.invalid_since)
            """),
        new Invariant(
            "nothing is revoked or on hold of which the log does not tell",
            Kind.ACT_WITHOUT_ENTRY,
            "certificate %s is revoked or on hold, and no entry tells of it",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(r.serial)))
            FROM status.revocation r JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_ended t ON t.issuer = {issuer} AND t.serial = r.serial
            WHERE t.reason IS NULL
            """),
        new Invariant(
            "offices are shown of each certificate what the log tells",
            Kind.ENTRY_WITHOUT_EFFECT,
            "offices are shown another state of certificate %s than the log tells",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(n.serial)))
            FROM ca.certificate n JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_ended t ON t.issuer = {issuer} AND t.serial = n.serial
            WHERE NOT (n.reason <=> t.reason AND n.revoked_at <=> t.revoked_at
              AND n.invalid_since <=> t.invalid_since)
            """),
        new Invariant(
            "OCSP responders are told of each certificate what its CRL says",
            Kind.ACT_WITHOUT_ENTRY,
            "the feed tells OCSP responders another state of certificate %s than its CRL will say",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(f.serial)))
            FROM (SELECT MAX(seq) AS seq FROM status.feed GROUP BY issuer_no, serial) newest
            JOIN status.feed f USING (seq) JOIN status.issuer i USING (issuer_no)
            LEFT JOIN status.revocation r
              ON r.partition_no = f.partition_no AND r.serial = f.serial
            WHERE f.not_after > {now} AND NOT (
              f.reason <=> r.reason AND f.revoked_at <=> r.revoked_at
              AND f.invalid_since <=> r.invalid_since)
            """),
        new Invariant(
            "no card is suspended or at its end of which the log does not tell",
            Kind.ACT_WITHOUT_ENTRY,
            "card %s is suspended or at its end, and no entry tells of it",
            """
            SELECT k.card_id FROM ca.card k LEFT JOIN audit.told_card t USING (card_id)
            WHERE (k.suspended_at IS NOT NULL AND NOT COALESCE(t.suspended, FALSE))
              OR (k.ended_at IS NOT NULL AND NOT COALESCE(t.ended, FALSE))
            """),
        new Invariant(
            "every suspension and end of a card that the log tells of holds",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s is suspended or at its end, and it is not",
            """
            SELECT CONCAT(t.entry_no, ' tells that card ', t.card_id)
            FROM audit.told_card t LEFT JOIN ca.card k USING (card_id)
            WHERE k.card_id IS NULL OR (t.ended AND k.ended_at IS NULL)
              OR (t.suspended AND NOT t.ended AND k.suspended_at IS NULL)
            """),
        new Invariant(
            "every writing of a card stands as the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "order %s of a card stands otherwise than the log tells",
            """
            SELECT o.order_id FROM ca.card_order o LEFT JOIN audit.told_card_order t USING (order_id)
            WHERE t.state IS NULL OR t.state <> o.state
            """),
        new Invariant(
            "every writing of a card that the log tells of is there",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, and it is not there",
            """
            SELECT CONCAT(t.entry_no, ' tells of order ', t.order_id)
            FROM audit.told_card_order t
            LEFT JOIN ca.card_order o USING (order_id) WHERE o.order_id IS NULL
            """),
        new Invariant(
            "the register has confirmed of card holders what the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "the holder of card %s counts as confirmed, or not, otherwise than the log tells",
            """
            SELECT n.card_id
            FROM (
              SELECT k.register_id, MAX(t.card_id) AS card_id,
                MAX(CONCAT(LPAD(t.entry_no, 20, '0'), t.state)) AS newest
              FROM audit.told_confirmation t JOIN ca.card k USING (card_id)
              GROUP BY k.register_id) n
            JOIN ca.resident r USING (register_id)
            WHERE SUBSTRING(n.newest, 21) <> SUBSTRING_INDEX(r.confirmation, ':', 1)
            """),
        new Invariant(
            "every resident event has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "resident event %s was taken in, and no entry tells of it",
            """
            SELECT r.event_id FROM ca.resident_event r
            LEFT JOIN audit.told_event t USING (event_id) WHERE t.event_id IS NULL
            """),
        new Invariant(
            "every resident event that the log tells of was taken in",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, and it is not there",
            """
            SELECT CONCAT(t.entry_no, ' tells of resident event ', t.event_id)
            FROM audit.told_event t
            LEFT JOIN ca.resident_event r USING (event_id) WHERE r.event_id IS NULL
            """));
  }
}
