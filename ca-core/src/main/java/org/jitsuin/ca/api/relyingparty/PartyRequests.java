package org.jitsuin.ca.api.relyingparty;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.relyingparty.PartyView;
import org.jitsuin.ca.relyingparty.RelyingParties.Wish;

/** Requests and answers about relying parties. */
public final class PartyRequests {
  private static final int MOST_CERTIFICATES = 8;

  private PartyRequests() {}

  /** A relying party that is to be registered, with its certificates as PEM. */
  public record PartyRequest(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<String> authorities,
      @JsonProperty(required = true) List<String> certificates) {
    String identifier() {
      return Members.identifier("name", name);
    }

    Wish wish() {
      return PartyRequests.wish(authorities, certificates);
    }
  }

  /**
   * The new registration of a relying party: all authorities that it may ask about, and all its
   * certificates as PEM.
   */
  public record PartyChangeRequest(
      @JsonProperty(required = true) List<String> authorities,
      @JsonProperty(required = true) List<String> certificates) {
    Wish wish() {
      return PartyRequests.wish(authorities, certificates);
    }
  }

  private static Wish wish(List<String> authorities, List<String> certificates) {
    Set<Authority> chosen =
        Members.present("authorities", authorities).stream()
            .map(id -> Members.choice("authorities", id, Authority::byId))
            .collect(Collectors.toSet());
    if (chosen.isEmpty()) {
      throw Members.invalid("authorities", "must name at least one");
    }
    int count = Members.present("certificates", certificates).size();
    if (count < 1 || count > MOST_CERTIFICATES) {
      throw Members.invalid("certificates", "are 1 to " + MOST_CERTIFICATES);
    }
    certificates.forEach(pem -> Members.present("certificates", pem));
    return new Wish(chosen, certificates);
  }

  /**
   * @param next null where there are no more
   */
  record PartiesView(List<PartyView> parties, @Absent Long next) {}
}
