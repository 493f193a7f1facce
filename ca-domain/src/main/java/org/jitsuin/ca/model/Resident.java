package org.jitsuin.ca.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
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
 * @param confirmation what the register has said of the data
 * @param reading how the name is read, as far as it is known
 */
public record Resident(
    Holder holder,
    Optional<Stay> stay,
    boolean ward,
    Residency residency,
    Optional<Departure> departure,
    Map<Item, LocalDate> asOf,
    Instant changedAt,
    Confirmation confirmation,
    NameReading reading) {

  public Resident {
    asOf = Map.copyOf(asOf);
  }

  /** An item of the resident record. */
  public enum Item {
    NAME("name"),
    /** With the municipality. */
    ADDRESS("address"),
    SEX("sex"),
    BIRTH_DATE("birthDate"),
    STAY("stay"),
    /** Of the name; no certificate has it, and nothing differs for it. */
    READING("nameReading");

    private final String id;

    Item(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }

    static Optional<Item> byId(String id) {
      return Arrays.stream(values()).filter(item -> item.id.equals(id)).findFirst();
    }
  }

  /** Returns a resident whom an office alone knows. */
  public static Resident registered(Holder holder, Optional<Stay> stay, boolean ward, Instant now) {
    return new Resident(
        holder,
        stay,
        ward,
        Residency.RESIDENT,
        Optional.empty(),
        Map.of(),
        now,
        Confirmation.AWAITED,
        NameReading.NONE);
  }

  /** The same resident with other data, that of those items as it was on that date. */
  public Resident with(
      Holder newHolder, Optional<Stay> newStay, Iterable<Item> items, LocalDate on, Instant now) {
    Map<Item, LocalDate> dates = new EnumMap<>(Item.class);
    dates.putAll(asOf);
    items.forEach(item -> dates.put(item, on));
    return new Resident(
        newHolder, newStay, ward, residency, departure, dates, now, confirmation, reading);
  }

  /** The same resident, recorded otherwise. */
  public Resident with(Residency other) {
    return new Resident(
        holder, stay, ward, other, departure, asOf, changedAt, confirmation, reading);
  }

  /** The same resident with that departure to come, or with none where empty. */
  public Resident with(Optional<Departure> other) {
    return new Resident(
        holder, stay, ward, residency, other, asOf, changedAt, confirmation, reading);
  }

  /** The same resident, of whom the register has said that. */
  public Resident with(Confirmation other) {
    return new Resident(holder, stay, ward, residency, departure, asOf, changedAt, other, reading);
  }

  /** The same resident, whose name is read so. */
  public Resident with(NameReading other) {
    return new Resident(
        holder, stay, ward, residency, departure, asOf, changedAt, confirmation, other);
  }

  /** The same resident, known as an adult ward from now on. */
  public Resident asWard() {
    return new Resident(
        holder, stay, true, residency, departure, asOf, changedAt, confirmation, reading);
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
