package org.jitsuin.ca.lifecycle;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;

/**
 * A fact from the resident register (異動).
 *
 * @param id names the event; the same id is the same event
 * @param registerId whom it is about
 * @param minor a minor correction set by ordinance (軽微な修正), which ends no certificate
 * @param occurredOn the date of the event in Japan; on a later date than today it takes effect then
 * @param data what the register says from then on
 * @param cancels the id of the planned event that will not happen; of that kind only
 */
public record ResidentEvent(
    String id,
    String registerId,
    EventKind kind,
    boolean minor,
    LocalDate occurredOn,
    NewData data,
    Optional<String> cancels) {

  /** An event that cancels no other. */
  public ResidentEvent(
      String id,
      String registerId,
      EventKind kind,
      boolean minor,
      LocalDate occurredOn,
      NewData data) {
    this(id, registerId, kind, minor, occurredOn, data, Optional.empty());
  }

  /**
   * The data that an event changes; the rest is absent.
   *
   * @param municipality where the resident lives from then
   * @param reading how the name is read; {@link NameReading#NONE} where nothing is said of it
   */
  public record NewData(
      Optional<String> municipality,
      Optional<RegisterText> name,
      Optional<RegisterText> address,
      Optional<Sex> sex,
      Optional<BirthDate> birthDate,
      Optional<Stay> stay,
      NameReading reading) {
    /** The data of an event that changes none. */
    public static final NewData NONE =
        new NewData(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Data that says nothing of how a name is read. */
    public NewData(
        Optional<String> municipality,
        Optional<RegisterText> name,
        Optional<RegisterText> address,
        Optional<Sex> sex,
        Optional<BirthDate> birthDate,
        Optional<Stay> stay) {
      this(municipality, name, address, sex, birthDate, stay, NameReading.NONE);
    }

    /** The same data with that reading of the name. */
    public NewData with(NameReading other) {
      return new NewData(municipality, name, address, sex, birthDate, stay, other);
    }

    /** Returns a text without the content, which is personal data. */
    @Override
    public String toString() {
      return "NewData";
    }
  }

  /** Returns whether it brings the value that its kind says changed. */
  public boolean isComplete() {
    return switch (kind) {
      case NAME_CHANGED, ALIAS_CHANGED, FORMER_SURNAME_CHANGED -> data.name().isPresent();
      case ADDRESS_CHANGED, ENTERED -> data.address().isPresent();
      case SEX_CHANGED -> data.sex().isPresent();
      case BIRTH_DATE_CHANGED -> data.birthDate().isPresent();
      case STAY_CHANGED -> data.stay().isPresent();
      case READING_CHANGED -> !data.reading().isEmpty();
      case EVENT_CANCELLED -> cancels.isPresent();
      case CONFIRMED -> isWhole();
      case DIED,
          RESIDENCY_LOST,
          DEPARTED,
          DEPARTED_CONTINUING,
          RECORD_ERROR,
          CARD_LOST,
          CARD_RETURNED,
          NUMBER_CHANGED ->
          true;
    };
  }

  /** Returns whether it tells all that a record has: only foreign residents have a stay. */
  public boolean isWhole() {
    return data.municipality().isPresent()
        && data.name().isPresent()
        && data.address().isPresent()
        && data.sex().isPresent()
        && data.birthDate().isPresent();
  }

  /** Returns the items of the resident record that it brings. */
  public Set<Item> items() {
    Set<Item> items = EnumSet.noneOf(Item.class);
    data.name().ifPresent(_ -> items.add(Item.NAME));
    data.address().ifPresent(_ -> items.add(Item.ADDRESS));
    data.municipality().ifPresent(_ -> items.add(Item.ADDRESS));
    data.sex().ifPresent(_ -> items.add(Item.SEX));
    data.birthDate().ifPresent(_ -> items.add(Item.BIRTH_DATE));
    data.stay().ifPresent(_ -> items.add(Item.STAY));
    if (!data.reading().isEmpty()) {
      items.add(Item.READING);
    }
    return items;
  }

  /**
   * The resident as the register has them after the event.
   *
   * @param items those of which this event is the newest
   */
  public Holder applyTo(Holder before, Set<Item> items) {
    boolean moved = items.contains(Item.ADDRESS);
    return new Holder(
        before.registerId(),
        data.municipality().filter(_ -> moved).orElse(before.municipality()),
        data.name().filter(_ -> items.contains(Item.NAME)).orElse(before.name()),
        data.address().filter(_ -> moved).orElse(before.address()),
        data.sex().filter(_ -> items.contains(Item.SEX)).orElse(before.sex()),
        data.birthDate().filter(_ -> items.contains(Item.BIRTH_DATE)).orElse(before.birthDate()));
  }

  /**
   * How the name is read after the event: a name that becomes another one without a reading has
   * none until it is told.
   *
   * @param items those of which this event is the newest
   */
  NameReading readingAfter(Resident before, Set<Item> items) {
    if (items.contains(Item.READING)) {
      return data.reading();
    }
    boolean renamed =
        items.contains(Item.NAME)
            && data.name().filter(name -> !name.equals(before.holder().name())).isPresent();
    boolean newer =
        Optional.ofNullable(before.asOf().get(Item.READING))
            .filter(known -> known.isAfter(occurredOn))
            .isPresent();
    return renamed && !newer ? NameReading.NONE : before.reading();
  }

  /** Returns all of its members, for the hash that an audit entry is bound to. */
  public Map<String, String> disclosed() {
    Map<String, String> facts = new HashMap<>();
    facts.put("event", id);
    facts.put("registerId", registerId);
    facts.put("kind", kind.id());
    facts.put("minor", Boolean.toString(minor));
    facts.put("occurredOn", occurredOn.toString());
    cancels.ifPresent(event -> facts.put("cancels", event));
    data.municipality().ifPresent(code -> facts.put("municipality", code));
    data.name().ifPresent(text -> put(facts, "name", text));
    data.address().ifPresent(text -> put(facts, "address", text));
    data.sex().ifPresent(value -> facts.put("sex", value.id()));
    data.birthDate().ifPresent(date -> facts.put("birthDate", date.toString()));
    data.stay()
        .ifPresent(stay -> {
          facts.put("stayStatus", stay.status().id());
          stay.until().ifPresent(date -> facts.put("stayUntil", date.toString()));
        });
    facts.putAll(data.reading().disclosed());
    return facts;
  }

  /**
   * The event that {@link #disclosed} wrote.
   *
   * @throws java.util.NoSuchElementException if it did not
   */
  public static ResidentEvent of(Map<String, String> facts) {
    NewData data =
        new NewData(
            Optional.ofNullable(facts.get("municipality")),
            text(facts, "name"),
            text(facts, "address"),
            Optional.ofNullable(facts.get("sex")).flatMap(Sex::byId),
            Optional.ofNullable(facts.get("birthDate")).map(BirthDate::parse),
            Optional.ofNullable(facts.get("stayStatus"))
                .flatMap(Stay.Status::byId)
                .map(status ->
                    new Stay(
                        status, Optional.ofNullable(facts.get("stayUntil")).map(LocalDate::parse))),
            NameReading.of(facts));
    return new ResidentEvent(
        facts.get("event"),
        facts.get("registerId"),
        EventKind.byId(facts.get("kind")).orElseThrow(),
        Boolean.parseBoolean(facts.get("minor")),
        LocalDate.parse(facts.get("occurredOn")),
        data,
        Optional.ofNullable(facts.get("cancels")));
  }

  private static Optional<RegisterText> text(Map<String, String> facts, String member) {
    return Optional.ofNullable(facts.get(member))
        .map(text -> new RegisterText(text, facts.get(member + "Substitutes")));
  }

  private static void put(Map<String, String> facts, String member, RegisterText text) {
    facts.put(member, text.text());
    facts.put(member + "Substitutes", text.substitutes());
  }

  /** Returns only the ids, since the rest is personal data. */
  @Override
  public String toString() {
    return "ResidentEvent[" + id + ", " + kind.id() + "]";
  }
}
