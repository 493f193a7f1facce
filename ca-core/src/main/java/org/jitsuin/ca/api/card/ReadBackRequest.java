package org.jitsuin.ca.api.card;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrderRules;
import org.jitsuin.ca.json.Members;

/**
 * What a card says that it holds.
 *
 * @param chip its number
 * @param counter of its updates
 * @param generation how often it was put to use
 */
public record ReadBackRequest(
    @JsonProperty(required = true) String chip,
    @JsonProperty(required = true) Integer counter,
    Integer generation,
    @JsonProperty(required = true) List<HeldCertificate> certificates) {

  /**
   * A certificate on a card.
   *
   * @param sha256 of all of it, in hexadecimal digits
   */
  public record HeldCertificate(
      @JsonProperty(required = true) String authority,
      @JsonProperty(required = true) String sha256) {}

  CardOrderRules.ReadBack readBack() {
    if (!CardOrder.isChip(Members.present("chip", chip))) {
      throw Members.invalid("chip", "must be 1 to 32 letters, digits or hyphens");
    }
    Map<Authority, Fingerprint> held = new EnumMap<>(Authority.class);
    for (HeldCertificate one : Members.present("certificates", certificates)) {
      HeldCertificate certificate = Members.present("certificates", one);
      Authority kind = Members.choice("authority", certificate.authority(), Authority::byId);
      String hash = Members.present("sha256", certificate.sha256());
      if (!hash.matches("[0-9a-f]{64}")) {
        throw Members.invalid("sha256", "must be 64 hexadecimal digits in small letters");
      }
      if (held.put(kind, Fingerprint.ofDigest(HexFormat.of().parseHex(hash))) != null) {
        throw Members.invalid("certificates", "names one kind twice");
      }
    }
    if (held.isEmpty()) {
      throw Members.invalid("certificates", "must not be empty");
    }
    return new CardOrderRules.ReadBack(chip, Members.present("counter", counter), held);
  }
}
