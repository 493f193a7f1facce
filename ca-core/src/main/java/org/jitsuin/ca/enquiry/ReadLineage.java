package org.jitsuin.ca.enquiry;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.OfficeAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.CertificateTable.Owned;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.Transactions;

/** Tells which certificates came before, after and beside one. */
public final class ReadLineage {
  private final Transactions transactions;
  private final InstantSource clock;
  private final SecureRandom random;

  public ReadLineage(Transactions transactions, InstantSource clock, SecureRandom random) {
    this.transactions = transactions;
    this.clock = clock;
    this.random = random;
  }

  /** What a relying party is told leaves an audit entry. */
  public Outcome<Lineage> read(StaffMember caller, Authority authority, Serial serial) {
    return transactions.run(handle -> {
      Optional<Owned> found = CertificateTable.find(handle, authority, serial);
      return found.isEmpty()
          ? Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN)
          : read(handle, caller, found.get());
    });
  }

  private Outcome<Lineage> read(Handle handle, StaffMember caller, Owned owned) {
    Dossier dossier = Dossiers.read(handle, owned.registerId()).orElseThrow().dossier();
    if (!caller.reaches(dossier.resident().holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (caller.role() == Role.RELYING_PARTY) {
      CardCertificate asked = owned.certificate();
      AuditTable.append(
          handle,
          AuditEntry.of(
              clock.instant(),
              caller.actor(),
              new OfficeAct.LineageRead(asked.cardId(), asked.issuer(), asked.serial()),
              random));
    }
    return Outcome.done(Lineage.of(dossier.certificates(), owned.certificate()));
  }
}
