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
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.validity.Ending;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.ca.validity.ValidityRules;

/** Rules of who may hold which certificate, and until when (domain, sections 3.1 and 3.2). */
final class IssueRules {
  private static final int YOUNGEST_SIGNER = 15;

  private final Policy policy;
  private final ValidityRules validity;
  private final Endings endings;

  IssueRules(Policy policy) {
    this.policy = policy;
    this.validity = policy.validity();
    this.endings = new Endings(policy.validity());
  }

  Outcome<Decision> issue(Dossier dossier, Command.Issue asked, Instant now) {
    return bearer(dossier, asked.cardId(), asked.kinds(), now)
        .then(card -> signer(dossier, asked.kinds(), asked.check(), asked.ward(), card, now))
        .then(card -> issue(dossier, card, asked, now));
  }

  private Outcome<Decision> issue(Dossier dossier, Card card, Command.Issue asked, Instant now) {
    List<Change> granted = new ArrayList<>(ward(dossier, asked.ward()));
    for (Authority kind : asked.kinds().stream().sorted().toList()) {
      if (dossier.live(card.id(), kind, now).isPresent()) {
        return Outcome.refused(RefusalCode.CERTIFICATE_EXISTS, kind.id());
      }
      Ending end =
          validity.certificateEnd(
              dossier.resident().holder().birthDate(),
              JapanTime.date(now),
              card.expiresOn(),
              sibling(dossier, card, kind, now));
      granted.add(grant(dossier, card, kind, end, now));
    }
    return Outcome.done(Decision.of(granted));
  }

  /** The card, if it and its holder may get certificates at all. */
  Outcome<Card> bearer(Dossier dossier, String cardId, Set<Authority> kinds, Instant now) {
    return CardPreconditions.usable(dossier, cardId, now)
        .then(card -> {
          Optional<Refusal> nobody =
              CardPreconditions.noHolder(dossier.resident())
                  .or(() -> unconfirmed(dossier.resident().confirmation()));
          if (nobody.isPresent()) {
            return new Outcome.Refused<>(nobody.get());
          }
          return card.withoutPins() && kinds.contains(Authority.SIGNATURE)
              ? Outcome.refused(RefusalCode.CARD_WITHOUT_PINS)
              : Outcome.done(card);
        });
  }

  /**
   * Returns the refusal of certificates in the name of somebody whom the register does not know so.
   */
  private Optional<Refusal> unconfirmed(Confirmation confirmation) {
    return switch (confirmation.state()) {
      case CONFIRMED -> Optional.empty();
      case AWAITED ->
          policy.confirmation() == Policy.RegisterConfirmation.REQUIRED
              ? Optional.of(Refusal.of(RefusalCode.RESIDENT_NOT_CONFIRMED))
              : Optional.empty();
      case DIFFERS ->
          Optional.of(
              new Refusal(
                  RefusalCode.RESIDENT_DIFFERS, String.join(", ", confirmation.differingIds())));
    };
  }

  /**
   * Checks who was identified, by the holder's age and wardship: under 15, and for adult wards, a
   * signature certificate is issued only where holder and legal representative are there together.
   */
  Outcome<Card> signer(
      Dossier dossier,
      Set<Authority> kinds,
      IdentityCheck check,
      boolean ward,
      Card card,
      Instant now) {
    Optional<Refusal> insufficient = IdentityRules.insufficient(check);
    if (insufficient.isPresent()) {
      return new Outcome.Refused<>(insufficient.get());
    }
    Resident resident = dossier.resident();
    boolean young =
        validity.age(resident.holder().birthDate(), JapanTime.date(now)) < YOUNGEST_SIGNER;
    boolean needsBoth = young || ward || resident.ward();
    return kinds.contains(Authority.SIGNATURE) && needsBoth && !check.holderWithRepresentative()
        ? Outcome.refused(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE)
        : Outcome.done(card);
  }

  /**
   * Returns the change that keeps what the office knows of an adult ward: the next office to ask
   * may not know it.
   */
  static List<Change> ward(Dossier dossier, boolean told) {
    Resident resident = dossier.resident();
    return told && !resident.ward()
        ? List.of(new Change.ResidentChanged(resident.asWard()))
        : List.of();
  }

  /**
   * Returns the last day of a sibling that was issued earlier: only the signature certificate ends
   * with it (domain, section 3.1).
   */
  static Optional<LocalDate> sibling(Dossier dossier, Card card, Authority kind, Instant now) {
    return kind == Authority.SIGNATURE
        ? dossier
            .live(card.id(), Authority.USER_IDENTIFICATION, now)
            .map(CardCertificate::notAfter)
            .map(JapanTime::date)
        : Optional.empty();
  }

  Change grant(Dossier dossier, Card card, Authority kind, Ending end, Instant now) {
    return new Change.CertificateGranted(
        card.id(),
        kind,
        new Validity(now, JapanTime.endOf(end.on())),
        dossier.nextInChain(kind),
        endings.refined(dossier, card, end).because());
  }
}
