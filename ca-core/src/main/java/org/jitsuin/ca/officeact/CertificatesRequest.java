package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.RenewalGround;

/**
 * The PKCS#10 requests by authority, each as PEM.
 *
 * @param identityCheck how identity was checked; may be missing in an application only
 * @param ground of a renewal; {@code ending} where it is left out
 * @param order over which the card is written; left out where the keys are on no card that is
 */
public record CertificatesRequest(
    @JsonProperty(required = true) Map<String, String> requests,
    IdentityCheckRequest identityCheck,
    Boolean ward,
    String ground,
    String order) {

  IssueRequest issueRequest(String card, boolean renewal) {
    Map<Authority, String> keys = new EnumMap<>(Authority.class);
    Members.present("requests", requests)
        .forEach((kind, pkcs10) ->
            keys.put(
                Authority.byId(kind)
                    .orElseThrow(() -> Members.invalid("requests", "must name an authority")),
                Optional.ofNullable(pkcs10)
                    .orElseThrow(() -> Members.invalid("requests", "holds a null"))));
    if (keys.isEmpty()) {
      throw Members.invalid("requests", "must not be empty");
    }
    return new IssueRequest(
        card,
        renewal ? Optional.of(onGround()) : notOnGround(),
        keys,
        IdentityCheckRequest.needed(identityCheck),
        Members.flag(ward),
        Optional.ofNullable(order).map(CertificatesRequest::orderId));
  }

  private static String orderId(String text) {
    if (!CardOrder.isId(text)) {
      throw Members.invalid("order", "must be a UUID in small letters");
    }
    return text;
  }

  private RenewalGround onGround() {
    return ground == null
        ? RenewalGround.ENDING
        : Members.choice("ground", ground, RenewalGround::byId);
  }

  private Optional<RenewalGround> notOnGround() {
    if (ground != null) {
      throw Members.invalid("ground", "is allowed only with a renewal");
    }
    return Optional.empty();
  }
}
