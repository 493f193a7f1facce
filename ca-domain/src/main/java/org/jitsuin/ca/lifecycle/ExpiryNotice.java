package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.validity.ValidityRules;

/**
 * The end of a card or a certificate by its date, of which its holder is notified in time (domain,
 * section 3.1: notices are posted two to three months before, but not where a period of stay ends).
 *
 * @param certificate of which kind; absent where it is the card itself
 * @param endsOn the last day on which it is valid
 * @param withCard whether it is a certificate that ends on its card's last day: only another card
 *     helps it
 * @param abroad whether the holder lives abroad, and may renew it earlier
 */
public record ExpiryNotice(
    Optional<Authority> certificate, LocalDate endsOn, boolean withCard, boolean abroad) {
  /** Returns the end of a card. */
  public static ExpiryNotice of(Card card, boolean abroad) {
    return new ExpiryNotice(Optional.empty(), card.expiresOn(), false, abroad);
  }

  /**
   * Returns the end of a certificate.
   *
   * @param card on which it is
   */
  public static ExpiryNotice of(CardCertificate certificate, Card card, boolean abroad) {
    LocalDate endsOn = JapanTime.date(certificate.notAfter());
    return new ExpiryNotice(
        Optional.of(certificate.kind()), endsOn, endsOn.equals(card.expiresOn()), abroad);
  }

  /** Returns whether the period of stay is what ends it. */
  public boolean isOfStay(Card card) {
    return card.endsWithStay() && (certificate.isEmpty() || withCard);
  }

  /** The first day on which it can be renewed. */
  public LocalDate renewableFrom() {
    return abroad ? ValidityRules.renewalOpensAbroad(endsOn) : ValidityRules.renewalOpens(endsOn);
  }

  /**
   * Returns what of a card ends within a window: the card itself, then its certificates. Nothing is
   * returned where it ends with the holder's period of stay.
   *
   * @param certificates on that card; those that are revoked or over do not count
   * @param abroad whether the holder lives abroad
   * @param until the last day of the window
   */
  public static List<ExpiryNotice> within(
      Card card, List<CardCertificate> certificates, boolean abroad, Instant now, LocalDate until) {
    List<ExpiryNotice> endings = new ArrayList<>();
    if (card.end().isEmpty()) {
      endings.add(of(card, abroad));
    }
    certificates.stream()
        .filter(one -> one.isLive(now))
        .sorted(Comparator.comparing(CardCertificate::kind))
        .map(one -> of(one, card, abroad))
        .forEach(endings::add);
    LocalDate today = JapanTime.date(now);
    return endings.stream()
        .filter(ending -> !ending.isOfStay(card))
        .filter(ending -> !ending.endsOn().isBefore(today) && !ending.endsOn().isAfter(until))
        .toList();
  }
}
