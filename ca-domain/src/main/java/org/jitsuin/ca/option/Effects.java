package org.jitsuin.ca.option;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Change.CardChanged;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Endings;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.option.Effect.What;
import org.jitsuin.ca.validity.Ending;

/** Says what the changes of a decision mean to those whom they concern. */
final class Effects {
  private final Endings endings;
  private final Dossier after;

  private Effects(Endings endings, Dossier after) {
    this.endings = endings;
    this.after = after;
  }

  static List<Effect> of(Endings endings, Dossier before, Decision decision) {
    Effects effects = new Effects(endings, before.after(decision.changes()));
    return decision.changes().stream().flatMap(change -> effects.of(change).stream()).toList();
  }

  private Optional<Effect> of(Change change) {
    return switch (change) {
      case Change.CardAdded(Card card) ->
          Optional.of(ofCard(What.CARD_REGISTERED, Optional.of(endings.of(after, card))));
      case CardChanged(Card card, var what) -> changed(card, what);
      case Change.CardEndPlanned(Card card, var _) ->
          Optional.of(ofCard(What.CERTIFICATES_END, Optional.of(endings.of(after, card))));
      case Change.CertificateGranted granted -> Optional.of(issued(granted));
      case Change.CertificateRevoked(CardCertificate one, var told, var cause) ->
          Optional.of(ended(What.CERTIFICATE_REVOKED, one, told, cause));
      case Change.RevocationAmended(CardCertificate one, var told, var cause) ->
          Optional.of(ended(What.REVOCATION_AMENDED, one, told, cause));
      case Change.CertificateHeld(CardCertificate one, var _) ->
          Optional.of(ofCertificate(What.CERTIFICATE_HELD, one, Optional.empty()));
      case Change.CertificateRestored(CardCertificate one) ->
          Optional.of(ofCertificate(What.CERTIFICATE_RESTORED, one, Optional.empty()));
      case Change.ResidentChanged _,
          Change.CertificateIssued _,
          Change.EventPlanned _,
          Change.EventCancelled _ ->
          Optional.empty();
    };
  }

  private Optional<Effect> changed(Card card, CardChanged.What what) {
    return switch (what) {
      case EXTENDED ->
          Optional.of(ofCard(What.CARD_EXTENDED, Optional.of(endings.of(after, card))));
      case SUSPENDED -> Optional.of(ofCard(What.CARD_SUSPENDED, Optional.empty()));
      case LIFTED -> Optional.of(ofCard(What.CARD_LIFTED, Optional.empty()));
      case ENDED ->
          Optional.of(
              new Effect(
                  What.CARD_ENDED,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  card.end().map(CardEnd::cause),
                  Optional.empty()));
      case SHORTENED -> Optional.empty();
    };
  }

  private static Effect ofCard(What what, Optional<Ending> ending) {
    return new Effect(
        what, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ending);
  }

  private static Effect issued(Change.CertificateGranted granted) {
    return new Effect(
        What.CERTIFICATE_ISSUED,
        Optional.of(granted.kind()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Ending(JapanTime.date(granted.validity().notAfter()), granted.because())));
  }

  private static Effect ended(
      What what, CardCertificate certificate, Revocation told, RevocationCause cause) {
    return ofCertificate(what, certificate, Optional.of(new Effect.Why(cause, told.reason())));
  }

  private static Effect ofCertificate(
      What what, CardCertificate certificate, Optional<Effect.Why> why) {
    return new Effect(
        what,
        Optional.of(certificate.kind()),
        Optional.of(certificate.serial()),
        why,
        Optional.empty(),
        Optional.empty());
  }
}
