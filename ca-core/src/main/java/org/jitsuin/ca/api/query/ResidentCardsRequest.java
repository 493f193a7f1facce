package org.jitsuin.ca.api.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.json.Members;

/**
 * The resident whose cards are listed, in a body: proxies and their logs keep addresses.
 *
 * @param after where the last page ended; absent for the first
 * @param limit how many at the most; 50 where it is absent
 */
public record ResidentCardsRequest(
    @JsonProperty(required = true) String registerId, String after, Integer limit) {
  private static final int USUAL_PAGE = 50;

  String owner() {
    return Members.identifier("registerId", registerId);
  }

  Optional<String> begin() {
    return Parameters.card("after", after);
  }

  int most() {
    return limit == null ? USUAL_PAGE : Parameters.limit(limit.toString());
  }

  /** Nothing of it: a register id leads to a person. */
  @Override
  public String toString() {
    return "ResidentCardsRequest";
  }
}
