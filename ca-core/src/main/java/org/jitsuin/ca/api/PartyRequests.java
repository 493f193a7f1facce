package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.relyingparty.RelyingParties.Party;
import org.jitsuin.ca.relyingparty.RelyingParties.Wish;
import org.jitsuin.ca.store.RelyingPartyTable.Known;

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
      return Requests.identifier("name", name);
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
        Requests.present("authorities", authorities).stream()
            .map(id -> Requests.choice("authorities", id, Authority::byId))
            .collect(Collectors.toSet());
    if (chosen.isEmpty()) {
      throw Requests.invalid("authorities", "must name at least one");
    }
    int count = Requests.present("certificates", certificates).size();
    if (count < 1 || count > MOST_CERTIFICATES) {
      throw Requests.invalid("certificates", "are 1 to " + MOST_CERTIFICATES);
    }
    certificates.forEach(pem -> Requests.present("certificates", pem));
    return new Wish(chosen, certificates);
  }

  /**
   * A certificate that a relying party is recognised by.
   *
   * @param sha256 of its DER
   */
  record CertificateView(String sha256, Instant notBefore, Instant notAfter) {
    static CertificateView of(Known known) {
      return new CertificateView(known.hash().toString(), known.notBefore(), known.notAfter());
    }
  }

  /**
   * A relying party.
   *
   * @param active false where its registration has ended
   */
  record PartyView(
      String name, boolean active, List<String> authorities, List<CertificateView> certificates) {
    static PartyView of(Party party) {
      return new PartyView(
          party.row().name(),
          party.row().active(),
          party.row().authorities().stream().map(Authority::id).sorted().toList(),
          party.certificates().stream().map(CertificateView::of).toList());
    }
  }

  /**
   * @param next null where there are no more
   */
  record PartiesView(List<PartyView> parties, Long next) {}
}
