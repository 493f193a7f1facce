package org.jitsuin.ca.massrevocation;

import java.util.List;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.ca.store.RevocationTargets.Target;

/** The certificates of a job that are dealt with in one transaction. */
final class Batch {
  private final DossierTransaction dossiers;
  private final Order order;
  private final String origin;
  private int revoked;

  Batch(DossierTransaction dossiers, Order order) {
    this.dossiers = dossiers;
    this.order = order;
    this.origin = "revocation-job " + order.id();
  }

  /** Locks the holders and decides; what is decided is yet to be written. */
  void revoke(List<Target> targets) {
    boolean worse = order.cause().isCompromise();
    List<Target> open = targets.stream().filter(target -> worse || !target.revoked()).toList();
    dossiers.lock(open.stream().map(Target::registerId).distinct().toList());
    open.forEach(this::revoke);
  }

  /** Ends one certificate; does nothing where it was revoked or ran out meanwhile. */
  private void revoke(Target target) {
    Command.Revoke command =
        new Command.Revoke(
            target.authority(), target.serial(), order.cause(), order.invalidSince());
    switch (dossiers.decide(target.registerId(), command)) {
      case Outcome.Done<Performed>(Performed performed) -> {
        dossiers.record(performed, origin, "");
        revoked += performed.revoked().size();
      }
      case Outcome.Refused<Performed>(Refusal refusal) -> {
        if (refusal.code().isReportRecorded()) {
          dossiers.record(AuditTrail.reported(certificate(target), command, origin, ""));
        }
      }
      case Outcome.Repeated<Performed> _ ->
          throw new IllegalStateException("the life cycle repeats nothing");
    }
  }

  private CardCertificate certificate(Target target) {
    return dossiers
        .dossier(target.registerId())
        .flatMap(dossier -> dossier.certificate(target.authority(), target.serial()))
        .orElseThrow();
  }

  /** Returns how many certificates were revoked now, without those revoked before. */
  int revoked() {
    return revoked;
  }
}
