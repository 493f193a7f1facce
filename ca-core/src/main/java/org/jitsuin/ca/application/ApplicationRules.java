package org.jitsuin.ca.application;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication;

/**
 * Rules of when somebody may add to an application, approve it and carry it out. Where a second
 * person is asked for, they approve what will be done and nothing less: an application can be
 * approved when it is complete, by somebody who brought none of it, and is carried out as it was
 * then.
 */
final class ApplicationRules {
  private ApplicationRules() {}

  /**
   * An application as it stands.
   *
   * @param demanded whether its office asks for a second person at present
   * @param complete whether all is there to carry it out
   */
  record Standing(FiledApplication row, boolean demanded, boolean complete) {
    /** Returns whether nothing is done before a second person agrees. */
    boolean needsSecond() {
      return demanded || row.state() == ApplicationState.AWAITING_APPROVAL;
    }

    /** Returns whether a second person agreed to just what is there. */
    boolean isApproved() {
      return complete
          && row.content().filter(content -> ApplicationRules.isApproved(row, content)).isPresent();
    }

    /** Returns whether what is there is what will be done, or nothing at all. */
    private boolean isFixed() {
      return isApproved() || (needsSecond() && complete);
    }
  }

  /**
   * Returns whether a second person agreed to just that content: where the approval does not say to
   * what, to that which was there.
   */
  static boolean isApproved(FiledApplication row, Bytes content) {
    return row.approved()
        .filter(approval ->
            approval
                .content()
                .map(hash -> hash.equals(content.fingerprint()))
                .orElseGet(() -> row.content().equals(Optional.of(content))))
        .isPresent();
  }

  /** Returns the state of an application that was just entered. */
  static ApplicationState entered(boolean demanded, boolean complete) {
    return demanded && complete ? ApplicationState.AWAITING_APPROVAL : ApplicationState.RECEIVED;
  }

  /**
   * Returns the state of an application to which something was added; what was approved before was
   * less, and is approved again.
   *
   * @param complete whether all is there now
   */
  static ApplicationState extended(Standing before, boolean complete) {
    boolean awaits = before.row().state() == ApplicationState.AWAITING_APPROVAL;
    boolean second = before.needsSecond() || before.row().approved().isPresent();
    return awaits ? ApplicationState.AWAITING_APPROVAL : entered(second, complete);
  }

  /** Returns why nothing can be added to an application, if so. */
  static Optional<Refusal> againstExtending(Standing standing) {
    return ended(standing)
        .or(() ->
            standing.isFixed()
                ? Optional.of(Refusal.of(RefusalCode.APPLICATION_CONTENT_FIXED))
                : Optional.empty());
  }

  /**
   * Returns why somebody cannot approve an application, if so.
   *
   * @param person the id by which people are told apart
   */
  static Optional<Refusal> againstApproving(Standing standing, String person) {
    Optional<Refusal> ended = ended(standing);
    if (ended.isPresent()) {
      return ended;
    }
    if (!standing.needsSecond() || standing.isApproved()) {
      return Optional.of(Refusal.of(RefusalCode.APPLICATION_NOT_AWAITING));
    }
    if (standing.row().contributors().contains(person)) {
      return Optional.of(Refusal.of(RefusalCode.SAME_PERSON));
    }
    return standing.complete()
        ? Optional.empty()
        : Optional.of(Refusal.of(RefusalCode.APPLICATION_INCOMPLETE));
  }

  /**
   * Returns why an application cannot be carried out, if so.
   *
   * @param more whether whoever completes it adds something
   */
  static Optional<Refusal> againstCompleting(Standing standing, boolean more) {
    Optional<Refusal> ended = ended(standing);
    if (ended.isPresent()) {
      return ended;
    }
    if (standing.needsSecond() && !standing.isApproved()) {
      return Optional.of(
          Refusal.of(
              standing.complete()
                  ? RefusalCode.APPLICATION_AWAITS_APPROVAL
                  : RefusalCode.APPLICATION_INCOMPLETE));
    }
    return more && standing.isApproved()
        ? Optional.of(Refusal.of(RefusalCode.APPLICATION_CONTENT_FIXED))
        : Optional.empty();
  }

  private static Optional<Refusal> ended(Standing standing) {
    ApplicationState state = standing.row().state();
    return state.isOpen()
        ? Optional.empty()
        : Optional.of(new Refusal(RefusalCode.APPLICATION_ENDED, state.id()));
  }
}
