package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.json.Members;

/**
 * A card with its holder. Without issuedOn it is issued today.
 *
 * @param identityCheck how identity was checked; may be missing in an application only
 */
public record CardRequest(
    @JsonProperty(required = true) String municipality,
    LocalDate issuedOn,
    LocalDate applicationReceivedOn,
    Boolean withoutPins,
    @JsonProperty(required = true) HolderRequest holder,
    IdentityCheckRequest identityCheck) {

  RegisterCard.Application application(LocalDate today) {
    LocalDate issued = issuedOn == null ? today : issuedOn;
    return new RegisterCard.Application(
        holder.holder(Members.present("municipality", municipality)),
        holder.reading(),
        Optional.ofNullable(holder.stay()).map(StayRequest::stay),
        Members.flag(holder.ward()),
        issued,
        applicationReceivedOn == null ? issued : applicationReceivedOn,
        Members.flag(withoutPins),
        IdentityCheckRequest.needed(identityCheck));
  }
}
