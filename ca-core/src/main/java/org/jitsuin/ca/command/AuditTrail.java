package org.jitsuin.ca.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct;

/** Derives the audit entries of acts and their changes. */
public final class AuditTrail {
  private AuditTrail() {}

  /**
   * Returns all entries of an act, that of the command first.
   *
   * @param origin what brought it about, such as {@code resident-event e-17}
   * @param evidence the hash that binds the personal data it rests on; empty where there is none
   */
  public static List<AuditAct> of(Performed performed, String origin, String evidence) {
    List<AuditAct> acts = new ArrayList<>();
    of(performed.command(), performed, evidence).ifPresent(acts::add);
    performed.decision().changes().forEach(change -> of(change, origin).ifPresent(acts::add));
    confirmed(performed, origin).ifPresent(acts::add);
    return acts;
  }

  /** Returns the entry of what the register said of the holder's data, if that is news. */
  private static Optional<AuditAct> confirmed(Performed performed, String origin) {
    Confirmation now = performed.after().resident().confirmation();
    return now.equals(performed.before().resident().confirmation())
        ? Optional.empty()
        : performed.after().newest().map(card -> confirmed(card.id(), now, origin));
  }

  /** The entry of what the register said of the data of a card's holder. */
  public static AuditAct confirmed(String card, Confirmation confirmation, String origin) {
    return confirmation.isConfirmed()
        ? new CardAct.HolderConfirmed(card, origin)
        : new CardAct.HolderDiffers(card, confirmation.differingIds(), origin);
  }

  /**
   * A report from which nothing follows ({@link RefusalCode#isReportRecorded}).
   *
   * @param certificate as it stands
   * @param origin what brought it about
   * @param evidence the hash that binds what was noted besides; empty where nothing was
   */
  public static AuditAct reported(
      CardCertificate certificate, Command.Revoke asked, String origin, String evidence) {
    return new CertificateAct.CompromiseReported(
        certificate.cardId(),
        certificate.issuer(),
        certificate.serial(),
        asked.cause().id(),
        asked.invalidSince(),
        present(asked.check()),
        documents(asked.check()),
        evidence,
        origin);
  }

  private static List<String> present(Optional<IdentityCheck> check) {
    return check.map(IdentityCheck::presentIds).orElse(List.of());
  }

  private static List<String> documents(Optional<IdentityCheck> check) {
    return check.map(IdentityCheck::documentIds).orElse(List.of());
  }

  private static Optional<AuditAct> of(Command command, Performed performed, String evidence) {
    if (performed.decision().changes().isEmpty() && !(command instanceof Command.RecordPin)) {
      return Optional.empty();
    }
    return switch (command) {
      case Command.Register asked ->
          Optional.of(
              new CardAct.CardRegistered(
                  asked.cardId(),
                  performed.after().resident().holder().municipality(),
                  evidence,
                  Optional.of(performed.after().resident().confirmation().state().id()),
                  asked.check().presentIds(),
                  asked.check().documentIds()));
      case Command.Replace asked ->
          Optional.of(
              new CardAct.CardReplaced(
                  asked.newCardId(),
                  asked.cardId(),
                  asked.cause().id(),
                  "",
                  asked.feeYen(),
                  asked.check().presentIds(),
                  asked.check().documentIds(),
                  Optional.of(evidence).filter(hash -> !hash.isEmpty())));
      case Command.Extend asked -> term(performed, asked.cardId(), "stay-extended");
      case Command.ExtendSpecially asked -> term(performed, asked.cardId(), "permission-pending");
      case Command.Suspend asked ->
          Optional.of(new CardAct.CardSuspended(asked.cardId(), evidence));
      case Command.Lift asked ->
          Optional.of(
              new CardAct.SuspensionLifted(
                  asked.cardId(), asked.check().presentIds(), asked.check().documentIds()));
      case Command.RecordPin asked ->
          Optional.of(
              new CardAct.PinRecorded(
                  asked.cardId(),
                  asked.pin().id(),
                  asked.act().name().toLowerCase(Locale.ROOT),
                  present(asked.check()),
                  documents(asked.check())));
      case Command.Revoke asked -> requested(performed, asked, evidence);
      case Command.Issue _,
          Command.Renew _,
          Command.EndHold _,
          Command.EndOfDay _,
          Command.TakeIn _ ->
          Optional.empty();
    };
  }

  /** Returns the entry of a request, if somebody came to the counter or something was noted. */
  private static Optional<AuditAct> requested(
      Performed performed, Command.Revoke asked, String evidence) {
    if (asked.check().isEmpty() && evidence.isEmpty()) {
      return Optional.empty();
    }
    return performed
        .before()
        .certificate(asked.kind(), asked.serial())
        .map(certificate ->
            new CertificateAct.RevocationRequested(
                certificate.cardId(),
                certificate.issuer(),
                certificate.serial(),
                asked.cause().id(),
                present(asked.check()),
                documents(asked.check()),
                evidence));
  }

  private static Optional<AuditAct> term(Performed performed, String cardId, String ground) {
    return performed
        .after()
        .card(cardId)
        .map(card -> new CardAct.CardTermChanged(cardId, card.expiresOn(), ground));
  }

  private static Optional<AuditAct> of(Change change, String origin) {
    return switch (change) {
      case Change.CertificateRevoked(CardCertificate certificate, var revocation, var cause) ->
          Optional.of(revoked(certificate, revocation, cause.id(), origin));
      case Change.RevocationAmended(CardCertificate certificate, var revocation, var cause) ->
          Optional.of(amended(certificate, revocation, cause.id(), origin));
      case Change.CertificateHeld(CardCertificate certificate, var hold) ->
          Optional.of(
              new CertificateAct.CertificateHeld(
                  certificate.cardId(), certificate.issuer(), certificate.serial(), hold.at()));
      case Change.CertificateRestored(CardCertificate certificate) ->
          Optional.of(
              new CertificateAct.CertificateRestored(
                  certificate.cardId(), certificate.issuer(), certificate.serial()));
      case Change.CardChanged(Card card, var what) ->
          switch (what) {
            case ENDED ->
                card.end().map(end -> new CardAct.CardEnded(card.id(), end.cause().id(), origin));
            case SHORTENED ->
                Optional.of(
                    new CardAct.CardTermChanged(card.id(), card.expiresOn(), "stay-shortened"));
            case EXTENDED, SUSPENDED, LIFTED -> Optional.empty();
          };
      case Change.ResidentChanged _,
          Change.CardAdded _,
          Change.CertificateGranted _,
          Change.CertificateIssued _,
          Change.CardEndPlanned _,
          Change.EventPlanned _,
          Change.EventCancelled _ ->
          Optional.empty();
    };
  }

  private static AuditAct revoked(
      CardCertificate certificate, Revocation revocation, String ground, String origin) {
    return new CertificateAct.CertificateRevoked(
        certificate.cardId(),
        certificate.issuer(),
        certificate.serial(),
        revocation.reason(),
        revocation.at(),
        revocation.invalidSince(),
        ground,
        origin);
  }

  private static AuditAct amended(
      CardCertificate certificate, Revocation revocation, String ground, String origin) {
    Revocation former = certificate.revocation().orElseThrow();
    return new CertificateAct.RevocationAmended(
        certificate.cardId(),
        certificate.issuer(),
        certificate.serial(),
        revocation.reason(),
        revocation.at(),
        revocation.invalidSince(),
        former.reason(),
        former.invalidSince(),
        ground,
        origin);
  }
}
