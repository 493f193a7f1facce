package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.profile.Validity;
import org.jitsuin.ca.validity.ValidityRules;

/** Whether certificates of those kinds may be issued to a card now, and how long each is valid. */
public final class IssueDecision {
  private static final int YOUNGEST_SIGNER = 15;

  private final ValidityRules rules;

  public IssueDecision(ValidityRules rules) {
    this.rules = rules;
  }

  /**
   * @param live the certificates of the card that are neither revoked nor replaced
   * @param kinds which are asked for, at least one
   * @return the validity of each
   */
  public Outcome<Map<Authority, Validity>> decide(
      Card card, Holder holder, List<CardCertificate> live, Set<Authority> kinds, Instant now) {
    LocalDate today = JapanTime.date(now);
    if (today.isBefore(card.issuedOn())) {
      return Outcome.refused(RefusalCode.CARD_NOT_YET_ISSUED, card.issuedOn().toString());
    }
    if (today.isAfter(card.expiresOn())) {
      return Outcome.refused(RefusalCode.CARD_EXPIRED, card.expiresOn().toString());
    }
    if (kinds.contains(Authority.SIGNATURE)
        && rules.age(holder.birthDate(), today) < YOUNGEST_SIGNER) {
      return Outcome.refused(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE);
    }
    for (CardCertificate existing : live) {
      Authority kind = existing.issuer().authority();
      if (kinds.contains(kind) && !existing.isOver(now)) {
        return Outcome.refused(RefusalCode.CERTIFICATE_EXISTS, kind.id());
      }
    }
    Map<Authority, Validity> validities = new EnumMap<>(Authority.class);
    for (Authority kind : kinds) {
      LocalDate end =
          rules.certificateExpiry(
              holder.birthDate(), today, card.expiresOn(), sibling(kind, live, now));
      validities.put(kind, new Validity(now, JapanTime.endOf(end)));
    }
    return Outcome.done(validities);
  }

  /** Until when a sibling issued earlier is valid: only the signature certificate ends with it. */
  private static Optional<LocalDate> sibling(
      Authority kind, List<CardCertificate> live, Instant now) {
    if (kind != Authority.SIGNATURE) {
      return Optional.empty();
    }
    return live.stream()
        .filter(other -> other.issuer().authority() == Authority.USER_IDENTIFICATION)
        .filter(other -> !other.isOver(now))
        .map(other -> JapanTime.date(other.notAfter()))
        .findFirst();
  }
}
