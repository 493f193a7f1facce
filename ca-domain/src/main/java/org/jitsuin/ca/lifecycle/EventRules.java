package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Change.CardChanged.What;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Stay;

/**
 * Rules of what a resident event ends (articles 12 and 13; leaflet, certificate §3; domain, section
 * 3.4).
 *
 * <p>An event takes effect on its own date, or at once where that is past. Events may come out of
 * order: each item of the record keeps the value of the event with the newest date, and an older
 * event still ends what was issued before the newer one was known.
 */
final class EventRules {
  Decision takeIn(Dossier dossier, ResidentEvent event, Instant now) {
    boolean cancels = event.kind() == EventKind.EVENT_CANCELLED;
    if (!cancels && event.occurredOn().isAfter(JapanTime.date(now))) {
      return Departures.planned(dossier.resident(), event, now);
    }
    return event.kind() == EventKind.CONFIRMED
        ? Confirmations.told(dossier.resident(), event, newest(dossier.resident(), event))
        : Confirmations.besides(dossier, event, decided(dossier, event, now));
  }

  private Decision decided(Dossier dossier, ResidentEvent event, Instant now) {
    return switch (event.kind()) {
      case NAME_CHANGED,
          ALIAS_CHANGED,
          FORMER_SURNAME_CHANGED,
          ADDRESS_CHANGED,
          SEX_CHANGED,
          BIRTH_DATE_CHANGED,
          STAY_CHANGED,
          READING_CHANGED ->
          corrected(dossier, event, now);
      case ENTERED -> recordedIn(dossier, event, Residency.State.RESIDENT, now);
      case DEPARTED_CONTINUING -> departed(dossier, event, now);
      case DIED -> removed(dossier, event, Residency.State.DEAD, CardEnd.Cause.DIED, now);
      case RESIDENCY_LOST ->
          removed(dossier, event, Residency.State.REMOVED, CardEnd.Cause.RESIDENCY_LOST, now);
      case DEPARTED ->
          removed(dossier, event, Residency.State.REMOVED, CardEnd.Cause.DEPARTED, now);
      case RECORD_ERROR -> recordError(dossier, event, now);
      case CARD_LOST -> cardEnded(dossier, event, CardEnd.Cause.LOST, now);
      case CARD_RETURNED -> cardEnded(dossier, event, CardEnd.Cause.RETURNED, now);
      case NUMBER_CHANGED -> cardEnded(dossier, event, CardEnd.Cause.NUMBER_CHANGED, now);
      case EVENT_CANCELLED ->
          Departures.cancelled(dossier.resident(), event.cancels().orElseThrow());
      case CONFIRMED -> throw new IllegalArgumentException("ends nothing");
    };
  }

  private Decision departed(Dossier dossier, ResidentEvent event, Instant now) {
    Decision decision = recordedIn(dossier, event, Residency.State.ABROAD, now);
    return Departures.over(dossier, event, decision);
  }

  /**
   * Corrections of the record: the signature certificate describes somebody else from then on, but
   * for one that was issued when that was known.
   */
  private Decision corrected(Dossier dossier, ResidentEvent event, Instant now) {
    Resident before = dossier.resident();
    Set<Item> newest = newest(before, event);
    List<Change> changes = new ArrayList<>(recorded(dossier, event, newest, now));
    List<CardCertificate> outdated = OutdatedCertificates.outdated(dossier, event, newest, now);
    changes.addAll(Terminations.revoke(outdated, cause(event), now));
    return new Decision(changes, notes(event, newest));
  }

  private static RevocationCause cause(ResidentEvent event) {
    return event.kind() == EventKind.DEPARTED_CONTINUING
        ? RevocationCause.DEPARTURE
        : RevocationCause.RESIDENT_DATA_CHANGED;
  }

  private static Set<Note> notes(ResidentEvent event, Set<Item> newest) {
    return newest.containsAll(event.items()) ? Set.of() : Set.of(Note.OUT_OF_ORDER);
  }

  /** The items of which the event is the newest that is known. */
  private static Set<Item> newest(Resident resident, ResidentEvent event) {
    Set<Item> newest = EnumSet.noneOf(Item.class);
    for (Item item : event.items()) {
      LocalDate known = resident.asOf().get(item);
      if (known == null || !event.occurredOn().isBefore(known)) {
        newest.add(item);
      }
    }
    return newest;
  }

