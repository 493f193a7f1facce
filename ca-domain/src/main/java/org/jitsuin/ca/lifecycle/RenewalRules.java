package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.validity.Ending;
import org.jitsuin.ca.validity.ValidityRules;

/**
 * Renewal of certificates from three months before they end, to the 6th birthday after issue
 * (leaflet, certificate §4; domain, section 3.1). Those who live abroad may renew from one year
 * before, and those who will depart at any time: to the 5th birthday where more than three months
 * are left, as at any other issue.
 */
final class RenewalRules {
  private final ValidityRules validity;
  private final IssueRules issue;

  RenewalRules(Policy policy, IssueRules issue) {
    this.validity = policy.validity();
    this.issue = issue;
  }

  Outcome<Decision> renew(Dossier dossier, Command.Renew asked, Instant now) {
    return issue
        .bearer(dossier, asked.cardId(), asked.kinds(), now)
        .then(card -> issue.signer(dossier, asked.kinds(), asked.check(), asked.ward(), card, now))
        .then(card -> renew(dossier, card, asked, now));
  }

  private Outcome<Decision> renew(Dossier dossier, Card card, Command.Renew asked, Instant now) {
    List<Change> changes = new ArrayList<>(IssueRules.ward(dossier, asked.ward()));
    for (Authority kind : asked.kinds().stream().sorted().toList()) {
      Optional<CardCertificate> old = dossier.live(card.id(), kind, now);
      if (old.isEmpty()) {
        return nothingToRenew(dossier, card, kind);
      }
      LocalDate oldEnd = JapanTime.date(old.get().notAfter());
      Optional<Refusal> closed = closed(dossier.resident(), asked.ground(), oldEnd, now);
      if (closed.isPresent()) {
        return new Outcome.Refused<>(closed.get());
      }
      Ending end = end(dossier, card, asked.kinds(), kind, oldEnd, now);
      if (!end.on().isAfter(oldEnd) && !outlives(asked.ground(), kind)) {
        return Outcome.refused(RefusalCode.RENEWAL_GAINS_NOTHING, end.on().toString());
      }
      changes.add(Terminations.revoke(old.get(), RevocationCause.RENEWED, Optional.empty(), now));
      changes.add(issue.grant(dossier, card, kind, end, now));
    }
    return Outcome.done(Decision.of(changes));
  }

  private Ending end(
      Dossier dossier,
      Card card,
      Set<Authority> kinds,
      Authority kind,
      LocalDate oldEnd,
      Instant now) {
    Optional<LocalDate> sibling =
        kinds.contains(Authority.USER_IDENTIFICATION)
            ? Optional.empty()
            : IssueRules.sibling(dossier, card, kind, now);
    return validity.successorEnd(
        dossier.resident().holder().birthDate(),
        JapanTime.date(now),
        oldEnd,
        card.expiresOn(),
        sibling);
  }

  /** The old signature certificate ends with the departure: the new one gains by not doing so. */
  private static boolean outlives(RenewalGround ground, Authority kind) {
    return ground == RenewalGround.DEPARTURE && kind == Authority.SIGNATURE;
  }

  private static Optional<Refusal> closed(
      Resident resident, RenewalGround ground, LocalDate oldEnd, Instant now) {
    LocalDate today = JapanTime.date(now);
    return switch (ground) {
      case ENDING -> window(oldEnd, resident, today);
      case DEPARTURE -> notDeparting(resident, today);
    };
  }

  /**
   * Returns the refusal of a renewal for a departure that the register has not reported by the day
   * before it.
   */
  private static Optional<Refusal> notDeparting(Resident resident, LocalDate today) {
    if (!resident.mayContinueAbroad()) {
      return Optional.of(Refusal.of(RefusalCode.CONTINUATION_NOT_FOR_FOREIGNERS));
    }
    return resident.departure().filter(departure -> today.isBefore(departure.on())).isPresent()
        ? Optional.empty()
        : Optional.of(Refusal.of(RefusalCode.DEPARTURE_NOT_PLANNED));
  }

  /** Returns the refusal of a renewal where nothing can be renewed: what ran out is issued anew. */
  private static Outcome<Decision> nothingToRenew(Dossier dossier, Card card, Authority kind) {
    return dossier.certificates().stream()
        .filter(one -> one.cardId().equals(card.id()) && one.kind() == kind && !one.isRevoked())
        .reduce((_, last) -> last)
        .map(last ->
            Outcome.<Decision>refused(
                RefusalCode.RENEWAL_WINDOW_CLOSED, JapanTime.date(last.notAfter()).toString()))
        .orElseGet(() -> Outcome.refused(RefusalCode.CERTIFICATE_MISSING, kind.id()));
  }

  /** Returns why something that ends on that day cannot be renewed today, if it cannot. */
  static Optional<Refusal> window(LocalDate end, Resident holder, LocalDate today) {
    LocalDate opens =
        holder.isAbroad() ? ValidityRules.renewalOpensAbroad(end) : ValidityRules.renewalOpens(end);
    if (today.isBefore(opens)) {
      return Optional.of(Refusal.opening(RefusalCode.RENEWAL_WINDOW_NOT_OPEN, opens));
    }
    return today.isAfter(end)
        ? Optional.of(new Refusal(RefusalCode.RENEWAL_WINDOW_CLOSED, end.toString()))
        : Optional.empty();
  }
}
