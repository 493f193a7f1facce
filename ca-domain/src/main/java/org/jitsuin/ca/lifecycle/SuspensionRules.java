package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Change.CardChanged.What;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Suspension;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * Suspension and lift (leaflet, card §5; domain, section 3.5). What is lifted counts as never
 * suspended: signatures made meanwhile are valid in the end, those of a hold that became a
 * revocation are not, from the beginning of the hold.
 */
final class SuspensionRules {
  private final Policy policy;

  SuspensionRules(Policy policy) {
    this.policy = policy;
  }

  Outcome<Decision> suspend(Dossier dossier, Command.Suspend asked, Instant now) {
    return CardPreconditions.inForce(dossier, asked.cardId(), now)
        .then(card ->
            card.suspension().isPresent()
                ? Outcome.done(Decision.alreadySo())
                : Outcome.done(suspended(dossier, card, asked.by(), now)));
  }

  private static Decision suspended(Dossier dossier, Card card, String by, Instant now) {
    List<Change> changes = new ArrayList<>();
    Card changed = card.suspended(Optional.of(new Suspension(now, by)));
    changes.add(new Change.CardChanged(changed, What.SUSPENDED));
    Revocation hold = new Revocation(now, RevocationReason.CERTIFICATE_HOLD);
    dossier
        .live(card.id(), now)
        .forEach(certificate -> changes.add(new Change.CertificateHeld(certificate, hold)));
    return Decision.of(changes);
  }

  Outcome<Decision> lift(Dossier dossier, Command.Lift asked, Instant now) {
    return CardPreconditions.inForce(dossier, asked.cardId(), now)
        .then(card ->
            card.suspension().isEmpty()
                ? Outcome.refused(RefusalCode.CARD_NOT_SUSPENDED)
                : Outcome.done(lifted(dossier, card, now)));
  }

  private Decision lifted(Dossier dossier, Card card, Instant now) {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.CardChanged(card.suspended(Optional.empty()), What.LIFTED));
    dossier.certificates().stream()
        .filter(certificate -> certificate.cardId().equals(card.id()) && certificate.isOnHold())
        .map(certificate -> lifted(certificate, now))
        .forEach(changes::add);
    return Decision.of(changes);
  }

  private Change lifted(CardCertificate certificate, Instant now) {
    return certificate.kind() == Authority.SIGNATURE
            && policy.lift() == Policy.LiftOfSignature.REVOKED
        ? Terminations.revoke(certificate, RevocationCause.SUSPENSION_LIFTED, Optional.empty(), now)
        : new Change.CertificateRestored(certificate);
  }

  /** A hold that nobody lifted ends the card after the configured time, if one is configured. */
  Outcome<Decision> endHold(Dossier dossier, Command.EndHold asked, Instant now) {
    Optional<Card> card =
        dossier
            .card(asked.cardId())
            .filter(held -> held.suspension().filter(s -> isOverdue(s, now)).isPresent());
    return Outcome.done(
        card.map(held ->
                Decision.of(
                    Terminations.end(
                        dossier,
                        held,
                        CardEnd.Cause.NEVER_FOUND,
                        RevocationCause.HOLD_EXPIRED,
                        now)))
            .orElseGet(Decision::alreadySo));
  }

  private boolean isOverdue(Suspension suspension, Instant now) {
    ZonedDateTime since = suspension.at().atZone(JapanTime.ZONE);
    return policy
        .holdEndsAfter()
        .filter(time -> !since.plus(time).toInstant().isAfter(now))
        .isPresent();
  }
}
