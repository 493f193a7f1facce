package org.jitsuin.ca.inspection;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.auditor.Report;
import org.jitsuin.base.auditor.Report.Kind;
import org.jitsuin.ca.store.KeyUseTable;

/**
 * Something in which the log and a table must agree.
 *
 * @param sentence what is so, if nothing is found
 * @param kind what it is if not
 * @param finding one thing that is wrong; {@code %s} is what the query gives
 * @param query gives a text for each thing that is wrong
 * @param now what has run out by then may be gone
 */
record Agreement(String sentence, Kind kind, String finding, String query, Instant now) {
  private static final String ISSUER = "CONCAT(i.authority, '-g', i.generation)";

  static List<Agreement> all(Instant now) {
    return List.of(
        new Agreement(
            "every key generation has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "key generation %s is another one than the log tells of, or it tells of none",
            """
            SELECT {issuer} FROM status.issuer i
            LEFT JOIN audit.told_generation t ON t.issuer = {issuer}
            WHERE t.issuer IS NULL OR UNHEX(SHA2(i.certificate, 256)) <> t.sha256
            """,
            now),
        new Agreement(
            "every certificate that is known has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "certificate %s is known, and no entry tells of it",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(c.serial)))
            FROM status.certificate c JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_issued t ON t.issuer = {issuer} AND t.serial = c.serial
            LEFT JOIN audit.told_ended e ON e.issuer = {issuer} AND e.serial = c.serial
            WHERE t.serial IS NULL AND e.serial IS NULL
            """,
            now),
        new Agreement(
            "every signature of a CA key for a card has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "the key of %s was used, and no entry tells of it",
            """
            SELECT CONCAT({issuer}, ' for serial number ', LOWER(HEX(s.serial)))
            FROM ca.signing_intent s JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_issued t ON t.issuer = {issuer} AND t.serial = s.serial
            WHERE s.purpose = 'certificate' AND s.state = 'completed' AND t.serial IS NULL
            """,
            now),
        new Agreement(
            "every issue that the log tells of has its certificate and its status",
            Kind.ENTRY_WITHOUT_EFFECT,
            "%s, and that certificate is not there or is another",
            """
            SELECT CONCAT('entry ', t.entry_no, ' tells of the issue of ', t.issuer, ' ',
              LOWER(HEX(t.serial)))
            FROM audit.told_issued t JOIN status.issuer i ON {issuer} = t.issuer
            LEFT JOIN status.certificate c USING (issuer_no, serial)
            LEFT JOIN ca.certificate_der d USING (issuer_no, serial)
            WHERE c.serial IS NULL OR d.serial IS NULL OR UNHEX(SHA2(d.der, 256)) <> t.sha256
            """,
            now),
        new Agreement(
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
            WHERE NOT t.good AND r.serial IS NULL AND c.not_after > {now}
            """,
            now),
        new Agreement(
            "nothing is revoked or on hold of which the log does not tell",
            Kind.ACT_WITHOUT_ENTRY,
            "certificate %s is revoked or on hold, and no entry tells of it",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(r.serial)))
            FROM status.revocation r JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_ended t ON t.issuer = {issuer} AND t.serial = r.serial
            WHERE t.serial IS NULL OR t.good
            """,
            now),
        new Agreement(
            "every resident event has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "resident event %s was taken in, and no entry tells of it",
            """
            SELECT r.event_id FROM ca.resident_event r
            LEFT JOIN audit.told_event t USING (event_id) WHERE t.event_id IS NULL
            """,
            now),
        new Agreement(
            "every resident event that the log tells of was taken in",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, and it is not there",
            """
            SELECT CONCAT(t.entry_no, ' tells of resident event ', t.event_id)
            FROM audit.told_event t
            LEFT JOIN ca.resident_event r USING (event_id) WHERE r.event_id IS NULL
            """,
            now),
        new Agreement(
            "no CA key signed more often than is recorded",
            Kind.ACT_WITHOUT_ENTRY,
            "the key of %s signatures are recorded",
            """
            SELECT CONCAT({issuer}, ' signed ', u.signatures, ' times, and only ', r.begun)
            FROM status.issuer i
            JOIN (SELECT key_label, SUM(signatures) AS signatures FROM audit.key_use
              GROUP BY key_label) u USING (key_label)
            JOIN (\
            """
                + KeyUseTable.RECORDED
                + """
                ) r USING (issuer_no) WHERE u.signatures > r.begun
                """,
            now),
        new Agreement(
            "every CRL that was published has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "CRL %s was published, and no entry tells of it, or of another",
            """
            SELECT CONCAT({issuer}, ' ', p.id, ' number ', l.number)
            FROM status.crl l JOIN (
              SELECT partition_no, issuer_no, id FROM status.crl_partition
              UNION ALL
              -- The CRL of all certificates of a key generation has no row there.
              SELECT 2147483647 - issuer_no, issuer_no, CONCAT('complete-g', generation)
              FROM status.issuer) p USING (partition_no)
            JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_crl t
              ON t.issuer = {issuer} AND t.partition_id = p.id AND t.number = l.number
            WHERE l.state = 'published' AND (t.number IS NULL OR t.sha256 <> l.sha256)
            """,
            now));
  }

  /** Notes what is wrong, or that nothing is. */
  void check(Handle handle, Report report) {
    long before = report.count();
    String sql =
        query.replace("{issuer}", ISSUER).replace("{now}", Long.toString(now.toEpochMilli()));
    handle
        .createQuery(sql)
        .mapTo(String.class)
        .forEach(text -> report.finding(kind, String.format(Locale.ROOT, finding, text)));
    if (report.count() == before) {
      report.fact(sentence);
    }
  }
}
