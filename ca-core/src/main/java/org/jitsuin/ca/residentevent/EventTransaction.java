package org.jitsuin.ca.residentevent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.EventTable;
import org.jitsuin.ca.store.KeptEvent;
import org.jitsuin.ca.store.PlannedChange;
import org.jitsuin.ca.store.PlannedChange.Kind;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StatusFeed;

/** The events of one transaction. */
final class EventTransaction {
  /**
   * The time for which an event about somebody unknown is kept; a card is applied for sooner or not
   * at all.
   */
  private static final Duration WAITING = Duration.ofDays(90);

  private final Handle handle;
  private final DossierTransaction dossiers;
  private final EventGate gate;
  private final Instant now;

  private final Map<String, KeptEvent> seen = new HashMap<>();
  private final List<EventTable.Fresh> fresh = new ArrayList<>();

  /** The residents of the events that have not taken effect. */
  private final Map<String, String> plan = new HashMap<>();

  private final List<PlannedChange> waiting = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private final Set<String> unknown = new HashSet<>();
  private final HeldEvents held;

  /** What is answered from now on to events that were held until now, by their ids. */
  private final Map<String, Bytes> released = new HashMap<>();

  EventTransaction(Handle handle, DossierTransaction dossiers, EventGate gate, Instant now) {
    this.handle = handle;
    this.dossiers = dossiers;
    this.gate = gate;
    this.held = new HeldEvents(gate);
    this.now = now;
  }

  /** Locks first, so that two deliveries of an event, or an event and an issue, come in turn. */
  void read(Collection<ResidentEvent> events) {
    List<String> residents = events.stream().map(ResidentEvent::registerId).distinct().toList();
    dossiers.lock(residents);
    held.read(handle, residents);
    readEvents(events);
  }

  /** Reads what is known of events, about residents who are locked. */
  void readEvents(Collection<ResidentEvent> events) {
    Set<String> ids = new HashSet<>();
    Set<String> toCancel = new HashSet<>();
    for (ResidentEvent event : events) {
      ids.add(event.id());
      event.cancels().ifPresent(toCancel::add);
    }
    ids.addAll(toCancel);
    seen.putAll(EventTable.find(handle, ids));
    for (Kind kind : List.of(Kind.EVENT, Kind.WAITING)) {
      PlannedTable.lock(handle, kind, toCancel)
          .forEach(planned -> plan.put(planned.id(), planned.registerId()));
    }
  }

  Outcome<Answered<Effects>> take(ResidentEvent event) {
    // Equal for equal events whatever the order of members in the request.
    Bytes canonical = Commitment.canonical(event.disclosed());
    Fingerprint content = canonical.fingerprint();
    KeptEvent earlier = seen.get(event.id());
    if (earlier != null) {
      return earlier.content().equals(content)
          ? again(event, earlier)
          : Outcome.refused(RefusalCode.EVENT_CONTENT_DIFFERS);
    }
    Outcome<Effects> outcome =
        held.before(event.registerId())
            .map(before -> Outcome.done(holdBehind(before, event, canonical)))
            .orElseGet(() -> enterOrCancel(event, canonical));
    return outcome.map(effects -> {
      Bytes answer = Json.write(EventView.of(effects));
      KeptEvent row = new KeptEvent(event.registerId(), content, answer);
      seen.put(event.id(), row);
      fresh.add(new EventTable.Fresh(event.id(), event.kind().id(), row));
      return new Answered<>(effects, answer);
    });
  }

  private <T> Outcome<T> again(ResidentEvent event, KeptEvent earlier) {
    return held.refusal(event.id())
        .<Outcome<T>>map(Outcome.Refused::new)
        .orElseGet(() -> new Outcome.Repeated<>(earlier.result()));
  }

  /**
   * Applies an event that was held until now.
   *
   * @return what is answered from now on when it comes again
   */
  Outcome<Bytes> release(ResidentEvent event) {
    return enterOrCancel(event, Commitment.canonical(event.disclosed()))
        .map(effects -> {
          Bytes answer = Json.write(EventView.of(effects));
          released.put(event.id(), answer);
          return answer;
        });
  }

  private Outcome<Effects> enterOrCancel(ResidentEvent event, Bytes canonical) {
    return event.kind() == EventKind.EVENT_CANCELLED
        ? notYetInEffect(event).then(_ -> enter(event, canonical))
        : enter(event, canonical);
  }

