package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.CertificateAct;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.issue.Draft.Prepared;
import org.jitsuin.ca.issue.IssueRecord.Signed;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.CertificateTable.Filed;
import org.jitsuin.ca.store.CertificateTable.Fresh;
import org.jitsuin.ca.store.DossierWriter;
import org.jitsuin.ca.store.DossierWriter.DossierChange;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.StatusFeed;

/** Writes acts of issue that nothing is in the way of; last in their transaction. */
final class IssuedRows {
  private final InstantSource clock;
  private final SecureRandom random;

  IssuedRows(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Residents and intents are locked, and written already. */
  void write(Handle handle, List<Signed> acts) {
    Instant now = clock.instant();
    List<StatusFeed.Change> told =
        new ArrayList<>(
            DossierWriter.postBesides(
                handle, acts.stream().map(IssuedRows::posting).toList(), now));
    List<Fresh> fresh = acts.stream().flatMap(one -> fresh(one).stream()).toList();
    CertificateTable.insert(handle, fresh);
    List<StatusFeed.Change> issued =
        fresh.stream().map(Fresh::certificate).map(StatusFeed.Change::of).toList();
    StatusFeed.issued(handle, issued);
    IdempotencyTable.insert(handle, acts.stream().map(IssuedRows::answer).toList(), now);
    AuditTable.append(handle, acts.stream().flatMap(one -> entries(one, now).stream()).toList());
    told.addAll(issued);
    StatusFeed.append(handle, told, now);
  }

  private static DossierChange posting(Signed one) {
    return new DossierChange(one.prepared().dossier(), one.prepared().decision().changes(), true);
  }

  private static IdempotencyTable.Issued answer(Signed one) {
    return new IdempotencyTable.Issued(
        one.request(), one.issued().answer(), one.issued().result().certificates());
  }

  private static List<Fresh> fresh(Signed one) {
    List<Fresh> fresh = new ArrayList<>();
    for (int i = 0; i < one.prepared().drafts().size(); i++) {
      Draft draft = one.prepared().drafts().get(i);
      Filed filed = one.issued().result().certificates().get(i);
      fresh.add(
          new Fresh(
              filed.certificate(),
              one.registerId(),
              one.prepared().dossier().resident().holder().municipality(),
              draft.commonName(),
              draft.keyHash(),
              filed.der()));
    }
    return fresh;
  }

  private List<AuditEntry> entries(Signed one, Instant now) {
    Prepared prepared = one.prepared();
    Performed performed =
        new Performed(
            prepared.command(),
            prepared.dossier(),
            prepared.dossier().after(prepared.decision().changes()),
            prepared.decision());
    List<CertificateAct.IssuedCertificate> certificates =
        one.issued().result().certificates().stream()
            .map(filed ->
                new CertificateAct.IssuedCertificate(
                    filed.certificate().issuer(),
                    filed.certificate().serial(),
                    filed.certificate().crl().partition(),
                    filed.der().fingerprint()))
            .toList();
    List<AuditAct> acts = new ArrayList<>(AuditTrail.of(performed, "renewal", ""));
    acts.addFirst(new CertificateAct.CertificatesIssued(prepared.cardId(), certificates));
    Actor actor = one.caller().actor();
    return acts.stream().map(act -> AuditEntry.of(now, actor, act, random)).toList();
  }
}
