package org.jitsuin.installation.reconciliation;

import java.util.List;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.ca.store.KeyUseTable;

/**
 * The conditions in which log and tables agree about key generations, their signatures and
 * certificates.
 */
final class IssuingInvariants {
  private IssuingInvariants() {}

  static List<Invariant> all() {
    return List.of(
        new Invariant(
            "every key generation has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "key generation %s is another one than the log tells of, or it tells of none",
            """
            SELECT {issuer} FROM status.issuer i
            LEFT JOIN audit.told_generation t ON t.issuer = {issuer}
            WHERE t.issuer IS NULL OR UNHEX(SHA2(i.certificate, 256)) <> t.sha256
            """),
        new Invariant(
            "every key generation is retired, or is not, as the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "key generation %s is retired, or is not, and the log tells otherwise",
            """
            SELECT {issuer} FROM status.issuer i
            LEFT JOIN audit.told_retired t ON t.issuer = {issuer}
            WHERE (i.retired_at IS NULL) <> (t.issuer IS NULL)
            """),
        new Invariant(
            "every certificate that is known has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "certificate %s is known, and no entry tells of it",
            """
            SELECT CONCAT({issuer}, ' ', LOWER(HEX(c.serial)))
            FROM status.certificate c JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_issued t ON t.issuer = {issuer} AND t.serial = c.serial
            LEFT JOIN audit.told_ended e ON e.issuer = {issuer} AND e.serial = c.serial
            LEFT JOIN audit.told_own o ON o.issuer = {issuer} AND o.serial = c.serial
            WHERE t.serial IS NULL AND e.serial IS NULL AND o.serial IS NULL
            """),
        new Invariant(
            "every signature of a CA key for a card has its entry",
            Kind.ACT_WITHOUT_ENTRY,
            "the key of %s was used, and no entry tells of it",
            """
            SELECT CONCAT({issuer}, ' for serial number ', LOWER(HEX(s.serial)))
            FROM ca.signing_intent s JOIN status.issuer i USING (issuer_no)
            LEFT JOIN audit.told_issued t ON t.issuer = {issuer} AND t.serial = s.serial
            WHERE s.purpose = 'certificate' AND s.state = 'completed' AND t.serial IS NULL
            """),
        new Invariant(
            "every issue that the log tells of has its certificate and its status",
            Kind.ENTRY_WITHOUT_EFFECT,
            "%s, and that certificate is not there or is another",
            """
            SELECT CONCAT('entry ', t.entry_no, ' tells of the issue of ', t.issuer, ' ',
              LOWER(HEX(t.serial)))
            FROM audit.told_issued t JOIN status.issuer i ON {issuer} = t.issuer
            LEFT JOIN status.certificate c USING (issuer_no, serial)
            LEFT JOIN ca.certificate_der d USING (issuer_no, serial)
            WHERE c.serial IS NULL OR d.serial IS NULL
              -- Of what was erased the hash is left.
              OR IF(LENGTH(d.der) = 32, d.der, UNHEX(SHA2(d.der, 256))) <> t.sha256
            """),
        new Invariant(
            "every certificate of an authority itself that the log tells of has its status",
            Kind.ENTRY_WITHOUT_EFFECT,
            "%s, and nobody can ask about that certificate",
            """
            SELECT CONCAT('entry ', t.entry_no, ' tells of ', t.issuer, ' ', LOWER(HEX(t.serial)))
            FROM audit.told_own t JOIN status.issuer i ON {issuer} = t.issuer
            LEFT JOIN status.certificate c USING (issuer_no, serial)
            WHERE c.serial IS NULL
            """),
        new Invariant(
            "every certificate is known with its own end, on the CRL that it names",
            Kind.ENTRY_WITHOUT_EFFECT,
            "%s, and the database has another end or another CRL for it",
            """
            SELECT CONCAT('entry ', t.entry_no, ' tells of the issue of ', t.issuer, ' ',
              LOWER(HEX(t.serial)))
            FROM audit.told_issued t JOIN status.issuer i ON {issuer} = t.issuer
            JOIN status.certificate c USING (issuer_no, serial)
            JOIN ca.certificate n USING (issuer_no, serial)
            JOIN ca.certificate_der d USING (issuer_no, serial)
            LEFT JOIN status.crl_partition p
              ON p.partition_no = c.partition_no AND p.issuer_no = c.issuer_no
            WHERE p.id IS NULL OR p.id <> t.partition_id OR n.partition_no <> c.partition_no
              OR n.not_after <> c.not_after
              OR (LENGTH(d.der) <> 32 AND LOCATE(CONCAT(%s, %s), d.der) = 0)
            """
                .formatted(time("n.not_before"), time("n.not_after"))),
        new Invariant(
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
                """),
        new Invariant(
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
            """));
  }

  /**
   * A column of milliseconds as the DER of a Time (RFC 5280 §4.1.2.5): UTCTime before 2050,
   * GeneralizedTime from then on.
   */
  private static String time(String column) {
    return """
    CONCAT(
      IF({at} < '2050-01-01', x'170d', CONCAT(x'180f', EXTRACT(YEAR FROM {at}) DIV 100)),
      DATE_FORMAT({at}, '%y%m%d%H%i%s'), 'Z')\
    """
        .replace("{at}", "('1970-01-01' + INTERVAL " + column + " DIV 1000 SECOND)");
  }
}