  /** Returns the event to be cancelled, if it is one of this resident that is still to come. */
  private Outcome<ResidentEvent> notYetInEffect(ResidentEvent event) {
    String target = event.cancels().orElseThrow();
    if (event.registerId().equals(plan.get(target))) {
      return Outcome.done(event);
    }
    boolean came =
        Optional.ofNullable(seen.get(target))
            .filter(row -> row.registerId().equals(event.registerId()))
            .isPresent();
    return Outcome.refused(
        came ? RefusalCode.EVENT_TOOK_EFFECT : RefusalCode.EVENT_UNKNOWN, target);
  }

  private Outcome<Effects> enter(ResidentEvent event, Bytes canonical) {
    if (dossiers.dossier(event.registerId()).isEmpty()) {
      return Outcome.done(wait(event, canonical));
    }
    return dossiers
        .weigh(event.registerId(), new Command.TakeIn(event))
        .map(decision -> {
          Optional<EventClass> ends = EventClass.counted(event, decision);
          return ends.flatMap(gate::pass)
              .map(hold -> hold(hold, ends, event, canonical))
              .orElseGet(() -> apply(event, canonical, decision));
        });
  }

  private Effects apply(ResidentEvent event, Bytes canonical, Decision decision) {
    Performed performed =
        dossiers.carryOut(event.registerId(), new Command.TakeIn(event), decision);
    Effects effects = Effects.of(event, performed);
    if (effects.notes().contains(Decision.Note.PLANNED)) {
      plan.put(event.id(), event.registerId());
    }
    event.cancels().ifPresent(plan::remove);
    record(effects, canonical);
    dossiers.record(performed, origin(event.id()), "");
    return effects;
  }

  /**
   * Holds an event because an earlier one about the resident is held. It is counted as if it were
   * applied now: who has tripped one breaker must not pass another behind it.
   */
  private Effects holdBehind(String before, ResidentEvent event, Bytes canonical) {
    Optional<EventClass> ends =
        dossiers.weigh(event.registerId(), new Command.TakeIn(event))
                instanceof Outcome.Done<Decision>(Decision decision)
            ? EventClass.counted(event, decision)
            : Optional.empty();
    return ends.flatMap(gate::pass)
        .map(own -> hold(own, ends, event, canonical))
        .orElseGet(() -> hold(before, Optional.empty(), event, canonical));
  }

  private Effects hold(
      String hold, Optional<EventClass> ended, ResidentEvent event, Bytes canonical) {
    String municipality =
        dossiers.dossier(event.registerId()).orElseThrow().resident().holder().municipality();
    held.hold(hold, ended, event, canonical, municipality);
    return Effects.held(event, hold);
  }

  /** Returns the origin that the audit log names for the effects of an event. */
  static String origin(String eventId) {
    return "resident-event " + eventId;
  }

  /**
   * Keeps an event about somebody of whom nothing is known: whoever registers them must know it.
   */
  private Effects wait(ResidentEvent event, Bytes canonical) {
    Effects effects = Effects.none(event);
    unknown.add(event.registerId());
    if (event.cancels().isPresent()) {
      String target = event.cancels().get();
      waiting.removeIf(planned -> planned.id().equals(target));
      cancelled.add(target);
      plan.remove(target);
    } else {
      plan.put(event.id(), event.registerId());
      waiting.add(
          new PlannedChange(
              Kind.WAITING,
              event.id(),
              event.registerId(),
              now.plus(WAITING),
              Optional.of(canonical)));
    }
    record(effects, canonical);
    return effects;
  }

  private void record(Effects effects, Bytes canonical) {
    ResidentEvent event = effects.event();
    dossiers.record(
        new OfficeAct.ResidentEventRecorded(
            event.id(), event.kind().id(), dossiers.commit(canonical), effects.revoked().size()));
  }

  /**
   * Writes all of it.
   *
   * @return what the status feed must tell at the end of the transaction; empty where somebody who
   *     was unknown became known meanwhile, or a breaker stands otherwise than was known: then
   *     nothing of it may stay
   */
  Optional<List<StatusFeed.Change>> write() {
    PlannedTable.remove(handle, Kind.WAITING, cancelled);
    PlannedTable.put(handle, waiting);
    // Whoever registers a card inserts the resident first and then looks what waits. So either this
    // finds the resident, waiting for that transaction if need be, or that one finds what waits.
    if (!unknown.isEmpty() && !ResidentTable.lockVersions(handle, unknown).isEmpty()) {
      return Optional.empty();
    }
    EventTable.insert(handle, fresh, now);
    EventTable.settle(handle, released, now);
    held.write(handle, now);
    gate.acts().forEach(dossiers::record);
    return dossiers.write(() -> gate.close(handle, now));
  }
}
