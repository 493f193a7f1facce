package org.jitsuin.ca.registry;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.Commitment;
import org.jitsuin.base.audit.OfficeAct;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.act.AuditTrail;
import org.jitsuin.ca.act.Performed;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.EventTable;
import org.jitsuin.ca.store.Ledger;
import org.jitsuin.ca.store.Ledger.Posting;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.PlannedTable.Planned;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * Takes in what the resident register reports and ends the certificates that it ends, at once (直ちに,
 * article 12) and once only for each event id: many events in one transaction, each with a result
 * of its own.
 */
public final class TakeInEvents {
  private static final Set<EventKind> MAY_BE_MINOR =
      Set.of(
          EventKind.NAME_CHANGED,
          EventKind.ADDRESS_CHANGED,
          EventKind.SEX_CHANGED,
          EventKind.BIRTH_DATE_CHANGED);

  /**
   * How long an event about somebody unknown is kept; a card is applied for sooner or not at all.
   */
  private static final Duration WAITING = Duration.ofDays(90);

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final SecureRandom random;

  public TakeInEvents(
      Transactions transactions,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.municipalities = municipalities;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What an event brought about.
   *
   * @param revoked the certificates that it ended, as they are now
   */
  public record Effects(
      ResidentEvent event, List<CardCertificate> revoked, Set<Decision.Note> notes) {
    public Effects {
      revoked = List.copyOf(revoked);
      notes = Set.copyOf(notes);
    }
  }

  /** As {@link #takeIn(StaffMember, List, Function)} with one event. */
  public Outcome<Effects> takeIn(
      StaffMember caller, ResidentEvent event, Function<Effects, Der> encode) {
    return takeIn(caller, List.of(event), encode).getFirst();
  }

  /**
   * Takes in events in their order. That of a resident without a card is recorded too: they may get
   * one.
   *
   * @param events a few hundred at the most
   * @param encode the answer as it is kept for the same event sent again
   * @return a result for each, in their order; what is refused leaves nothing
   */
  public List<Outcome<Effects>> takeIn(
      StaffMember caller, List<ResidentEvent> events, Function<Effects, Der> encode) {
    return transactions.run(handle -> {
      Intake intake = new Intake(handle, caller.actor(), encode, clock.instant());
      intake.read(events);
      List<Outcome<Effects>> results = events.stream().map(intake::take).toList();
      intake.write();
      return results;
    });
  }

  private Optional<Outcome<Effects>> refusal(ResidentEvent event, LocalDate today) {
    if (!event.isComplete()) {
      return Optional.of(Outcome.refused(RefusalCode.EVENT_WITHOUT_CHANGE, event.kind().id()));
    }
    if (event.minor() && !MAY_BE_MINOR.contains(event.kind())) {
      return Optional.of(
          Outcome.refused(
              RefusalCode.REQUEST_INVALID, "a " + event.kind().id() + " is never minor"));
    }
    Optional<String> unknown =
        event.data().municipality().filter(code -> municipalities.byCode(code).isEmpty());
    if (unknown.isPresent()) {
      return Optional.of(Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, unknown.get()));
    }
    return event
        .data()
        .birthDate()
        .filter(date -> date.isBefore(Holder.EARLIEST_BIRTH) || date.isAfter(today))
        .map(_ ->
            Outcome.refused(
                RefusalCode.REQUEST_INVALID,
                "birthDate is from " + Holder.EARLIEST_BIRTH + " to today"));
  }

  /** One transaction's events. */
  private final class Intake {
    private final Handle handle;
    private final Actor actor;
    private final Function<Effects, Der> encode;
    private final Instant now;
    private final Map<String, EventTable.Row> seen = new HashMap<>();
    private final Map<String, Dossier> before = new HashMap<>();
    private final Map<String, List<Change>> changes = new LinkedHashMap<>();
    private final List<EventTable.Fresh> fresh = new ArrayList<>();
    private final List<Planned> waiting = new ArrayList<>();
    private final List<Commitment> commitments = new ArrayList<>();
    private final List<AuditEntry> entries = new ArrayList<>();

