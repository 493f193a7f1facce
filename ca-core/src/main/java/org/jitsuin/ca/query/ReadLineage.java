package org.jitsuin.ca.query;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.LineageCountTable;
import org.jitsuin.ca.store.OwnedCertificate;
import org.jitsuin.ca.store.RelyingParty;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.Transactions;

/** Tells which certificates came before, after and beside one. */
public final class ReadLineage {
  private final Transactions transactions;
  private final int allowed;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param allowed how many a relying party may ask for on a day in Japan
   */
  public ReadLineage(
      Transactions transactions, int allowed, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.allowed = allowed;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * Reads a lineage for a relying party, and leaves an audit entry. It must be registered for the
   * authority, and of the siblings it is told those of authorities that it is registered for: which
   * two certificates are one person's is for those alone who may know both (JPKI Act, articles 18
   * and 52).
   */
  public Outcome<Lineage> read(StaffMember caller, Authority authority, Serial serial) {
    return transactions.run(handle -> {
      Set<Authority> open = open(handle, caller);
      if (!open.contains(authority)) {
        return Outcome.refused(RefusalCode.RELYING_PARTY_NOT_REGISTERED, authority.id());
      }
      if (caller.role() == Role.RELYING_PARTY && isUsedUp(handle, caller)) {
        handle.rollback();
        return Outcome.refused(RefusalCode.LINEAGES_USED, Integer.toString(allowed));
      }
      Optional<OwnedCertificate> found = CertificateTable.find(handle, authority, serial);
      return found.isEmpty()
          ? Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN)
          : read(handle, caller, found.get()).then(lineage -> Outcome.done(lineage.of(open)));
    });
  }

  /** Counts each question, also about what there is not: it is how one would try numbers. */
  private boolean isUsedUp(Handle handle, StaffMember caller) {
    LocalDate today = JapanTime.date(clock.instant());
    return LineageCountTable.count(handle, caller.person(), today) > allowed;
  }

  /** Staff may ask about every authority, a relying party about those of its registration. */
  private static Set<Authority> open(Handle handle, StaffMember caller) {
    return caller.role() == Role.RELYING_PARTY
        ? RelyingPartyTable.find(handle, caller.person())
            .filter(RelyingParty::active)
            .map(RelyingParty::authorities)
            .orElse(Set.of())
        : EnumSet.allOf(Authority.class);
  }

  private Outcome<Lineage> read(Handle handle, StaffMember caller, OwnedCertificate owned) {
    Dossier dossier = Dossiers.read(handle, owned.registerId()).orElseThrow().dossier();
    if (!caller.reaches(dossier.resident().holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (caller.role() == Role.RELYING_PARTY) {
      CardCertificate asked = owned.certificate();
      auditLog.append(
          handle,
          caller.actor(),
          new OfficeAct.LineageRead(asked.cardId(), asked.issuer(), asked.serial()));
    }
    return Outcome.done(Lineage.of(dossier.certificates(), owned.certificate()));
  }
}
