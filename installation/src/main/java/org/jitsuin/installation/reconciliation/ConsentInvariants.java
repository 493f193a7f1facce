package org.jitsuin.installation.reconciliation;

import java.util.List;
import org.jitsuin.audit.auditor.Report.Kind;

/**
 * The conditions in which log and tables agree about consents: nobody is told anything by one that
 * no holder gave, or that its holder withdrew.
 */
final class ConsentInvariants {
  private ConsentInvariants() {}

  static List<Invariant> all() {
    return List.of(
        new Invariant(
            "every consent is one that the log tells of, and is withdrawn where it tells so",
            Kind.ACT_WITHOUT_ENTRY,
            "consent %s is in force, and the log tells of none or that it was withdrawn",
            """
            SELECT c.consent_id FROM ca.consent c LEFT JOIN audit.told_consent t USING (consent_id)
            WHERE c.withdrawn_at IS NULL AND (t.consent_id IS NULL OR t.withdrawn)
            """),
        new Invariant(
            "every consent that is withdrawn was withdrawn by somebody",
            Kind.ACT_WITHOUT_ENTRY,
            "consent %s is withdrawn, and the log tells of no withdrawal",
            """
            SELECT c.consent_id FROM ca.consent c LEFT JOIN audit.told_consent t USING (consent_id)
            WHERE c.withdrawn_at IS NOT NULL AND NOT COALESCE(t.withdrawn, FALSE)
            """));
  }
}
