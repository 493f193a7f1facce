package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import org.jitsuin.ca.outcome.Outcome;

/**
 * The life cycle: every rule about cards and certificates, as one function of the facts, a command
 * and the instant. No database, no token, no clock. {@code docs/lifecycle.md} tells the rules to
 * those who read no Java.
 */
public final class LifeCycle {
  private final Policy policy;
  private final IssueRules issue;
  private final RenewalRules renewal;
  private final CardRules card;
  private final SuspensionRules suspension;
  private final EventRules events;
  private final RevocationRules revocation;
  private final Endings endings;

  public LifeCycle(Policy policy) {
    this.policy = policy;
    this.issue = new IssueRules(policy);
    this.renewal = new RenewalRules(policy, issue);
    this.card = new CardRules(policy);
    this.suspension = new SuspensionRules(policy);
    this.events = new EventRules();
    this.revocation = new RevocationRules(policy);
    this.endings = new Endings(policy.validity());
  }

  /** Returns the policy that the authority has chosen. */
  public Policy policy() {
    return policy;
  }

  /** Returns what says why cards and certificates end when they do. */
  public Endings endings() {
    return endings;
  }

  /** Decides what the command brings about, or why it is refused. */
  public Outcome<Decision> decide(Dossier dossier, Command command, Instant now) {
    return switch (command) {
      case Command.Issue asked -> issue.issue(dossier, asked, now);
      case Command.Renew asked -> renewal.renew(dossier, asked, now);
      case Command.Register asked -> card.register(dossier, asked, now);
      case Command.Replace asked -> card.replace(dossier, asked, now);
      case Command.Extend asked -> card.extend(dossier, asked, now);
      case Command.ExtendSpecially asked -> card.extendSpecially(dossier, asked, now);
      case Command.Suspend asked -> suspension.suspend(dossier, asked, now);
      case Command.Lift asked -> suspension.lift(dossier, asked, now);
      case Command.EndHold asked -> suspension.endHold(dossier, asked, now);
      case Command.EndOfDay asked -> card.endOfDay(dossier, asked, now);
      case Command.Revoke asked -> revocation.revoke(dossier, asked, now);
      case Command.RecordPin asked -> PinRules.record(dossier, asked, now);
      case Command.TakeIn(ResidentEvent event) -> Outcome.done(events.takeIn(dossier, event, now));
    };
  }
}
