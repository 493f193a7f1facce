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
import org.jitsuin.ca.validity.ValidityRules;

/**
 * Renewal of certificates from three months before they end, to the 6th birthday after issue
 * (leaflet, certificate §4; domain, section 3.1).
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
        .then(card -> renew(dossier, card, asked.kinds(), now));
  }

  private Outcome<Decision> renew(Dossier dossier, Card card, Set<Authority> kinds, Instant now) {
    List<Change> changes = new ArrayList<>();
    for (Authority kind : kinds.stream().sorted().toList()) {
      Optional<CardCertificate> old = dossier.live(card.id(), kind, now);
      if (old.isEmpty()) {
        return nothingToRenew(dossier, card, kind);
      }
      LocalDate oldEnd = JapanTime.date(old.get().notAfter());
      Optional<Refusal> closed = window(oldEnd, JapanTime.date(now));
      if (closed.isPresent()) {
        return Outcome.refused(closed.get().code(), closed.get().detail());
      }
      LocalDate end =
          validity.renewedCertificateExpiry(
              dossier.resident().holder().birthDate(),
              JapanTime.date(now),
              card.expiresOn(),
              kinds.contains(Authority.USER_IDENTIFICATION)
                  ? Optional.empty()
                  : IssueRules.sibling(dossier, card, kind, now));
      if (!end.isAfter(oldEnd)) {
        return Outcome.refused(RefusalCode.RENEWAL_GAINS_NOTHING, end.toString());
      }
      changes.add(Endings.revoke(old.get(), RevocationCause.RENEWED, Optional.empty(), now));
      changes.add(IssueRules.grant(dossier, card, kind, end, now));
    }
    return Outcome.done(Decision.of(changes));
  }

  /** What ran out is issued anew, not renewed. */
  private static Outcome<Decision> nothingToRenew(Dossier dossier, Card card, Authority kind) {
    return dossier.certificates().stream()
        .filter(one -> one.cardId().equals(card.id()) && one.kind() == kind && !one.isRevoked())
        .reduce((_, last) -> last)
        .map(last ->
            Outcome.<Decision>refused(
                RefusalCode.RENEWAL_WINDOW_CLOSED, JapanTime.date(last.notAfter()).toString()))
        .orElseGet(() -> Outcome.refused(RefusalCode.CERTIFICATE_MISSING, kind.id()));
  }

  /** Why something that ends on that day cannot be renewed today, if it cannot. */
  static Optional<Refusal> window(LocalDate end, LocalDate today) {
    LocalDate opens = ValidityRules.renewalOpens(end);
    if (today.isBefore(opens)) {
      return Optional.of(new Refusal(RefusalCode.RENEWAL_WINDOW_NOT_OPEN, opens.toString()));
    }
    return today.isAfter(end)
        ? Optional.of(new Refusal(RefusalCode.RENEWAL_WINDOW_CLOSED, end.toString()))
        : Optional.empty();
  }
}
