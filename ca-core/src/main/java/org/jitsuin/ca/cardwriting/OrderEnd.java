package org.jitsuin.ca.cardwriting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.cardorder.IssuedOver;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardOrderTable;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.StatusFeed;

/**
 * The end of an order whose certificates are on no card: they are revoked as what was destroyed
 * before it was handed over.
 */
public final class OrderEnd {
  private final LifeCycle lifeCycle;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public OrderEnd(LifeCycle lifeCycle, InstantSource clock, AuditLog auditLog) {
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * What became of it.
   *
   * @param told what the status feed must tell at the end of the transaction
   * @param version the holder's from then on
   */
  record Ended(CardOrder order, List<StatusFeed.Change> told, int version) {
    Ended {
      told = List.copyOf(told);
    }
  }

  /**
   * Ends an order.
   *
   * @param filed the holder's dossier, locked
   * @param order open, and locked
   * @param origin what brought it about, in audit entries
   */
  Ended run(
      Handle handle, Actor actor, FiledDossier filed, CardOrder order, State how, String origin) {
    Instant now = clock.instant();
    CardOrder ended = order.ended(how, now, Optional.empty());
    CardOrderTable.update(handle, ended);
    DossierTransaction dossiers = new DossierTransaction(handle, lifeCycle, auditLog, actor, now);
    dossiers.add(filed.dossier());
    dossiers.record(new CardAct.CardWriteEnded(order.cardId(), order.id(), order.chip(), how.id()));
    boolean changed = false;
    for (IssuedOver issued : CardOrderTable.issued(handle, order.id())) {
      changed |= revoke(dossiers, filed, issued, origin);
    }
    return new Ended(ended, dossiers.write(), filed.version() + (changed ? 1 : 0));
  }

  /** Ends the order of a card whose holder was erased, and what was issued with them. */
  void runAlone(Handle handle, Actor actor, CardOrder order, State how) {
    CardOrderTable.update(handle, order.ended(how, clock.instant(), Optional.empty()));
    auditLog.append(
        handle,
        actor,
        new CardAct.CardWriteEnded(order.cardId(), order.id(), order.chip(), how.id()));
  }

  /** What was revoked before, or ran out, stays as it is. */
  private static boolean revoke(
      DossierTransaction dossiers, FiledDossier filed, IssuedOver issued, String origin) {
    Command revoke =
        new Command.Revoke(
            issued.authority(),
            issued.serial(),
            RevocationCause.DESTROYED_BEFORE_DELIVERY,
            Optional.empty());
    if (dossiers.decide(filed.dossier().resident().holder().registerId(), revoke)
        instanceof Outcome.Done<Performed>(Performed performed)) {
      dossiers.record(performed, origin, "");
      return !performed.decision().changes().isEmpty();
    }
    return false;
  }
}
