package org.jitsuin.installation.reconciliation;

import java.util.List;
import org.jitsuin.audit.auditor.Report.Kind;

/**
 * The conditions in which log and tables agree about what was erased: whoever erases by hand, to
 * hide something, erases more than the log tells of.
 */
final class ErasureInvariants {
  private ErasureInvariants() {}

  static List<Invariant> all() {
    return List.of(
        new Invariant(
            "no more certificates were erased than the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "%s",
            """
            SELECT CONCAT(e.erased, ' certificates were erased, and the log tells of ', t.told)
            FROM (
              SELECT COUNT(*) AS erased FROM ca.certificate c
              JOIN ca.certificate_der d USING (issuer_no, serial)
              LEFT JOIN audit.told_erased h USING (card_id)
              WHERE h.card_id IS NULL AND (LENGTH(d.der) = 32 OR c.register_id IS NULL)) e
            JOIN (
              SELECT COALESCE(SUM(records_erased), 0) AS told FROM audit.told_records_erased
              WHERE records = 'certificates') t
            WHERE e.erased > t.told
            """),
        new Invariant(
            "no more cards became nobody's than the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "%s",
            """
            SELECT CONCAT(e.erased, ' cards are without a holder, and the log tells of ', t.told)
            FROM (
              SELECT COUNT(*) AS erased FROM ca.card k
              LEFT JOIN audit.told_erased h USING (card_id)
              WHERE h.card_id IS NULL AND k.register_id IS NULL) e
            JOIN (
              SELECT COALESCE(SUM(records_erased), 0) AS told FROM audit.told_records_erased
              WHERE records = 'cards') t
            WHERE e.erased > t.told
            """),
        new Invariant(
            "no certificate was erased before its time, but of holders whom two operators erased",
            Kind.ACT_WITHOUT_ENTRY,
            "certificate %s was erased before its time",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(c.serial)))
            FROM ca.certificate c JOIN status.issuer i USING (issuer_no)
            JOIN ca.certificate_der d USING (issuer_no, serial)
            LEFT JOIN audit.told_erased h USING (card_id)
            WHERE h.card_id IS NULL AND (LENGTH(d.der) = 32 OR c.register_id IS NULL)
              -- Ten years, but for their February 29.
              AND c.not_after > {now} - 10 * 365 * 86400000
            """),
        new Invariant(
            "every holder whom the log tells to be erased is",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s was erased, and it is still somebody's",
            """
            SELECT CONCAT(t.entry_no, ' tells that the holder of card ', t.card_id)
            FROM audit.told_erased t JOIN ca.card k USING (card_id)
            WHERE k.register_id IS NOT NULL
            """));
  }
}
