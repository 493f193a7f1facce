package org.jitsuin.ca.api.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jitsuin.ca.json.Members;

/**
 * To whose holders letters about what ends soon are written.
 *
 * @param cards 1 to 100 of them, none twice
 * @param withinMonths how far the window reaches from today; 3 where it is absent
 */
public record LettersRequest(
    @JsonProperty(required = true) List<String> cards, Integer withinMonths) {
  static final int MOST = 100;

  /**
   * Returns the cards in their order.
   *
   * @throws org.jitsuin.ca.json.RequestRefused REQUEST_INVALID
   */
  List<String> wanted() {
    List<String> wanted = Members.present("cards", cards);
    if (wanted.isEmpty() || wanted.size() > MOST) {
      throw Members.invalid("cards", "must have 1 to " + MOST + " ids");
    }
    wanted.forEach(card -> Members.present("cards", card));
    if (wanted.stream().distinct().count() < wanted.size()) {
      throw Members.invalid("cards", "has an id twice");
    }
    return wanted;
  }

  int months() {
    return ExpiryNoticeResource.months(
        withinMonths == null ? ExpiryNoticeResource.STANDARD_MONTHS : withinMonths.toString());
  }
}
