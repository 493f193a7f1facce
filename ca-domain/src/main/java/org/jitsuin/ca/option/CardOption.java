package org.jitsuin.ca.option;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.outcome.Refusal;

/**
 * An act that there is for a card, with what the rules say of it now.
 *
 * @param subject what is asked for
 * @param refusal why it is not done, whoever comes to the counter with whatever papers; empty where
 *     it is
 * @param from the day from which it is open where it is not yet, as all stands now
 * @param alreadySo whether it would change nothing
 * @param effects what it would bring about, in this order; empty where the rules refuse it
 */
public record CardOption(
    Subject subject,
    Optional<Refusal> refusal,
    Optional<LocalDate> from,
    boolean alreadySo,
    Needs needs,
    List<Effect> effects) {
  public CardOption {
    effects = List.copyOf(effects);
  }

  /**
   * What is asked for.
   *
   * @param ground where there are several, by its name in the API
   * @param kinds the certificates that it is about; empty where it is about the card alone
   * @param serial of the certificate that it names
   */
  public record Subject(
      OptionAct act, Optional<String> ground, Set<Authority> kinds, Optional<Serial> serial) {
    public Subject {
      kinds = Set.copyOf(kinds);
    }
  }

  /**
   * What whoever does it must bring.
   *
   * @param identity how identity is checked; empty where something refuses it before anybody is
   *     identified
   * @param notification whether the number of a notification to the police or the fire department
   * @param keys the certificates for which the card makes keys
   * @param budget what it is taken from where nobody else approves it
   */
  public record Needs(
      Optional<Identification> identity,
      boolean notification,
      Set<Authority> keys,
      Optional<Budget> budget) {
    public Needs {
      keys = Set.copyOf(keys);
    }
  }

  /** The same option, refused by a rule that is not about the card. */
  public CardOption refused(Refusal other) {
    return refusal.isPresent()
        ? this
        : new CardOption(subject, Optional.of(other), Optional.empty(), alreadySo, needs, effects);
  }
}
