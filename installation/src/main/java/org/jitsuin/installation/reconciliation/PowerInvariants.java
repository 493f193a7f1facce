package org.jitsuin.installation.reconciliation;

import java.util.List;
import org.jitsuin.audit.auditor.Report.Kind;

/**
 * The conditions in which log and tables agree about who may do what: staff, offices, relying
 * parties.
 */
final class PowerInvariants {
  private PowerInvariants() {}

  static List<Invariant> all() {
    return List.of(
        new Invariant(
            "every member of staff has the certificate, role and municipality that the log tells, and is"
                + " shut out where it tells so",
            Kind.ACT_WITHOUT_ENTRY,
            "the member of staff with certificate %s has other rights than the log tells, or it"
                + " tells of none",
            """
            SELECT LOWER(HEX(s.serial)) FROM ca.staff s LEFT JOIN audit.told_staff t USING (serial)
            LEFT JOIN audit.told_standing n USING (serial)
            WHERE t.serial IS NULL OR BINARY s.name <> BINARY t.name OR s.role <> t.role
              OR BINARY s.person <> BINARY t.person OR s.window_code <> t.window_code
              OR NOT (s.municipality <=> t.municipality) OR s.active <> COALESCE(n.active, TRUE)
              OR UNHEX(SHA2(s.certificate, 256)) <> t.sha256
            """),
        new Invariant(
            "every member of staff that the log tells of is registered",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, who is not registered",
            """
            SELECT CONCAT(t.entry_no, ' tells of a member of staff with certificate ',
              LOWER(HEX(t.serial)))
            FROM audit.told_staff t LEFT JOIN ca.staff s USING (serial) WHERE s.serial IS NULL
            """),
        new Invariant(
            "every office asks for a second person where two supervisors wanted it",
            Kind.ENTRY_WITHOUT_EFFECT,
            "the office of %s asks for a second person for other acts than the log tells",
            """
            SELECT municipality FROM (
              SELECT municipality, kinds FROM audit.told_dual_control WHERE kinds <> ''
              UNION ALL
              SELECT municipality, kinds FROM ca.dual_control WHERE kinds <> '') both_of_them
            GROUP BY municipality HAVING COUNT(*) <> 2 OR MIN(kinds) <> MAX(kinds)
            """),
        new Invariant(
            "every relying party may ask what the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "relying party %s may ask more or less than the log tells",
            """
            SELECT p.name FROM status.relying_party p
            LEFT JOIN audit.told_relying_party t ON BINARY t.name = BINARY p.name
            LEFT JOIN (
              SELECT party_no,
                GROUP_CONCAT(LOWER(HEX(sha256)) ORDER BY sha256 SEPARATOR ',') AS hashes
              FROM status.relying_party_certificate GROUP BY party_no) c USING (party_no)
            WHERE t.name IS NULL OR p.active <> t.active
              OR CONCAT(p.authorities) <> COALESCE(t.authorities, CONCAT(p.authorities))
              OR IF(t.active, COALESCE(c.hashes, '') <> COALESCE(t.certificates, c.hashes),
                c.hashes IS NOT NULL)
            """),
        new Invariant(
            "every relying party that the log tells of is registered",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, which is not registered",
            """
            SELECT CONCAT(t.entry_no, ' tells of relying party ', t.name)
            FROM audit.told_relying_party t
            LEFT JOIN status.relying_party p ON BINARY p.name = BINARY t.name
            WHERE p.name IS NULL
            """),
        new Invariant(
            "every OCSP responder is admitted or withdrawn as the log tells",
            Kind.ACT_WITHOUT_ENTRY,
            "OCSP responder %s is admitted or withdrawn, and the log tells something else",
            """
            SELECT p.name FROM status.ocsp_responder p LEFT JOIN audit.told_responder t USING (name)
            WHERE t.name IS NULL OR t.admission <> p.admission
              OR t.withdrawn <> (p.state = 'withdrawn')
            """),
        new Invariant(
            "every OCSP responder that the log tells of is known",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, which is not known",
            """
            SELECT CONCAT(t.entry_no, ' tells of OCSP responder ', t.name)
            FROM audit.told_responder t LEFT JOIN status.ocsp_responder p USING (name)
            WHERE p.name IS NULL
            """),
        new Invariant(
            "every OCSP signer that the log tells of is the one of its responder",
            Kind.ENTRY_WITHOUT_EFFECT,
            "entry %s, and it is another's",
            """
            SELECT CONCAT(t.entry_no, ' tells of the OCSP signer ', t.issuer, ' ',
              LOWER(HEX(t.serial)), ' of ', t.responder)
            FROM audit.told_signer t JOIN status.issuer i ON {issuer} = t.issuer
            JOIN status.ocsp_signer s USING (issuer_no, serial)
            WHERE NOT (s.responder <=> t.responder)
            """));
  }
}