    Intake(Handle handle, Actor actor, Function<Effects, Der> encode, Instant now) {
      this.handle = handle;
      this.actor = actor;
      this.encode = encode;
      this.now = now;
    }

    /** Locks first, so that two deliveries of an event, or an event and an issue, come in turn. */
    void read(List<ResidentEvent> events) {
      List<String> residents = events.stream().map(ResidentEvent::registerId).distinct().toList();
      Dossiers.lock(handle, residents).forEach((id, filed) -> before.put(id, filed.dossier()));
      seen.putAll(EventTable.find(handle, events.stream().map(ResidentEvent::id).toList()));
    }

    Outcome<Effects> take(ResidentEvent event) {
      Optional<Outcome<Effects>> refused = refusal(event, JapanTime.date(now));
      if (refused.isPresent()) {
        return refused.get();
      }
      // Equal for equal events whatever the order of members in the request.
      Fingerprint content = Fingerprint.of(Commitment.canonical(event.disclosed()).bytes());
      EventTable.Row earlier = seen.get(event.id());
      if (earlier != null) {
        return earlier.content().equals(content)
            ? new Outcome.Repeated<>(earlier.result())
            : Outcome.refused(RefusalCode.EVENT_CONTENT_DIFFERS);
      }
      return Optional.ofNullable(before.get(event.registerId()))
          .map(dossier -> decide(dossier, event))
          .orElseGet(() -> Outcome.done(wait(event)))
          .then(effects -> {
            EventTable.Row row = new EventTable.Row(content, encode.apply(effects));
            seen.put(event.id(), row);
            fresh.add(new EventTable.Fresh(event.id(), event.registerId(), event.kind().id(), row));
            return Outcome.done(effects);
          });
    }

    private Outcome<Effects> decide(Dossier read, ResidentEvent event) {
      List<Change> sofar = changes.computeIfAbsent(event.registerId(), _ -> new ArrayList<>());
      Dossier dossier = read.after(sofar);
      Command command = new Command.TakeIn(event);
      return lifeCycle
          .decide(dossier, command, now)
          .then(decision -> {
            sofar.addAll(decision.changes());
            Performed performed =
                new Performed(command, dossier, dossier.after(decision.changes()), decision);
            Effects effects = new Effects(event, performed.revoked(), decision.notes());
            record(effects, AuditTrail.of(performed, "resident-event " + event.id(), ""));
            return Outcome.done(effects);
          });
    }

    private Effects wait(ResidentEvent event) {
      Effects effects = new Effects(event, List.of(), Set.of());
      waiting.add(
          new Planned(
              PlannedTable.Kind.WAITING,
              event.id(),
              event.registerId(),
              now.plus(WAITING),
              Optional.of(Commitment.canonical(event.disclosed()))));
      record(effects, List.of());
      return effects;
    }

    private void record(Effects effects, List<AuditAct> acts) {
      ResidentEvent event = effects.event();
      Commitment commitment = Commitment.to(event.disclosed(), random);
      commitments.add(commitment);
      AuditAct recorded =
          new OfficeAct.ResidentEventRecorded(
              event.id(), event.kind().id(), commitment.hash(), effects.revoked().size());
      entries.add(AuditEntry.of(now, actor, recorded, random));
      acts.forEach(act -> entries.add(AuditEntry.of(now, actor, act, random)));
    }

    void write() {
      List<Posting> postings = new ArrayList<>();
      changes.forEach((id, made) -> postings.add(new Posting(before.get(id), made, true)));
      List<StatusFeed.Change> told = Ledger.post(handle, postings, now);
      PlannedTable.put(handle, waiting);
      EventTable.insert(handle, fresh, now);
      AuditTable.disclose(handle, commitments);
      AuditTable.append(handle, entries);
      StatusFeed.append(handle, told, now);
    }
  }
}
