package org.jitsuin.ca.latestdata;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jitsuin.ca.latestdata.HolderConsents.Shown;

/**
 * The consents of a holder, the newest first.
 *
 * @param consents 200 at the most
 */
public record ShownView(List<ReadConsentView> consents) {
  /**
   * A consent and who read by it.
   *
   * @param answers how often the party was told
   * @param answeredAt when, the newest first, 50 at the most
   */
  public record ReadConsentView(
      @JsonUnwrapped ConsentView consent, long answers, List<Instant> answeredAt) {
    static ReadConsentView of(Shown shown, Instant now) {
      return new ReadConsentView(
          ConsentView.of(shown.consent(), now), shown.answers().count(), shown.answers().newest());
    }
  }

  public static ShownView of(List<Shown> shown, Instant now) {
    return new ShownView(shown.stream().map(one -> ReadConsentView.of(one, now)).toList());
  }
}
