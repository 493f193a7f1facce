package org.jitsuin.ca.command;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.DossierWriter;
import org.jitsuin.ca.store.DossierWriter.DossierChange;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.StatusFeed;

/**
 * Commands about many residents in one transaction: their dossiers are locked first, in the order
 * of their ids, each command is decided on what the ones before it left, and all is written at the
 * end.
 */
public final class DossierTransaction {
  private final Handle handle;
  private final LifeCycle lifeCycle;
  private final Actor actor;
  private final Instant now;
  private final SecureRandom random;
  private final Map<String, Dossier> before = new HashMap<>();
  private final Map<String, Dossier> current = new HashMap<>();
  private final Map<String, List<Change>> changes = new LinkedHashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();

  public DossierTransaction(
      Handle handle, LifeCycle lifeCycle, Actor actor, Instant now, SecureRandom random) {
    this.handle = handle;
    this.lifeCycle = lifeCycle;
    this.actor = actor;
    this.now = now;
    this.random = random;
  }

  /** Locks the residents; called once, before anything is decided. */
  public void lock(Collection<String> registerIds) {
    Dossiers.lock(handle, registerIds).forEach((id, filed) -> before.put(id, filed.dossier()));
    current.putAll(before);
  }

  /** Returns whether anything is kept of the resident. */
  public boolean knows(String registerId) {
    return current.containsKey(registerId);
  }

  /** Decides about a resident who is known. */
  public Outcome<Performed> decide(String registerId, Command command) {
    Dossier dossier = Optional.ofNullable(current.get(registerId)).orElseThrow();
    return lifeCycle
        .decide(dossier, command, now)
        .then(decision -> {
          Dossier after = dossier.after(decision.changes());
          current.put(registerId, after);
          changes.computeIfAbsent(registerId, _ -> new ArrayList<>()).addAll(decision.changes());
          return Outcome.done(new Performed(command, dossier, after, decision));
        });
  }

  /** Puts into the audit log, in this order. */
  public void record(AuditAct act) {
    entries.add(AuditEntry.of(now, actor, act, random));
  }

  /**
   * Writes all of it.
   *
   * @return what the status feed must tell at the end of the transaction
   */
  public List<StatusFeed.Change> write() {
    List<DossierChange> postings = new ArrayList<>();
    changes.forEach((id, made) -> postings.add(new DossierChange(before.get(id), made, true)));
    List<StatusFeed.Change> told = DossierWriter.post(handle, postings, now);
    AuditTable.append(handle, entries);
    return told;
  }
}
