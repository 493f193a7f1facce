package org.jitsuin.ca.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.CardCertificate;

/**
 * An act that was performed.
 *
 * @param before the facts on which it was decided
 * @param after the facts from then on
 * @param decision what changed
 */
public record Performed(Command command, Dossier before, Dossier after, Decision decision) {
  /** Returns what follows from a decision. */
  public static Performed of(Command command, Dossier before, Decision decision) {
    return new Performed(command, before, before.after(decision.changes()), decision);
  }

  public Set<Decision.Note> notes() {
    return decision.notes();
  }

  /** The certificates that were revoked for good, as they are now. */
  public List<CardCertificate> revoked() {
    return decision.changes().stream()
        .filter(Change.CertificateRevoked.class::isInstance)
        .map(Change.CertificateRevoked.class::cast)
        .map(change -> change.certificate().with(Optional.of(change.revocation())))
        .toList();
  }
}
