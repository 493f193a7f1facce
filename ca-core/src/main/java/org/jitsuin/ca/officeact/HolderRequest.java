package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.Sex;

/** A holder. Substitute flags may be left out where the text has no substitutes. */
public record HolderRequest(
    @JsonProperty(required = true) String registerId,
    @JsonProperty(required = true) String name,
    String nameSubstitutes,
    @JsonProperty(required = true) String address,
    String addressSubstitutes,
    @JsonProperty(required = true) String sex,
    @JsonProperty(required = true) String birthDate,
    StayRequest stay,
    Boolean ward,
    String nameKana,
    String nameRomaji) {

  Holder holder(String municipality) {
    return new Holder(
        Members.identifier("holder.registerId", registerId),
        municipality,
        Members.text("holder.name", name, nameSubstitutes),
        Members.text("holder.address", address, addressSubstitutes),
        Members.choice("holder.sex", sex, Sex::byId),
        Members.birthDate("holder.birthDate", birthDate));
  }

  NameReading reading() {
    return Members.reading("holder.", nameKana, nameRomaji);
  }

  /** Nothing of it: it is personal data. */
  @Override
  public String toString() {
    return "HolderRequest";
  }
}
