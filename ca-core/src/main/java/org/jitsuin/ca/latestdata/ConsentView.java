package org.jitsuin.ca.latestdata;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;

/**
 * A consent, as it is shown; components that are absent are null here only.
 *
 * @param consent its id
 * @param until the last day in Japan
 */
public record ConsentView(
    String consent,
    String party,
    String purpose,
    @OneOf(ConsentAttribute.class) List<String> attributes,
    Instant given,
    LocalDate until,
    Instant recordedAt,
    @OneOf(Consent.State.class) String state,
    @Absent Instant withdrawnAt) {
  public static ConsentView of(Consent consent, Instant now) {
    return new ConsentView(
        consent.id(),
        consent.party(),
        consent.purpose(),
        ConsentAttribute.ids(consent.attributes()),
        consent.given(),
        consent.until(),
        consent.recordedAt(),
        consent.state(now).id(),
        consent.withdrawnAt().orElse(null));
  }

  /** Nothing of what for: it may tell of the holder. */
  @Override
  public String toString() {
    return "ConsentView[" + consent + "]";
  }

  /**
   * That a consent was withdrawn, for whoever brings that.
   *
   * @param consent its id
   */
  public record WithdrawnView(String consent, Instant withdrawnAt) {
    static WithdrawnView of(Consent consent) {
      return new WithdrawnView(consent.id(), consent.withdrawnAt().orElseThrow());
    }
  }

  /**
   * Withdrawals, for the party that was told.
   *
   * @param next what to ask with for those behind them; the same as before where there are none
   */
  public record WithdrawalsView(List<WithdrawnView> withdrawals, long next) {
    /**
     * @param after what was asked with
     */
    public static WithdrawalsView of(List<Consent> withdrawn, long after) {
      return new WithdrawalsView(
          withdrawn.stream().map(WithdrawnView::of).toList(),
          withdrawn.isEmpty() ? after : withdrawn.getLast().withdrawal().orElseThrow());
    }
  }
}
