package org.jitsuin.ca.option;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.option.CardOption.Needs;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * Says what can be done with a card now: each act that there is, decided by the rules of the life
 * cycle as it would be decided if somebody asked for it, and then forgotten. No rule is told here
 * once more.
 */
public final class CardOptions {
  /** How often a day is asked for: each certificate of a card may open on a day of its own. */
  private static final int DAYS = 3;

  private static final Optional<String> NOTIFICATION = Optional.of("0");
  private static final Optional<IdentityCheck> STRONGEST = Optional.of(Identification.STRONGEST);

  private final LifeCycle lifeCycle;
  private final Dossier dossier;
  private final Instant now;

  private CardOptions(LifeCycle lifeCycle, Dossier dossier, Instant now) {
    this.lifeCycle = lifeCycle;
    this.dossier = dossier;
    this.now = now;
  }

  /**
   * Returns the options of a card, some forty, in the order of a counter.
   *
   * @param dossier of the resident whose card it is
   * @param caller who would ask for it
   */
  public static List<CardOption> of(
      LifeCycle lifeCycle, Dossier dossier, Card card, StaffMember caller, Instant now) {
    CardOptions options = new CardOptions(lifeCycle, dossier, now);
    return Proposals.of(dossier, card, caller, JapanTime.date(now)).stream()
        .map(options::option)
        .toList();
  }

  /** A command that the rules let pass. */
  private record Decided(Command command, Decision decision) {}

  private CardOption option(Proposal proposal) {
    Outcome<Decided> outcome = decide(proposal, STRONGEST, NOTIFICATION, now);
    Optional<Refusal> refusal = proposal.barred().or(() -> refusal(outcome));
    Optional<Decided> decided =
        outcome instanceof Outcome.Done<Decided>(Decided done)
            ? Optional.of(done)
            : Optional.empty();
    return new CardOption(
        proposal.subject(),
        refusal,
        refusal.flatMap(why -> from(proposal, why)),
        refusal.isEmpty() && decided.filter(CardOptions::isAlreadySo).isPresent(),
        needs(proposal, decided),
        decided
            .map(done -> Effects.of(lifeCycle.endings(), dossier, done.decision()))
            .orElse(List.of()));
  }

  private static Optional<Refusal> refusal(Outcome<Decided> outcome) {
    return outcome instanceof Outcome.Refused<Decided>(Refusal why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /** Asks once more on the day that a refusal names, since another rule may refuse it then. */
  private Optional<LocalDate> from(Proposal proposal, Refusal first) {
    Optional<LocalDate> day = first.from();
    for (int i = 0; i < DAYS && day.isPresent(); i++) {
      Instant opens = JapanTime.startOf(day.get());
      Optional<Refusal> then = refusal(decide(proposal, STRONGEST, NOTIFICATION, opens));
      if (then.isEmpty()) {
        return day;
      }
      day = then.flatMap(Refusal::from);
    }
    return Optional.empty();
  }

  private Outcome<Decided> decide(
      Proposal proposal, Optional<IdentityCheck> check, Optional<String> notification, Instant at) {
    return proposal
        .asking()
        .with(check, notification)
        .then(command ->
            lifeCycle.decide(dossier, command, at).map(decision -> new Decided(command, decision)));
  }

  private static boolean isAlreadySo(Decided done) {
    return done.decision().notes().contains(Decision.Note.ALREADY_SO);
  }

  private Needs needs(Proposal proposal, Optional<Decided> decided) {
    return new Needs(
        proposal.asking() instanceof Proposal.Plain
            ? Optional.of(Identification.NOBODY)
            : Identification.of(check -> decide(proposal, check, NOTIFICATION, now)),
        decide(proposal, STRONGEST, Optional.empty(), now)
                instanceof Outcome.Refused<Decided>(Refusal refusal)
            && refusal.code() == RefusalCode.NOTIFICATION_NUMBER_NEEDED,
        proposal.keys(),
        decided.flatMap(done -> Budget.of(done.command(), done.decision())));
  }
}
