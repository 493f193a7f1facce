package org.jitsuin.ca.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.officeact.StayRequest;

/**
 * A fact from the resident register; the members that did not change are left out.
 *
 * @param event the id of the event; the same id is the same event
 * @param minor absent as false
 * @param occurredOn the date of the event in Japan; on a later date than today it takes effect then
 * @param cancels the id of the planned event that an {@code event-cancelled} takes off the plan
 */
public record EventRequest(
    @JsonProperty(required = true) String event,
    @JsonProperty(required = true) String registerId,
    @JsonProperty(required = true) String kind,
    Boolean minor,
    @JsonProperty(required = true) LocalDate occurredOn,
    String cancels,
    String municipality,
    String name,
    String nameSubstitutes,
    String address,
    String addressSubstitutes,
    String sex,
    String birthDate,
    StayRequest stay,
    String nameKana,
    String nameRomaji) {
  private static final String MUNICIPALITY = "\\d{5}";

  /**
   * @throws RequestRefused that names the member, and never repeats a value
   */
  ResidentEvent residentEvent() {
    if (municipality != null && !municipality.matches(MUNICIPALITY)) {
      throw Members.invalid("municipality", "must be a code of five digits");
    }
    NewData data =
        new NewData(
            Optional.ofNullable(municipality),
            Optional.ofNullable(name).map(value -> Members.text("name", value, nameSubstitutes)),
            Optional.ofNullable(address)
                .map(value -> Members.text("address", value, addressSubstitutes)),
            Optional.ofNullable(sex).map(value -> Members.choice("sex", value, Sex::byId)),
            Optional.ofNullable(birthDate).map(value -> Members.birthDate("birthDate", value)),
            Optional.ofNullable(stay).map(StayRequest::stay),
            Members.reading("", nameKana, nameRomaji));
    return new ResidentEvent(
        Members.identifier("event", event),
        Members.identifier("registerId", registerId),
        Members.choice("kind", kind, EventKind::byId),
        Members.flag(minor),
        Members.present("occurredOn", occurredOn),
        data,
        Optional.ofNullable(cancels).map(id -> Members.identifier("cancels", id)));
  }

  /** The id, if it can be one: nothing else is repeated. */
  Optional<String> eventId() {
    return Optional.ofNullable(event).filter(Members::isIdentifier);
  }

  /** Returns a text without the content, which is personal data. */
  @Override
  public String toString() {
    return "EventRequest";
  }
}
