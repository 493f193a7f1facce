package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Change.CardChanged.What;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Stay;

/**
 * What a resident event ends (articles 12 and 13; leaflet, certificate §3; domain, section 3.4).
 *
 * <p>An event takes effect on its own date, or at once where that is past. Events may come out of
 * order: each item of the record keeps the value of the event with the newest date, and an older
 * event still ends what was issued before the newer one was known.
 */
final class EventRules {
  /** What the signature certificate carries. */
  private static final Set<Item> CERTIFIED =
      EnumSet.of(Item.NAME, Item.ADDRESS, Item.SEX, Item.BIRTH_DATE);

  Decision takeIn(Dossier dossier, ResidentEvent event, Instant now) {
    boolean cancels = event.kind() == EventKind.EVENT_CANCELLED;
    if (!cancels && event.occurredOn().isAfter(JapanTime.date(now))) {
      return new Decision(List.of(new Change.EventPlanned(event)), Set.of(Note.PLANNED));
    }
    return switch (event.kind()) {
      case NAME_CHANGED, ADDRESS_CHANGED, SEX_CHANGED, BIRTH_DATE_CHANGED, STAY_CHANGED ->
          corrected(dossier, event, now);
      case ENTERED -> recordedIn(dossier, event, Residency.State.RESIDENT, now);
      case DEPARTED_CONTINUING -> recordedIn(dossier, event, Residency.State.ABROAD, now);
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
          Decision.of(List.of(new Change.EventCancelled(event.cancels().orElseThrow())));
    };
  }

  /** Corrections of the record: the signature certificate describes somebody else from then on. */
  private Decision corrected(Dossier dossier, ResidentEvent event, Instant now) {
    List<Change> changes = new ArrayList<>();
    Set<Item> newest = newest(dossier.resident(), event);
    if (!newest.isEmpty()) {
      Resident changed = changed(dossier.resident(), event, newest, now);
      changes.add(new Change.ResidentChanged(changed));
      changes.addAll(shortened(dossier, changed, now));
    }
    boolean correction = event.items().stream().anyMatch(CERTIFIED::contains);
    if (correction && !event.minor()) {
      boolean late = newest.stream().noneMatch(CERTIFIED::contains);
      Instant known = dossier.resident().changedAt();
      changes.addAll(
          Endings.revoke(
              signatures(dossier, now).stream()
                  .filter(certificate -> !late || certificate.notBefore().isBefore(known))
                  .toList(),
              RevocationCause.RESIDENT_DATA_CHANGED,
              now));
    }
    return new Decision(
        changes, newest.containsAll(event.items()) ? Set.of() : Set.of(Note.OUT_OF_ORDER));
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

  private static Resident changed(
      Resident before, ResidentEvent event, Set<Item> newest, Instant now) {
    Optional<Stay> stay = newest.contains(Item.STAY) ? event.data().stay() : before.stay();
    Instant changedAt = newest.stream().anyMatch(CERTIFIED::contains) ? now : before.changedAt();
    return before.with(
        event.applyTo(before.holder(), newest), stay, newest, event.occurredOn(), changedAt);
  }

  /** Cards end with a period of stay that became shorter, and with them their certificates. */
  private static List<Change> shortened(Dossier dossier, Resident changed, Instant now) {
    List<Change> changes = new ArrayList<>();
    Optional<LocalDate> limit = changed.stay().flatMap(Stay::limit);
    for (Card card : dossier.standing()) {
      if (limit.filter(card.expiresOn()::isAfter).isPresent()) {
        Card shorter = card.until(limit.get(), card.term());
        changes.add(new Change.CardChanged(shorter, What.SHORTENED));
        if (limit.get().isBefore(JapanTime.date(now))) {
          changes.addAll(
              Endings.revoke(dossier.live(card.id(), now), RevocationCause.CARD_ENDED, now));
        } else {
          changes.add(new Change.CardEndPlanned(shorter, limit.get()));
        }
      }
    }
    return changes;
  }

  /** Another record from then on, which keeps the card; the address in it is another one. */
  private Decision recordedIn(
      Dossier dossier, ResidentEvent event, Residency.State state, Instant now) {
    Decision correction = corrected(dossier, event, now);
    Dossier corrected = dossier.after(correction.changes());
    List<Change> changes = new ArrayList<>(correction.changes());
    boolean late = isLate(dossier.resident(), event);
    if (!late) {
      Residency residency = new Residency(state, Optional.of(event.occurredOn()));
      changes.add(new Change.ResidentChanged(corrected.resident().with(residency)));
      changes.addAll(Endings.revoke(signatures(corrected, now), RevocationCause.DEPARTURE, now));
    }
    return new Decision(changes, late ? Set.of(Note.OUT_OF_ORDER) : correction.notes());
  }

  /** Nobody is left in the record: the cards lapse. */
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
            Endings.end(dossier, card, cause, RevocationCause.RESIDENT_RECORD_REMOVED, now));
      }
    }
    return new Decision(changes, late ? Set.of(Note.OUT_OF_ORDER) : Set.of());
  }

  private static boolean isLate(Resident resident, ResidentEvent event) {
    return resident.residency().since().filter(event.occurredOn()::isBefore).isPresent();
  }

  /** Found ex officio: both certificates end, and the holder is told (article 13). */
  private Decision recordError(Dossier dossier, ResidentEvent event, Instant now) {
    List<Change> changes = new ArrayList<>();
    Set<Item> newest = newest(dossier.resident(), event);
    if (!newest.isEmpty()) {
      changes.add(new Change.ResidentChanged(changed(dossier.resident(), event, newest, now)));
    }
    List<CardCertificate> live = dossier.live(now);
    changes.addAll(Endings.revoke(live, RevocationCause.RECORD_ERROR, now));
    return new Decision(changes, live.isEmpty() ? Set.of() : Set.of(Note.HOLDER_TO_BE_NOTIFIED));
  }

  /** About the card that the holder had on that date; one issued later is another card. */
  private static Decision cardEnded(
      Dossier dossier, ResidentEvent event, CardEnd.Cause cause, Instant now) {
    List<Change> changes = new ArrayList<>();
    boolean late = false;
    for (Card card : dossier.standing()) {
      if (card.issuedOn().isAfter(event.occurredOn())) {
        late = true;
      } else {
        changes.addAll(Endings.end(dossier, card, cause, RevocationCause.CARD_ENDED, now));
      }
    }
    return new Decision(changes, late ? Set.of(Note.OUT_OF_ORDER) : Set.of());
  }

  private static List<CardCertificate> signatures(Dossier dossier, Instant now) {
    return dossier.live(now).stream()
        .filter(certificate -> certificate.kind() == Authority.SIGNATURE)
        .toList();
  }
}
