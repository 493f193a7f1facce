package org.jitsuin.ca.registry;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;

/**
 * A fact from the resident register (異動).
 *
 * @param id names the event; the same id is the same event
 * @param registerId whom it is about
 * @param minor a minor correction set by ordinance (軽微な修正), which ends no certificate
 * @param occurredOn the date of the event in Japan
 * @param municipality where the resident lives from then, if that changed
 */
public record ResidentEvent(
    String id,
    String registerId,
    EventKind kind,
    boolean minor,
    LocalDate occurredOn,
    Optional<String> municipality,
    Optional<RegisterText> name,
    Optional<RegisterText> address,
    Optional<Sex> sex,
    Optional<LocalDate> birthDate) {

  /** Whether it brings the value that its kind says changed. */
  boolean isComplete() {
    return switch (kind) {
      case NAME_CHANGED -> name.isPresent();
      case ADDRESS_CHANGED -> address.isPresent();
      case SEX_CHANGED -> sex.isPresent();
      case BIRTH_DATE_CHANGED -> birthDate.isPresent();
    };
  }

  /** The resident as the register has them after the event. */
  Holder applyTo(Holder before) {
    return new Holder(
        before.registerId(),
        municipality.orElse(before.municipality()),
        name.orElse(before.name()),
        address.orElse(before.address()),
        sex.orElse(before.sex()),
        birthDate.orElse(before.birthDate()));
  }

  /** All of it, for the hash that an audit entry is bound to. */
  Map<String, String> disclosed() {
    Map<String, String> facts = new HashMap<>();
    facts.put("event", id);
    facts.put("registerId", registerId);
    facts.put("kind", kind.id());
    facts.put("minor", Boolean.toString(minor));
    facts.put("occurredOn", occurredOn.toString());
    municipality.ifPresent(code -> facts.put("municipality", code));
    name.ifPresent(text -> put(facts, "name", text));
    address.ifPresent(text -> put(facts, "address", text));
    sex.ifPresent(value -> facts.put("sex", value.id()));
    birthDate.ifPresent(date -> facts.put("birthDate", date.toString()));
    return facts;
  }

  private static void put(Map<String, String> facts, String member, RegisterText text) {
    facts.put(member, text.text());
    facts.put(member + "Substitutes", text.substitutes());
  }

  /** Only the ids: the rest is personal data. */
  @Override
  public String toString() {
    return "ResidentEvent[" + id + ", " + kind.id() + "]";
  }
}
