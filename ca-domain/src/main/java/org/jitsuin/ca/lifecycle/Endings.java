package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.validity.Because;
import org.jitsuin.ca.validity.Ending;
import org.jitsuin.ca.validity.ValidityRules;

/**
 * Tells until when a card or a certificate is valid and by which rule, from what is recorded now:
 * the rules of issuing, asked once more. Nothing is said of what ended earlier than by its date.
 */
public final class Endings {
  /** What is told of one that was renewed; a key that leaked is worse, and told later. */
  private static final Set<RevocationReason> OF_RENEWED =
      EnumSet.of(
          RevocationReason.SUPERSEDED,
          RevocationReason.KEY_COMPROMISE,
          RevocationReason.CA_COMPROMISE);

  private final ValidityRules validity;

  Endings(ValidityRules validity) {
    this.validity = validity;
  }

  /** The end of a card. */
  public Ending of(Dossier dossier, Card card) {
    return new Ending(card.expiresOn(), because(dossier, card));
  }

  private Because because(Dossier dossier, Card card) {
    if (card.endsWithStay()) {
      boolean ofStay =
          dossier
              .resident()
              .stay()
              .flatMap(Stay::limit)
              .filter(card.expiresOn()::equals)
              .isPresent();
      return card.term().speciallyExtended() && !ofStay ? Because.SPECIAL_EXTENSION : Because.STAY;
    }
    BirthDate birthDate = dossier.resident().holder().birthDate();
    return validity.cardEnds(birthDate, card.issuedOn()).stream()
        .filter(end -> end.on().equals(card.expiresOn()))
        .findFirst()
        .map(Ending::because)
        .orElse(Because.EARLIER_RECORD);
  }

  /**
   * The end of a certificate, of whichever state: the last day of its card where that was moved
   * forward since.
   */
  public Ending of(Dossier dossier, CardCertificate certificate) {
    LocalDate last = JapanTime.date(certificate.notAfter());
    Optional<Card> found = dossier.card(certificate.cardId());
    if (found.isEmpty()) {
      return new Ending(last, Because.EARLIER_RECORD);
    }
    Card card = found.get();
    if (card.expiresOn().isBefore(last)) {
      return refined(dossier, card, new Ending(card.expiresOn(), Because.CARD));
    }
    return counted(dossier, card, certificate)
        .filter(end -> end.on().equals(last))
        .findFirst()
        .map(end -> refined(dossier, card, end))
        .orElse(new Ending(last, Because.EARLIER_RECORD));
  }

  /** Says why the card ends, where a certificate ends with one that ends by no birthday. */
  Ending refined(Dossier dossier, Card card, Ending end) {
    return end.because() == Because.CARD && card.endsWithStay()
        ? new Ending(end.on(), because(dossier, card))
        : end;
  }

  /** What the rules would give today to a certificate that was issued then: renewed, or not. */
  private Stream<Ending> counted(Dossier dossier, Card card, CardCertificate certificate) {
    BirthDate birthDate = dossier.resident().holder().birthDate();
    LocalDate issued = JapanTime.date(certificate.notBefore());
    List<Optional<LocalDate>> siblings = siblings(dossier, certificate);
    Stream<Ending> renewed =
        predecessor(dossier, certificate)
            .map(CardCertificate::notAfter)
            .map(JapanTime::date)
            .stream()
            .flatMap(end ->
                siblings.stream()
                    .map(sibling ->
                        validity.successorEnd(birthDate, issued, end, card.expiresOn(), sibling)));
    Stream<Ending> first =
        siblings.stream()
            .map(sibling -> validity.certificateEnd(birthDate, issued, card.expiresOn(), sibling));
    return Stream.concat(renewed, first);
  }

  /** The one that a certificate took the place of in the same act. */
  private static Optional<CardCertificate> predecessor(
      Dossier dossier, CardCertificate certificate) {
    return dossier.certificates().stream()
        .filter(one -> one.kind() == certificate.kind())
        .filter(one -> one.cardId().equals(certificate.cardId()))
        .filter(one -> one.chainNumber() == certificate.chainNumber() - 1)
        .filter(one -> ended(one).filter(certificate.notBefore()::equals).isPresent())
        .filter(one ->
            one.revocation().map(Revocation::reason).filter(OF_RENEWED::contains).isPresent())
        .findFirst();
  }

  /**
   * The last day of the other one on the card that a signature certificate must not outlive, where
   * there is one. One that was issued in the same second comes last: whether by an act before it or
   * by the same act, which asks nothing of it, is not known.
   */
  private static List<Optional<LocalDate>> siblings(Dossier dossier, CardCertificate certificate) {
    Instant second = certificate.notBefore();
    return List.of(
        sibling(dossier, certificate, one -> stoodBefore(one, second)),
        sibling(dossier, certificate, one -> one.notBefore().equals(second)));
  }

  private static Optional<LocalDate> sibling(
      Dossier dossier, CardCertificate certificate, Predicate<CardCertificate> counts) {
    return dossier.certificates().stream()
        .filter(_ -> certificate.kind() == Authority.SIGNATURE)
        .filter(one -> one.kind() == Authority.USER_IDENTIFICATION)
        .filter(one -> one.cardId().equals(certificate.cardId()))
        .filter(counts)
        .map(one -> JapanTime.date(one.notAfter()))
        .findFirst();
  }

  /** Returns whether a certificate was issued before that second and could be good in it. */
  private static boolean stoodBefore(CardCertificate one, Instant second) {
    return one.notBefore().isBefore(second)
        && !one.isOver(second)
        && ended(one).filter(end -> !end.isAfter(second)).isEmpty();
  }

  /** The second in which a certificate was revoked for good. */
  private static Optional<Instant> ended(CardCertificate one) {
    return one.revocation()
        .filter(_ -> one.isRevoked())
        .map(Revocation::at)
        .map(at -> at.truncatedTo(ChronoUnit.SECONDS));
  }
}
