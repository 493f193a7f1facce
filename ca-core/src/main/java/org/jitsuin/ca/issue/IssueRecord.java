package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.CertificateAct;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.act.AuditTrail;
import org.jitsuin.ca.act.Performed;
import org.jitsuin.ca.issue.Draft.Prepared;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.CertificateTable.Filed;
import org.jitsuin.ca.store.CertificateTable.Fresh;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IdempotencyTable.Answer;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IntentTable.IntentKey;
import org.jitsuin.ca.store.Ledger;
import org.jitsuin.ca.store.Ledger.Posting;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * The second transaction of issuing: records what was signed, if nothing changed meanwhile. Acts
 * that come at the same time are recorded together, each with a result of its own.
 */
public final class IssueRecord {
  private static final int TOGETHER = 64;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Gathering<Signed, Outcome<Issued>> gathering;

  public IssueRecord(
      Transactions transactions, InstantSource clock, SecureRandom random, Traffic traffic) {
    this.clock = clock;
    this.random = random;
    this.gathering =
        new Gathering<>(
            TOGETHER,
            traffic,
            group -> transactions.run(handle -> new Recording(handle, group).record()));
  }

  /**
   * An act whose certificates are signed.
   *
   * @param answer as it is kept for a repeated request
   */
  record Signed(
      StaffMember caller, RequestId request, Prepared prepared, Issued issued, Der answer) {}

  /** Done only if it was recorded: all else must be given up. */
  Outcome<Issued> submit(Signed signed) {
    return gathering.submit(signed);
  }

  /** One transaction. */
  private final class Recording {
    private final Handle handle;
    private final List<Signed> group;
    private final Instant now = clock.instant();
    private final Map<RequestId, Answer> answers;
    private final Map<String, Integer> versions;
    private final Set<Fingerprint> certifiedKeys;
    private final Set<IntentKey> pending;
    private final List<Signed> accepted = new ArrayList<>();

    /** The locks make these acts and any change of the residents or cards wait for each other. */
    Recording(Handle handle, List<Signed> group) {
      this.handle = handle;
      this.group = group;
      this.versions =
          new HashMap<>(
              ResidentTable.lockVersions(
                  handle,
                  group.stream().map(one -> one.prepared().registerId()).distinct().toList()));
      this.answers =
          new HashMap<>(
              IdempotencyTable.find(handle, group.stream().map(Signed::request).toList()));
      this.certifiedKeys =
          new HashSet<>(
              CertificateTable.certifiedKeys(
                  handle, group.stream().flatMap(one -> keys(one).stream()).toList()));
      this.pending =
          IntentTable.lockPending(
              handle, group.stream().flatMap(one -> intents(one).stream()).toList());
    }

    private static List<Fingerprint> keys(Signed one) {
      return one.prepared().drafts().stream().map(Draft::keyHash).toList();
    }

    private static List<IntentKey> intents(Signed one) {
      return one.prepared().pending().stream().map(IntentTable.Pending::key).toList();
    }

    List<Outcome<Issued>> record() {
      List<Outcome<Issued>> outcomes = group.stream().map(this::accept).toList();
      write();
      return outcomes;
    }

    /** What one act of the group does counts for the next. */
    private Outcome<Issued> accept(Signed one) {
      Answer earlier = answers.get(one.request());
      if (earlier != null) {
        return Transactions.again(earlier, one.request());
      }
      Integer version = versions.get(one.prepared().registerId());
      boolean overtaken = version == null || version != one.prepared().version();
      if (overtaken || !pending.containsAll(intents(one))) {
        return Outcome.refused(RefusalCode.RESIDENT_CHANGED);
      }
      if (keys(one).stream().anyMatch(certifiedKeys::contains)) {
        return Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates");
      }
      versions.put(one.prepared().registerId(), version + 1);
      certifiedKeys.addAll(keys(one));
      answers.put(one.request(), new Answer(one.request().content(), one.answer()));
      accepted.add(one);
      return Outcome.done(one.issued());
    }

    private void write() {
      if (accepted.isEmpty()) {
        return;
      }
      IntentTable.complete(
          handle, accepted.stream().flatMap(one -> intents(one).stream()).toList());
      List<StatusFeed.Change> told =
          new ArrayList<>(
              Ledger.post(handle, accepted.stream().map(Recording::posting).toList(), now));
      List<Fresh> fresh = accepted.stream().flatMap(one -> fresh(one).stream()).toList();
      CertificateTable.insert(handle, fresh);
      List<StatusFeed.Change> issued =
          fresh.stream().map(Fresh::certificate).map(StatusFeed.Change::of).toList();
      StatusFeed.issued(handle, issued);
      IdempotencyTable.insert(
          handle,
          accepted.stream().collect(Collectors.toMap(Signed::request, Signed::answer)),
          now);
      AuditTable.append(handle, accepted.stream().flatMap(one -> entries(one).stream()).toList());
      told.addAll(issued);
      StatusFeed.append(handle, told, now);
    }

    private static Posting posting(Signed one) {
      return new Posting(one.prepared().dossier(), one.prepared().decision().changes(), true);
    }

    private static List<Fresh> fresh(Signed one) {
      List<Fresh> fresh = new ArrayList<>();
      for (int i = 0; i < one.prepared().drafts().size(); i++) {
        Draft draft = one.prepared().drafts().get(i);
        Filed filed = one.issued().certificates().get(i);
        fresh.add(
            new Fresh(
                filed.certificate(),
                one.prepared().registerId(),
                one.prepared().dossier().resident().holder().municipality(),
                draft.commonName(),
                draft.keyHash(),
                filed.der()));
      }
      return fresh;
    }

    private List<AuditEntry> entries(Signed one) {
      Prepared prepared = one.prepared();
      Performed performed =
          new Performed(
              prepared.command(),
              prepared.dossier(),
              prepared.dossier().after(prepared.decision().changes()),
              prepared.decision());
      List<CertificateAct.IssuedCertificate> certificates =
          one.issued().certificates().stream()
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
}
