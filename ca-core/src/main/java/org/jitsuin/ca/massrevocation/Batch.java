package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.DossierWriter;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.RevocationJobTable.Order;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.ca.store.StatusFeed;

/** The certificates of a job that are dealt with in one transaction. */
final class Batch {
  private final Handle handle;
  private final LifeCycle lifeCycle;
  private final Order order;
  private final Instant now;
  private final List<AuditAct> acts = new ArrayList<>();
  private List<StatusFeed.Change> told = List.of();
  private int revoked;

  Batch(Handle handle, LifeCycle lifeCycle, Order order, Instant now) {
    this.handle = handle;
    this.lifeCycle = lifeCycle;
    this.order = order;
    this.now = now;
  }

  /** Locks the holders, decides, writes. */
  void revoke(List<Target> targets) {
    boolean worse = order.cause().isCompromise();
    List<Target> open = targets.stream().filter(target -> worse || !target.revoked()).toList();
    Map<String, Dossiers.Filed> filed =
        Dossiers.lock(handle, open.stream().map(Target::registerId).distinct().toList());
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    for (Target target : open) {
      Dossier before = filed.get(target.registerId()).dossier();
      List<Change> sofar = changes.computeIfAbsent(target.registerId(), _ -> new ArrayList<>());
      sofar.addAll(decide(before.after(sofar), target));
    }
    List<DossierWriter.DossierChange> postings = new ArrayList<>();
    changes.forEach((id, made) ->
        postings.add(new DossierWriter.DossierChange(filed.get(id).dossier(), made, true)));
    told = DossierWriter.post(handle, postings, now);
  }

  /**
   * Decides the changes that end one certificate; none where it was revoked or expired meanwhile.
   */
  private List<Change> decide(Dossier dossier, Target target) {
    Command.Revoke command =
        new Command.Revoke(
            target.authority(), target.serial(), order.cause(), order.invalidSince());
    String origin = "revocation-job " + order.id();
    return switch (lifeCycle.decide(dossier, command, now)) {
      case Outcome.Done<Decision>(Decision decision) -> {
        Performed performed =
            new Performed(command, dossier, dossier.after(decision.changes()), decision);
        acts.addAll(AuditTrail.of(performed, origin, ""));
        revoked += performed.revoked().size();
        yield decision.changes();
      }
      case Outcome.Refused<Decision>(Refusal refusal) -> {
        if (refusal.code().isReportRecorded()) {
          CardCertificate certificate =
              dossier.certificate(command.kind(), command.serial()).orElseThrow();
          acts.add(AuditTrail.reported(certificate, command, origin, ""));
        }
        yield List.of();
      }
      case Outcome.Repeated<Decision> _ ->
          throw new IllegalStateException("the life cycle repeats nothing");
    };
  }

  /** Returns how many certificates were revoked now, without those revoked before. */
  int revoked() {
    return revoked;
  }

  /** Returns the acts for the audit log. */
  List<AuditAct> acts() {
    return List.copyOf(acts);
  }

  /** Returns the changes that the status feed must tell at the end of the transaction. */
  List<StatusFeed.Change> told() {
    return told;
  }
}
