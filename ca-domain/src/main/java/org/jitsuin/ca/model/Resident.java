package org.jitsuin.ca.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A resident, with what decides about cards and certificates besides the data in them.
 *
 * @param stay of a foreign resident
 * @param ward an adult ward (成年被後見人)
 * @param departure that is to come
 * @param asOf the newest date, by the resident events themselves, to which each item is known;
 *     absent where no event changed it
 * @param changedAt when the newest data was recorded here: a certificate issued later carries it
 */
public record Resident(
    Holder holder,
    Optional<Stay> stay,
    boolean ward,
    Residency residency,
    Optional<Departure> departure,
    Map<Item, LocalDate> asOf,
    Instant changedAt) {

  public Resident {
    asOf = Map.copyOf(asOf);
  }

  /** An item of the resident record. */
  public enum Item {
    NAME,
    ADDRESS,
    SEX,
    BIRTH_DATE,
    STAY
  }

  /** Returns a resident of whom no event is known. */
  public static Resident registered(Holder holder, Optional<Stay> stay, boolean ward, Instant now) {
    return new Resident(holder, stay, ward, Residency.RESIDENT, Optional.empty(), Map.of(), now);
  }

  /** The same resident with other data, that of those items as it was on that date. */
  public Resident with(
      Holder newHolder, Optional<Stay> newStay, Iterable<Item> items, LocalDate on, Instant now) {
    Map<Item, LocalDate> dates = new EnumMap<>(Item.class);
    dates.putAll(asOf);
    items.forEach(item -> dates.put(item, on));
    return new Resident(newHolder, newStay, ward, residency, departure, dates, now);
  }

  /** The same resident, recorded otherwise. */
  public Resident with(Residency other) {
    return new Resident(holder, stay, ward, other, departure, asOf, changedAt);
  }

  /** The same resident with that departure to come, or with none where empty. */
  public Resident with(Optional<Departure> other) {
    return new Resident(holder, stay, ward, residency, other, asOf, changedAt);
  }

  /** The same resident, known as an adult ward from now on. */
  public Resident asWard() {
    return new Resident(holder, stay, true, residency, departure, asOf, changedAt);
  }

  /** Returns whether the resident lives abroad and goes on using the card. */
  public boolean isAbroad() {
    return residency.state() == Residency.State.ABROAD;
  }

  /** Returns whether the resident may depart with continued use: only Japanese nationals may. */
  public boolean mayContinueAbroad() {
    return stay.isEmpty();
  }

  /** Returns only the opaque id, since the rest is personal data. */
  @Override
  public String toString() {
    return "Resident[" + holder.registerId() + "]";
  }
}
