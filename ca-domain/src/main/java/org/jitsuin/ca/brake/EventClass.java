package org.jitsuin.ca.brake;

import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Change.CardChanged.What;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;

/** A class of resident events that end something, which are counted together. */
public enum EventClass {
  /** Deaths, departures and other removals from the register. */
  REMOVALS("removals"),
  /** Moves, entries and departures with continued use. */
  MOVES("moves"),
  /** Changes and corrections of what else the register says of a resident. */
  CORRECTIONS("corrections"),
  /** The loss or return of a card. */
  LOSSES("losses");

  private final String id;

  EventClass(String id) {
    this.id = id;
  }

  /** The name in the API, in audit entries and in the database. */
  public String id() {
    return id;
  }

  public static Optional<EventClass> byId(String id) {
    return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
  }

  /** The class of a kind of event; empty for one that takes back another or tells what is so. */
  public static Optional<EventClass> of(EventKind kind) {
    return switch (kind) {
      case DIED, RESIDENCY_LOST, DEPARTED -> Optional.of(REMOVALS);
      case ADDRESS_CHANGED, ENTERED, DEPARTED_CONTINUING -> Optional.of(MOVES);
      case NAME_CHANGED,
          ALIAS_CHANGED,
          FORMER_SURNAME_CHANGED,
          SEX_CHANGED,
          BIRTH_DATE_CHANGED,
          STAY_CHANGED,
          RECORD_ERROR,
          NUMBER_CHANGED,
          READING_CHANGED ->
          Optional.of(CORRECTIONS);
      case CARD_LOST, CARD_RETURNED -> Optional.of(LOSSES);
      case EVENT_CANCELLED, CONFIRMED -> Optional.empty();
    };
  }

  /**
   * The class in which an event about somebody who is known counts.
   *
   * @return empty where it ends nothing, now or on its own day; a removal counts even if nothing is
   *     left to be ended, since no card is given to who was removed
   */
  public static Optional<EventClass> counted(ResidentEvent event, Decision decision) {
    return of(event.kind())
        .filter(of ->
            decision.changes().stream()
                    .anyMatch(change -> ends(change) || (of == REMOVALS && removes(change)))
                && !event.minor());
  }

  private static boolean removes(Change change) {
    return change instanceof Change.ResidentChanged;
  }

  private static boolean ends(Change change) {
    return switch (change) {
      case Change.CertificateRevoked _,
          Change.RevocationAmended _,
          Change.CardEndPlanned _,
          Change.EventPlanned _ ->
          true;
      case Change.CardChanged(_, What what) -> what == What.ENDED || what == What.SHORTENED;
      case Change.ResidentChanged _,
          Change.CardAdded _,
          Change.CertificateGranted _,
          Change.CertificateIssued _,
          Change.CertificateHeld _,
          Change.CertificateRestored _,
          Change.EventCancelled _ ->
          false;
    };
  }
}
