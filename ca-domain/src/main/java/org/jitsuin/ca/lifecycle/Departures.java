package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.Departure;
import org.jitsuin.ca.model.Resident;

/**
 * Departures with continued use that are to come: certificates are issued for them before their
 * day, and outlive it (Tomigusuku-shi, Katano-shi, Oguchi-cho, Chiyoda-ku, Nagayo-cho).
 */
final class Departures {
  private Departures() {}

  /** An event of a date to come. */
  static Decision planned(Resident resident, ResidentEvent event, Instant now) {
    List<Change> changes = new ArrayList<>(List.of(new Change.EventPlanned(event)));
    Set<Note> notes = EnumSet.of(Note.PLANNED);
    if (event.kind() == EventKind.DEPARTED_CONTINUING) {
      Departure departure = new Departure(event.id(), event.occurredOn(), now);
      changes.add(new Change.ResidentChanged(resident.with(Optional.of(departure))));
      notes.addAll(notes(resident));
    }
    return new Decision(changes, notes);
  }

  /** Removes the planned departure whose event was cancelled. */
  static Decision cancelled(Resident resident, String event) {
    List<Change> changes = new ArrayList<>(List.of(new Change.EventCancelled(event)));
    if (find(resident, event).isPresent()) {
      changes.add(new Change.ResidentChanged(resident.with(Optional.<Departure>empty())));
    }
    return Decision.of(changes);
  }

  /**
   * The day has come.
   *
   * @param decision what else the event brings about
   */
  static Decision over(Dossier before, ResidentEvent event, Decision decision) {
    List<Change> changes = new ArrayList<>(decision.changes());
    if (find(before.resident(), event.id()).isPresent()) {
      Resident resident = before.after(changes).resident();
      changes.add(new Change.ResidentChanged(resident.with(Optional.<Departure>empty())));
    }
    Set<Note> notes = EnumSet.noneOf(Note.class);
    notes.addAll(decision.notes());
    notes.addAll(notes(before.resident()));
    return new Decision(changes, notes);
  }

  /**
   * Returns the moment from which certificates were issued for the departure of an event; empty if
   * it is no departure.
   */
  static Optional<Instant> knownAt(Resident resident, ResidentEvent event) {
    return find(resident, event.id()).map(Departure::knownAt);
  }

  private static Optional<Departure> find(Resident resident, String event) {
    return resident.departure().filter(departure -> departure.event().equals(event));
  }

  /**
   * Continued use is for Japanese nationals; what the register reports is recorded all the same.
   */
  private static Set<Note> notes(Resident resident) {
    return resident.mayContinueAbroad() ? Set.of() : Set.of(Note.CONTINUATION_NOT_FOR_FOREIGNERS);
  }
}