  /** The record with those items; a period of stay that ends earlier shortens the card. */
  private static List<Change> recorded(
      Dossier dossier, ResidentEvent event, Set<Item> newest, Instant now) {
    if (newest.isEmpty()) {
      return List.of();
    }
    Resident before = dossier.resident();
    Holder holder = event.applyTo(before.holder(), newest);
    Optional<Stay> stay = newest.contains(Item.STAY) ? event.data().stay() : before.stay();
    Instant changedAt = holder.equals(before.holder()) ? before.changedAt() : now;
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change.ResidentChanged(
            before
                .with(holder, stay, newest, event.occurredOn(), changedAt)
                .with(event.readingAfter(before, newest))));
    // A stay that is as it was leaves a special extension beyond it alone.
    if (!stay.equals(before.stay())) {
      stay.flatMap(Stay::limit).ifPresent(limit -> changes.addAll(shortened(dossier, limit, now)));
    }
    return changes;
  }

  /** Cards end with a period of stay that became shorter, and with them their certificates. */
  private static List<Change> shortened(Dossier dossier, LocalDate limit, Instant now) {
    LocalDate today = JapanTime.date(now);
    List<Change> changes = new ArrayList<>();
    for (Card card : dossier.standing()) {
      if (card.inForce(today) && card.expiresOn().isAfter(limit)) {
        Card shorter = card.until(limit, card.term());
        changes.add(new Change.CardChanged(shorter, What.SHORTENED));
        if (limit.isBefore(today)) {
          changes.addAll(
              Terminations.revoke(dossier.live(card.id(), now), RevocationCause.CARD_ENDED, now));
        } else {
          changes.add(new Change.CardEndPlanned(shorter, limit));
        }
      }
    }
    return changes;
  }

  /**
   * Records the resident in another record from then on, which keeps the card; the address in it is
   * another one.
   */
  private Decision recordedIn(
      Dossier dossier, ResidentEvent event, Residency.State state, Instant now) {
    Decision correction = corrected(dossier, event, now);
    if (isLate(dossier.resident(), event)) {
      return new Decision(correction.changes(), Set.of(Note.OUT_OF_ORDER));
    }
    List<Change> changes = new ArrayList<>(correction.changes());
    Dossier corrected = dossier.after(changes);
    Residency residency = new Residency(state, Optional.of(event.occurredOn()));
    changes.add(new Change.ResidentChanged(corrected.resident().with(residency)));
    if (dossier.resident().residency().state() != state) {
      LocalDate address = dossier.resident().asOf().getOrDefault(Item.ADDRESS, LocalDate.MIN);
      Optional<Instant> known =
          address.isAfter(event.occurredOn())
              ? Optional.of(corrected.resident().changedAt())
              : Departures.knownAt(dossier.resident(), event);
      changes.addAll(
          Terminations.revoke(
              OutdatedCertificates.signatures(corrected, known, now), cause(event), now));
    }
    return new Decision(changes, correction.notes());
  }

  /** Ends all cards of a resident whose record was deleted. */
  private static Decision removed(
      Dossier dossier,
      ResidentEvent event,
      Residency.State state,
      CardEnd.Cause cause,
      Instant now) {
    List<Change> changes = new ArrayList<>();
    boolean late = isLate(dossier.resident(), event);
    if (!late) {
      Residency residency = new Residency(state, Optional.of(event.occurredOn()));
      changes.add(new Change.ResidentChanged(dossier.resident().with(residency)));
    }
    for (Card card : dossier.standing()) {
      if (!late || !card.issuedOn().isAfter(event.occurredOn())) {
        changes.addAll(
            Terminations.end(dossier, card, cause, RevocationCause.RESIDENT_RECORD_REMOVED, now));
      }
    }
    return new Decision(changes, late ? Set.of(Note.OUT_OF_ORDER) : Set.of());
  }

  private static boolean isLate(Resident resident, ResidentEvent event) {
    return resident.residency().since().filter(event.occurredOn()::isBefore).isPresent();
  }

  /**
   * Decides an error of the record found ex officio: both certificates end, and the holder is told
   * (article 13).
   */
  private Decision recordError(Dossier dossier, ResidentEvent event, Instant now) {
    Set<Item> newest = newest(dossier.resident(), event);
    List<Change> changes = new ArrayList<>(recorded(dossier, event, newest, now));
    List<CardCertificate> live = dossier.after(changes).live(now);
    changes.addAll(Terminations.revoke(live, RevocationCause.RECORD_ERROR, now));
    Set<Note> notes = EnumSet.noneOf(Note.class);
    notes.addAll(notes(event, newest));
    if (!live.isEmpty()) {
      notes.add(Note.HOLDER_TO_BE_NOTIFIED);
    }
    return new Decision(changes, notes);
  }

  private static Decision cardEnded(
      Dossier dossier, ResidentEvent event, CardEnd.Cause cause, Instant now) {
    List<Change> changes = new ArrayList<>();
    boolean late = false;
    for (Card card : dossier.standing()) {
      if (isAboutEarlier(dossier, card, event.occurredOn(), cause)) {
        late = true;
      } else {
        changes.addAll(Terminations.end(dossier, card, cause, RevocationCause.CARD_ENDED, now));
      }
    }
    return new Decision(changes, late ? Set.of(Note.OUT_OF_ORDER) : Set.of());
  }

  /**
   * Returns whether an event of that date is about a card before this one: this one was issued
   * later, or on that very day in place of one that lapsed that day for the same cause.
   */
  private static boolean isAboutEarlier(
      Dossier dossier, Card card, LocalDate on, CardEnd.Cause cause) {
    boolean sameDay =
        card.issuedOn().equals(on)
            && card.predecessor()
                .flatMap(dossier::card)
                .flatMap(Card::end)
                .filter(end -> end.cause() == cause && JapanTime.date(end.at()).equals(on))
                .isPresent();
    return sameDay || card.issuedOn().isAfter(on);
  }
}
