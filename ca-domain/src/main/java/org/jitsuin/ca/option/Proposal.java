package org.jitsuin.ca.option;

import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;

/**
 * An act to ask the rules about.
 *
 * @param keys the certificates for which the card would make keys
 * @param barred why the caller's role alone may not ask for it, if so
 */
record Proposal(
    CardOption.Subject subject, Set<Authority> keys, Optional<Refusal> barred, Asking asking) {
  /** A proposal that needs no keys and that the role bars from nothing. */
  Proposal(CardOption.Subject subject, Asking asking) {
    this(subject, Set.of(), Optional.empty(), asking);
  }

  /** The command of an act. */
  @FunctionalInterface
  interface Asking {
    /**
     * Returns the command, or why it is none.
     *
     * @param notification the number of a notification, where the office was told one
     */
    Outcome<Command> with(Optional<IdentityCheck> check, Optional<String> notification);
  }

  /** Asks for a command that says of nobody who was seen: nobody need be identified for it. */
  record Plain(Command command) implements Asking {
    @Override
    public Outcome<Command> with(Optional<IdentityCheck> check, Optional<String> notification) {
      return Outcome.done(command);
    }
  }
}
