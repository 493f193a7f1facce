package org.jitsuin.ca.residentevent;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * Takes in what the resident register reports and ends the certificates that it ends, at once (直ちに,
 * article 12) and once only for each event id: many events in one transaction, each with a result
 * of its own.
 */
public final class ApplyEvents {
  /**
   * A resident may become known while events about them are taken in, and others may pass the same
   * breaker, but not again and again.
   */
  private static final int TRIES = 8;

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final EventCheck check;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final EventBrakes brakes;

  public ApplyEvents(
      Transactions transactions,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      AuditLog auditLog,
      EventBrakes brakes) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.check = new EventCheck(municipalities);
    this.clock = clock;
    this.auditLog = auditLog;
    this.brakes = brakes;
  }

  /**
   * The effects of a resident event.
   *
   * @param revoked the certificates that it ended, as they are now
   * @param ended the cards that lapsed with it, as they are now
   * @param hold the hold in which it waits; empty where it was applied
   */
  public record Effects(
      ResidentEvent event,
      List<CardCertificate> revoked,
      List<Card> ended,
      Set<Decision.Note> notes,
      Optional<String> hold) {
    public Effects {
      revoked = List.copyOf(revoked);
      ended = List.copyOf(ended);
      notes = Set.copyOf(notes);
    }

    static Effects none(ResidentEvent event) {
      return new Effects(event, List.of(), List.of(), Set.of(), Optional.empty());
    }

    static Effects held(ResidentEvent event, String hold) {
      return new Effects(event, List.of(), List.of(), Set.of(), Optional.of(hold));
    }

    static Effects of(ResidentEvent event, Performed performed) {
      List<Card> ended = new ArrayList<>();
      for (Change change : performed.decision().changes()) {
        if (change instanceof Change.CardChanged(Card card, Change.CardChanged.What what)
            && what == Change.CardChanged.What.ENDED) {
          ended.add(card);
        }
      }
      return new Effects(event, performed.revoked(), ended, performed.notes(), Optional.empty());
    }

    /** The day on which it takes effect, where that is to come. */
    public Optional<LocalDate> plannedFor() {
      return notes.contains(Decision.Note.PLANNED)
          ? Optional.of(event.occurredOn())
          : Optional.empty();
    }
  }

  /** Additional writes in the transaction that processes events. */
  interface Alongside {
    /** No additional writes. */
    Alongside NOTHING = (_, _) -> {};

    /**
     * Writes it; throws where nothing at all may be written.
     *
     * @param outcomes of the events, in their order
     */
    void write(Handle handle, List<Outcome<Answered<Effects>>> outcomes);
  }

  /** As {@link #takeIn(StaffMember, List)} with one event. */
  public Outcome<Answered<Effects>> takeIn(StaffMember caller, ResidentEvent event) {
    return takeIn(caller, List.of(event)).getFirst();
  }

  /**
   * Takes in events in their order. That of a resident without a card is recorded too: they may get
   * one.
   *
   * @param events a few hundred at the most: the database locks longer lists in no particular order
   * @return a result for each, in their order; what is refused leaves nothing
   */
  public List<Outcome<Answered<Effects>>> takeIn(StaffMember caller, List<ResidentEvent> events) {
    return takeIn(new Sender(caller.actor(), caller.person()), events, Alongside.NOTHING);
  }

  /**
   * Who reports events.
   *
   * @param source whose breakers they pass
   */
  record Sender(Actor actor, String source) {
    /** Returns the name in the credential, or of the part of the system. */
    String name() {
      return switch (actor) {
        case Actor.Staff staff -> staff.name();
        case Actor.Component system -> system.component();
      };
    }
  }

  List<Outcome<Answered<Effects>>> takeIn(
      Sender sender, List<ResidentEvent> events, Alongside alongside) {
    for (int tries = 0; tries < TRIES; tries++) {
      EventBrakes.Snapshot breakers = brakes.of(sender.source());
      Optional<Taken> taken =
          transactions.acknowledged(handle -> attempt(handle, sender, breakers, events, alongside));
      if (taken.isPresent()) {
        brakes.settled(taken.get().gate());
        return taken.get().outcomes();
      }
      brakes.forget(sender.source());
    }
    throw new Fault(
        FaultCode.DATABASE_UNAVAILABLE,
        "residents were registered, or others' events counted, while events were processed");
  }

  /** What became of events, and the gate that they passed. */
  private record Taken(List<Outcome<Answered<Effects>>> outcomes, EventGate gate) {}

  /** Processes events; empty where it must be tried again. */
  private Optional<Taken> attempt(
      Handle handle,
      Sender sender,
      EventBrakes.Snapshot breakers,
      List<ResidentEvent> events,
      Alongside alongside) {
    Instant now = clock.instant();
    LocalDate today = JapanTime.date(now);
    List<Optional<Refusal>> refusals =
        events.stream().map(event -> check.refusal(event, today)).toList();
    DossierTransaction dossiers =
        new DossierTransaction(handle, lifeCycle, auditLog, sender.actor(), now);
    EventGate gate = new EventGate(sender, breakers.breakers());
    EventTransaction intake = new EventTransaction(handle, dossiers, gate, now);
    intake.read(events);
    List<Outcome<Answered<Effects>>> outcomes = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Optional<Refusal> refusal = refusals.get(i);
      outcomes.add(
          refusal.isPresent() ? new Outcome.Refused<>(refusal.get()) : intake.take(events.get(i)));
    }
    // Nothing is held for what only this server remembers.
    boolean outdated = !gate.opened().isEmpty() && !breakers.fresh();
    Optional<List<StatusFeed.Change>> told = outdated ? Optional.empty() : intake.write();
    if (told.isEmpty()) {
      handle.rollback();
      return Optional.empty();
    }
    alongside.write(handle, outcomes);
    StatusFeed.append(handle, told.get(), now);
    return Optional.of(new Taken(outcomes, gate));
  }
}
