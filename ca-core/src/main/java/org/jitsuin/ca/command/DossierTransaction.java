package org.jitsuin.ca.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.DossierWriter;
import org.jitsuin.ca.store.DossierWriter.DossierChange;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.StatusFeed;

/**
 * The audited write of one transaction: dossiers are locked first, in the order of the residents'
 * ids, each command is decided on what the ones before it left, and at the end all changes are
 * written with their audit entries, in a few statements however many dossiers there are.
 */
public final class DossierTransaction {
  private final Handle handle;
  private final LifeCycle lifeCycle;
  private final AuditLog auditLog;
  private final Actor actor;
  private final Instant now;
  private final Map<String, Dossier> before = new HashMap<>();
  private final Map<String, Dossier> current = new HashMap<>();
  private final Map<String, List<Change>> changes = new LinkedHashMap<>();
  private final List<AuditAct> acts = new ArrayList<>();
  private final List<Commitment> commitments = new ArrayList<>();

  /**
   * @param actor who does all of it, in audit entries
   * @param now when all of it is done
   */
  public DossierTransaction(
      Handle handle, LifeCycle lifeCycle, AuditLog auditLog, Actor actor, Instant now) {
    this.handle = handle;
    this.lifeCycle = lifeCycle;
    this.auditLog = auditLog;
    this.actor = actor;
    this.now = now;
  }

  /** Locks and reads the dossiers of those residents who are known; once, before any decision. */
  public void lock(Collection<String> registerIds) {
    Dossiers.lock(handle, registerIds).values().forEach(filed -> add(filed.dossier()));
  }

  /** Adds a dossier that this transaction has locked, or whose resident it has inserted. */
  public void add(Dossier dossier) {
    String registerId = dossier.resident().holder().registerId();
    before.put(registerId, dossier);
    current.put(registerId, dossier);
  }

  /** The dossier of a resident as it stands after all that was decided here; empty if unknown. */
  public Optional<Dossier> dossier(String registerId) {
    return Optional.ofNullable(current.get(registerId));
  }

  /** Decides a command about a resident who is known. What is refused changes nothing. */
  public Outcome<Performed> decide(String registerId, Command command) {
    return weigh(registerId, command).map(decision -> carryOut(registerId, command, decision));
  }

  /** Returns what would follow from a command about a resident who is known; changes nothing. */
  public Outcome<Decision> weigh(String registerId, Command command) {
    return lifeCycle.decide(dossier(registerId).orElseThrow(), command, now);
  }

  /** Carries out what was decided on the dossier as it stands. */
  public Performed carryOut(String registerId, Command command, Decision decision) {
    Dossier dossier = dossier(registerId).orElseThrow();
    change(registerId, decision.changes());
    return Performed.of(command, dossier, decision);
  }

  /** Changes the dossier of a resident who is known, by no command. */
  public void change(String registerId, List<Change> made) {
    current.compute(registerId, (_, dossier) -> dossier.after(made));
    changes.computeIfAbsent(registerId, _ -> new ArrayList<>()).addAll(made);
  }

  /**
   * Commits to personal data; it is kept if anything is recorded.
   *
   * @param data maps, lists, strings, whole numbers
   * @return the hash for the audit entry; empty where there is no data
   */
  public String commit(Map<String, ?> data) {
    return data.isEmpty() ? "" : commit(Commitment.canonical(data));
  }

  /**
   * As {@link #commit(Map)}, of data in its canonical JSON.
   *
   * @param canonical as {@link Commitment#canonical} gives it
   */
  public String commit(Bytes canonical) {
    Commitment commitment = auditLog.commitment(canonical);
    commitments.add(commitment);
    return commitment.hash();
  }

  /** Adds an act to the audit log's entries, which come in this order. */
  public void record(AuditAct act) {
    acts.add(act);
  }

  /**
   * Records a command and its changes, where the audit log tells of such.
   *
   * @param origin what brought it about, such as {@code resident-event e-17}
   * @param evidence what {@link #commit} gave for the data that it rests on; empty where there is
   *     none
   */
  public void record(Performed performed, String origin, String evidence) {
    acts.addAll(AuditTrail.of(performed, origin, evidence));
  }

  /**
   * Writes all of it, late in the transaction: the head of the audit log stays locked until its
   * end.
   *
   * @return what the status feed must tell at the end of the transaction
   */
  public List<StatusFeed.Change> write() {
    return write(() -> true).orElseThrow();
  }

  /**
   * As {@link #write()}, if a last condition holds.
   *
   * @param condition is asked behind all else that waits for nobody, so that what it locks is
   *     locked as briefly as the head of the log
   * @return empty where it does not hold: then nothing may be committed
   */
  public Optional<List<StatusFeed.Change>> write(BooleanSupplier condition) {
    List<DossierChange> postings = new ArrayList<>();
    changes.forEach((id, made) -> postings.add(new DossierChange(before.get(id), made, true)));
    List<StatusFeed.Change> told = DossierWriter.post(handle, postings, now);
    if (!acts.isEmpty()) {
      AuditTable.disclose(handle, commitments);
    }
    if (!condition.getAsBoolean()) {
      return Optional.empty();
    }
    if (!acts.isEmpty()) {
      auditLog.append(handle, now, actor, acts);
    }
    return Optional.of(told);
  }
}
