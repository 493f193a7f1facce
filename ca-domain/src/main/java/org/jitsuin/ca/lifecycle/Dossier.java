package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Resident;

/**
 * All facts about one resident on which decisions rest: the resident, all cards they ever had, and
 * all certificates on these. Some two to a few dozen of each in a life.
 *
 * @param cards the oldest first
 * @param certificates in the order of their chain numbers, kind by kind
 */
public record Dossier(Resident resident, List<Card> cards, List<CardCertificate> certificates) {
  public Dossier {
    cards = List.copyOf(cards);
    certificates = List.copyOf(certificates);
  }

  public Optional<Card> card(String id) {
    return cards.stream().filter(card -> card.id().equals(id)).findFirst();
  }

  /** The card that took a card's place. */
  public Optional<Card> successor(Card card) {
    return cards.stream()
        .filter(one -> one.predecessor().filter(card.id()::equals).isPresent())
        .findFirst();
  }

  public Optional<CardCertificate> certificate(Authority kind, Serial serial) {
    return certificates.stream()
        .filter(one -> one.kind() == kind && one.serial().equals(serial))
        .findFirst();
  }

  /** The certificates of a card that can still be good, at most one of a kind. */
  public List<CardCertificate> live(String cardId, Instant now) {
    return certificates.stream()
        .filter(one -> one.cardId().equals(cardId) && one.isLive(now))
        .toList();
  }

  /** The certificate of that kind on a card that can still be good. */
  public Optional<CardCertificate> live(String cardId, Authority kind, Instant now) {
    return live(cardId, now).stream().filter(one -> one.kind() == kind).findFirst();
  }

  /** The certificates of all cards that can still be good. */
  public List<CardCertificate> live(Instant now) {
    return certificates.stream().filter(one -> one.isLive(now)).toList();
  }

  /** The cards that have not lapsed, though their date may be past; one at the most. */
  public List<Card> standing() {
    return cards.stream().filter(card -> card.end().isEmpty()).toList();
  }

  /**
   * The card at the end of the lineage: that which none took the place of. By the lineage and not
   * by time: two may be registered in one millisecond.
   */
  public Optional<Card> newest() {
    Set<String> replaced =
        cards.stream().flatMap(card -> card.predecessor().stream()).collect(Collectors.toSet());
    return cards.stream().filter(card -> !replaced.contains(card.id())).reduce((_, last) -> last);
  }

  /** The place of the next certificate of that kind in the holder's lineage. */
  public int nextInChain(Authority kind) {
    return 1
        + certificates.stream()
            .filter(one -> one.kind() == kind)
            .mapToInt(CardCertificate::chainNumber)
            .max()
            .orElse(0);
  }

  /** The same facts after those changes, in their order. */
  public Dossier after(Collection<Change> changes) {
    Dossier current = this;
    for (Change change : changes) {
      current = current.after(change);
    }
    return current;
  }

  private Dossier after(Change change) {
    return switch (change) {
      case Change.ResidentChanged(Resident changed) -> new Dossier(changed, cards, certificates);
      case Change.CardAdded(Card added) ->
          new Dossier(resident, appended(cards, added), certificates);
      case Change.CardChanged(Card changed, _) ->
          new Dossier(
              resident,
              mapped(cards, card -> card.id().equals(changed.id()) ? changed : card),
              certificates);
      case Change.CertificateIssued(CardCertificate issued) ->
          new Dossier(resident, cards, appended(certificates, issued));
      case Change.CertificateRevoked(CardCertificate before, var revocation, _) ->
          replaced(before.with(Optional.of(revocation)));
      case Change.RevocationAmended(CardCertificate before, var revocation, _) ->
          replaced(before.with(Optional.of(revocation)));
      case Change.CertificateHeld(CardCertificate before, var revocation) ->
          replaced(before.with(Optional.of(revocation)));
      case Change.CertificateRestored(CardCertificate before) ->
          replaced(before.with(Optional.empty()));
      case Change.CertificateGranted _,
          Change.CardEndPlanned _,
          Change.EventPlanned _,
          Change.EventCancelled _ ->
          this;
    };
  }

  private Dossier replaced(CardCertificate changed) {
    return new Dossier(
        resident, cards, mapped(certificates, one -> one.is(changed) ? changed : one));
  }

  private static <T> List<T> appended(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  private static <T> List<T> mapped(List<T> list, UnaryOperator<T> mapping) {
    return list.stream().map(mapping).toList();
  }
}
