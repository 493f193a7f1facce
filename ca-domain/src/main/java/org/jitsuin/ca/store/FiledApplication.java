package org.jitsuin.ca.store;

import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.outcome.Refusal;

/**
 * An application as it stands.
 *
 * @param number its place in the table; grows with time
 * @param content what was entered, as JSON, as long as it is open
 * @param contributors the ids of those who entered it or added to it
 * @param fellWith the id of the last of them, or of who had approved it, who was shut out: it has
 *     waited for a second person since
 */
public record FiledApplication(
    long number,
    Subject subject,
    ApplicationState state,
    Optional<Bytes> content,
    Mark entered,
    Set<String> contributors,
    Optional<Approval> approved,
    Optional<End> end,
    Optional<String> fellWith) {
  public FiledApplication {
    contributors = Set.copyOf(contributors);
  }

  /**
   * A second person's approval.
   *
   * @param content the hash of the content that was approved; absent in approvals from before it
   *     was kept
   */
  public record Approval(Mark mark, Optional<Fingerprint> content) {}

  /** The same, ended with that answer of the act. */
  FiledApplication answered(Bytes result) {
    return new FiledApplication(
        number,
        subject,
        state,
        content,
        entered,
        contributors,
        approved,
        end.map(one -> new End(one.mark(), one.refusal(), one.reason(), Optional.of(result))),
        fellWith);
  }

  /** The same without what was entered, why it was refused, and what it was answered. */
  public FiledApplication withoutPersonalData() {
    return new FiledApplication(
        number,
        subject,
        state,
        Optional.empty(),
        entered,
        contributors,
        approved,
        end.map(one -> new End(one.mark(), one.refusal(), Optional.empty(), Optional.empty())),
        fellWith);
  }

  /**
   * What is asked for.
   *
   * @param id names the application, a UUID
   * @param municipality whose office entered it
   * @param card the card that it is about, if one
   */
  public record Subject(
      String id, ApplicationKind kind, String municipality, Optional<String> card) {}

  /**
   * How an application ended.
   *
   * @param mark who ended it
   * @param refusal of the rule, where one refused it
   * @param reason of the office, where it refused it
   * @param result what the act answered, where it was carried out
   */
  public record End(
      Mark mark, Optional<Refusal> refusal, Optional<String> reason, Optional<Bytes> result) {}
}
