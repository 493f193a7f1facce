package org.jitsuin.ca.issue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.command.Spending;
import org.jitsuin.ca.command.Spending.UsedUp;
import org.jitsuin.ca.issue.IssueAct.Prepared;
import org.jitsuin.ca.issue.IssueAct.Signed;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.DossierWriter;
import org.jitsuin.ca.store.DossierWriter.DossierChange;
import org.jitsuin.ca.store.EarlierAnswer;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.HeadRows;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.NewCertificate;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.SigningIntent.IntentKey;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.AppendedEntries;

/**
 * The second transaction of issuing: records what was signed, if nothing changed meanwhile. Acts
 * that come at the same time are recorded together, each with a result of its own.
 */
public final class IssueRecord {
  private static final int TOGETHER = 64;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final PersonalBrakes brakes;
  private final GroupCommit<Signed, Outcome<Answered<Issued>>> groupCommit;

  public IssueRecord(
      Transactions transactions,
      InstantSource clock,
      AuditLog auditLog,
      PersonalBrakes brakes,
      InFlight inFlight) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
    this.brakes = brakes;
    this.groupCommit = new GroupCommit<>(TOGETHER, inFlight, this::record);
  }

  /** Submits a signed issue; done only if it was recorded, otherwise all else must be abandoned. */
  Outcome<Answered<Issued>> submit(Prepared prepared, Issued issued) {
    return groupCommit.submit(signed(prepared, issued));
  }

  /** A signed issue with the answer to it. */
  Signed signed(Prepared prepared, Issued issued) {
    Bytes answer = Json.write(IssuedView.of(issued, clock.instant()));
    return new Signed(prepared, new Answered<>(issued, answer));
  }

  /**
   * Records those that go together.
   *
   * @return what became of each, in their order
   */
  List<Outcome<Answered<Issued>>> record(List<Signed> group) {
    Recorded recorded =
        transactions
            .attempt(handle -> recordAll(handle, group))
            .orElseGet(() -> transactions.acknowledged(handle -> recordEach(handle, group)));
    brakes.tell(recorded.usedUp());
    return recorded.outcomes();
  }

  /** What became of each act of a group, and the budgets that were used up with it. */
  private record Recorded(List<Outcome<Answered<Issued>>> outcomes, List<UsedUp> usedUp) {}

  /**
   * Records all of them without looking first, as nearly always nothing is in the way: residents
   * and intents are changed on condition that they are as they were, and the database takes no
   * request and no key twice.
   *
   * @return empty if something was in the way: then nothing may be committed
   */
  private Optional<Recorded> recordAll(Handle handle, List<Signed> group) {
    List<IntentKey> intents = intents(group);
    boolean unchanged =
        areDistinct(group, Signed::registerId)
            && ResidentTable.advance(handle, versions(group)) == group.size()
            && IntentTable.complete(handle, intents) == intents.size()
            && IssuedOrders.note(handle, group, clock.instant());
    if (!unchanged) {
      return Optional.empty();
    }
    Spending spending = spending(handle, group);
    if (!group.stream().allMatch(one -> charge(spending, one).isEmpty())) {
      return Optional.empty();
    }
    List<UsedUp> usedUp = spending.write();
    GroupAnswers answers = write(handle, group, usedUp);
    return Optional.of(
        new Recorded(
            group.stream().map(one -> answers.told(one, Outcome.done(one.issued()))).toList(),
            usedUp));
  }

  /** Locks what the acts are charged to, behind the residents. */
  private Spending spending(Handle handle, List<Signed> group) {
    Spending spending = brakes.spending(handle, clock.instant());
    spending.lock(group.stream().flatMap(one -> one.prepared().charge().stream()).toList());
    return spending;
  }

  private static Optional<Refusal> charge(Spending spending, Signed one) {
    return one.prepared().charge().flatMap(spending::spend);
  }

  private static List<IntentKey> intents(List<Signed> group) {
    return group.stream().flatMap(one -> one.intents().stream()).toList();
  }

  private static Map<String, Integer> versions(List<Signed> group) {
    return group.stream()
        .collect(Collectors.toMap(Signed::registerId, one -> one.prepared().version()));
  }

  private static <T> boolean areDistinct(List<Signed> group, Function<Signed, T> property) {
    Set<T> seen = new HashSet<>();
    return group.stream().map(property).allMatch(seen::add);
  }

  /** Looks at each of them, records those it can and refuses the others. */
  private Recorded recordEach(Handle handle, List<Signed> group) {
    Check check = Check.lock(handle, group);
    Spending spending = spending(handle, group);
    List<Outcome<Answered<Issued>>> outcomes =
        group.stream().map(one -> check.accept(one, spending)).toList();
    List<Signed> accepted = check.accepted();
    List<UsedUp> usedUp = spending.write();
    if (accepted.isEmpty()) {
      return new Recorded(outcomes, usedUp);
    }
    IntentTable.complete(handle, intents(accepted));
    IssuedOrders.note(handle, accepted, clock.instant());
    ResidentTable.touch(handle, accepted.stream().map(Signed::registerId).toList());
    return new Recorded(write(handle, accepted, usedUp).told(group, outcomes), usedUp);
  }

  /**
   * What each act of a group is looked at with. The locks make these acts and any change of the
   * residents or cards wait for each other; what one act of the group does counts for the next.
   */
  private record Check(
      Map<String, Integer> versions,
      Map<RequestId, EarlierAnswer> answers,
      Set<Fingerprint> certifiedKeys,
      Set<IntentKey> pending,
      Set<String> openOrders,
      List<Signed> accepted) {

    static Check lock(Handle handle, List<Signed> group) {
      List<String> residents = group.stream().map(Signed::registerId).distinct().toList();
      List<Fingerprint> keys = group.stream().flatMap(one -> one.keys().stream()).toList();
      return new Check(
          new HashMap<>(ResidentTable.lockVersions(handle, residents)),
          new HashMap<>(
              IdempotencyTable.find(handle, group.stream().map(Signed::request).toList())),
          new HashSet<>(CertificateTable.certifiedKeys(handle, keys)),
          IntentTable.lockPending(handle, intents(group)),
          IssuedOrders.lockOpen(handle, group),
          new ArrayList<>());
    }

    Outcome<Answered<Issued>> accept(Signed one, Spending spending) {
      EarlierAnswer earlier = answers.get(one.request());
      if (earlier != null) {
        return Transactions.again(earlier, one.request());
      }
      Integer version = versions.get(one.registerId());
      boolean overtaken = version == null || version != one.prepared().version();
      if (overtaken || !pending.containsAll(one.intents())) {
        return Outcome.refused(RefusalCode.RESIDENT_CHANGED);
      }
      if (one.order().filter(order -> !openOrders.contains(order)).isPresent()) {
        return Outcome.refused(RefusalCode.ORDER_ENDED, "meanwhile");
      }
      if (one.keys().stream().anyMatch(certifiedKeys::contains)) {
        return Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates");
      }
      Optional<Refusal> braked = charge(spending, one);
      if (braked.isPresent()) {
        return new Outcome.Refused<>(braked.get());
      }
      versions.put(one.registerId(), version + 1);
      certifiedKeys.addAll(one.keys());
      answers.put(one.request(), new EarlierAnswer(one.request().content(), one.issued().answer()));
      accepted.add(one);
      return Outcome.done(one.issued());
    }
  }

  /**
   * Writes acts that nothing is in the way of; last in their transaction. Residents and intents are
   * locked, and written already.
   *
   * @return the answers, with their receipts: entries get their numbers here
   */
  private GroupAnswers write(Handle handle, List<Signed> acts, List<UsedUp> usedUp) {
    Instant now = clock.instant();
    List<DossierChange> postings = acts.stream().map(IssueRecord::posting).toList();
    List<StatusFeed.Change> told =
        new ArrayList<>(DossierWriter.postBesides(handle, postings, now));
    List<NewCertificate> fresh = acts.stream().flatMap(one -> fresh(one).stream()).toList();
    CertificateTable.insert(handle, fresh);
    IssuedOrders.write(handle, acts);
    List<StatusFeed.Change> issued =
        fresh.stream().map(NewCertificate::certificate).map(StatusFeed.Change::of).toList();
    StatusFeed.issued(handle, issued);
    List<List<AuditEntry>> entries = acts.stream().map(one -> entries(one, now)).toList();
    Stream<AuditEntry> alarms =
        usedUp.stream().map(one -> auditLog.entry(now, one.caller().actor(), one.act()));
    told.addAll(issued);
    StatusFeed.append(handle, told, now);
    HeadRows rows = HeadRows.of(handle);
    rows.record(handle, Stream.concat(entries.stream().flatMap(List::stream), alarms).toList());
    rows.number(handle);
    GroupAnswers answers = GroupAnswers.of(AppendedEntries.of(handle).first(), acts, entries);
    IdempotencyTable.insert(handle, answers.kept(acts), now);
    return answers;
  }

  private static DossierChange posting(Signed one) {
    return new DossierChange(one.prepared().dossier(), one.prepared().decision().changes(), true);
  }

  private static List<NewCertificate> fresh(Signed one) {
    List<NewCertificate> fresh = new ArrayList<>();
    for (int i = 0; i < one.prepared().drafts().size(); i++) {
      Draft draft = one.prepared().drafts().get(i);
      FiledCertificate filed = one.certificates().get(i);
      fresh.add(
          new NewCertificate(
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
    List<CertificateAct.IssuedCertificate> certificates =
        one.certificates().stream()
            .map(filed ->
                new CertificateAct.IssuedCertificate(
                    filed.certificate().issuer(),
                    filed.certificate().serial(),
                    filed.certificate().crl().partition(),
                    filed.der().fingerprint()))
            .toList();
    List<AuditAct> acts = new ArrayList<>();
    IdentityCheck check = one.prepared().act().asked().check();
    acts.add(
        new CertificateAct.CertificatesIssued(
            one.prepared().cardId(), certificates, check.presentIds(), check.documentIds()));
    acts.addAll(AuditTrail.of(one.prepared().performed(), "renewal", ""));
    Actor actor = one.prepared().act().caller().actor();
    return acts.stream().map(act -> auditLog.entry(now, actor, act)).toList();
  }
}
