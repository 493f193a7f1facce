package org.jitsuin.ca.residentevent;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Checks an event for what must be so whoever it is about. */
final class EventCheck {
  private static final Set<EventKind> MAY_BE_MINOR =
      Set.of(
          EventKind.NAME_CHANGED,
          EventKind.ADDRESS_CHANGED,
          EventKind.SEX_CHANGED,
          EventKind.BIRTH_DATE_CHANGED);

  /** The greatest time ahead of an event: a later date is a slip of the pen. */
  private static final Period AHEAD = Period.ofYears(1);

  private static final LocalDate LATEST_STAY = LocalDate.of(9999, 12, 31);

  private final Municipalities municipalities;

  EventCheck(Municipalities municipalities) {
    this.municipalities = municipalities;
  }

  /**
   * @param today in Japan
   */
  Optional<Refusal> refusal(ResidentEvent event, LocalDate today) {
    if (event.kind() == EventKind.CONFIRMED && !event.isWhole()) {
      return Optional.of(
          new Refusal(
              RefusalCode.REQUEST_INVALID,
              "a confirmed must have municipality, name, address, sex and birthDate"));
    }
    if (!event.isComplete()) {
      return Optional.of(new Refusal(RefusalCode.EVENT_WITHOUT_CHANGE, event.kind().id()));
    }
    Optional<String> municipality =
        event.data().municipality().filter(code -> municipalities.byCode(code).isEmpty());
    if (municipality.isPresent()) {
      return Optional.of(new Refusal(RefusalCode.MUNICIPALITY_UNKNOWN, municipality.get()));
    }
    return residence(event).or(() -> facts(event, today));
  }

  /**
   * Checks the residence: whoever lives somewhere else belongs to another office from then on: an
   * address without its municipality would leave the resident with the old one. A minor correction
   * is no move, and an address abroad has no municipality.
   */
  private Optional<Refusal> residence(ResidentEvent event) {
    if (event.data().address().isEmpty() || event.kind() == EventKind.DEPARTED_CONTINUING) {
      return Optional.empty();
    }
    Optional<Municipality> municipality =
        event.data().municipality().flatMap(municipalities::byCode);
    if (municipality.isEmpty()) {
      return event.minor()
          ? Optional.empty()
          : Optional.of(new Refusal(RefusalCode.MUNICIPALITY_NEEDED, event.kind().id()));
    }
    String address = event.data().address().get().text();
    return municipalities.agrees(municipality.get(), address)
        ? Optional.empty()
        : Optional.of(new Refusal(RefusalCode.PREFECTURE_DIFFERS, municipality.get().code()));
  }

  private static Optional<Refusal> facts(ResidentEvent event, LocalDate today) {
    return kind(event, today)
        .or(() -> dates(event, today))
        .map(problem -> new Refusal(RefusalCode.REQUEST_INVALID, problem));
  }

  private static Optional<String> kind(ResidentEvent event, LocalDate today) {
    boolean cancels = event.kind() == EventKind.EVENT_CANCELLED;
    if (event.minor() && !MAY_BE_MINOR.contains(event.kind())) {
      return Optional.of("a " + event.kind().id() + " cannot be minor");
    }
    if (cancels != event.cancels().isPresent() || (cancels && !event.items().isEmpty())) {
      return Optional.of(
          "an event-cancelled must have the member cancels and no data; other kinds must not have it");
    }
    boolean ofNow = cancels || event.kind() == EventKind.CONFIRMED;
    return ofNow && event.occurredOn().isAfter(today)
        ? Optional.of(
            (cancels ? "an " : "a ") + event.kind().id() + " must not have a date after today")
        : Optional.empty();
  }

  private static Optional<String> dates(ResidentEvent event, LocalDate today) {
    LocalDate latest = today.plus(AHEAD);
    if (!within(event.occurredOn(), latest)) {
      return Optional.of("occurredOn must be from " + Holder.EARLIEST_BIRTH + " to " + latest);
    }
    if (event
        .data()
        .birthDate()
        .filter(date -> !date.isFrom(Holder.EARLIEST_BIRTH, today))
        .isPresent()) {
      return Optional.of("birthDate must be from " + Holder.EARLIEST_BIRTH + " to today");
    }
    return event
            .data()
            .stay()
            .flatMap(Stay::until)
            .filter(date -> !within(date, LATEST_STAY))
            .isPresent()
        ? Optional.of("stay.until must be from " + Holder.EARLIEST_BIRTH + " to " + LATEST_STAY)
        : Optional.empty();
  }

  private static boolean within(LocalDate date, LocalDate latest) {
    return !date.isBefore(Holder.EARLIEST_BIRTH) && !date.isAfter(latest);
  }
}
