package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.api.Views.CertificateView;
import org.jitsuin.ca.api.Views.HistoryView;
import org.jitsuin.ca.api.Views.HolderView;
import org.jitsuin.ca.api.Views.RevokedView;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.store.CertificateTable.Filed;

/** The bodies of answers about acts upon a card. Components that are absent are null here only. */
final class ActViews {
  private ActViews() {}

  /** The state of a certificate, with the times that belong to it. */
  record StandingView(
      String authority,
      String serial,
      String state,
      Instant notBefore,
      Instant notAfter,
      String reason,
      Instant revokedAt,
      Instant invalidSince) {
    static StandingView of(CardCertificate certificate, Instant now) {
      return new StandingView(
          certificate.kind().id(),
          certificate.serial().toString(),
          CertificateState.of(certificate, now).id(),
          certificate.notBefore(),
          certificate.notAfter(),
          certificate.revocation().map(facts -> facts.reason().id()).orElse(null),
          certificate.revocation().map(Revocation::at).orElse(null),
          certificate.revocation().flatMap(Revocation::invalidSince).orElse(null));
    }
  }

  /** A card that took another one's place. */
  record ReplacedView(
      String card,
      String municipality,
      LocalDate issuedOn,
      LocalDate expiresOn,
      boolean withoutPins,
      String predecessor,
      List<RevokedView> revoked) {
    static ReplacedView of(Performed performed, String newCard) {
      Card card = performed.after().card(newCard).orElseThrow();
      return new ReplacedView(
          card.id(),
          card.municipality(),
          card.issuedOn(),
          card.expiresOn(),
          card.withoutPins(),
          card.predecessor().orElse(null),
          performed.revoked().stream().map(RevokedView::of).toList());
    }
  }

  /** The last day of a card's validity and the latest day to which it can be extended. */
  record TermView(
      String card, LocalDate expiresOn, LocalDate longestUntil, boolean speciallyExtended) {
    static TermView of(Card card) {
      return new TermView(
          card.id(), card.expiresOn(), card.term().longestUntil(), card.term().speciallyExtended());
    }
  }

  /** A card that was suspended, or is no longer. */
  record SuspensionView(
      String card, String state, Instant suspendedAt, List<StandingView> certificates) {
    static SuspensionView of(Performed performed, String cardId, Instant now) {
      Dossier after = performed.after();
      Card card = after.card(cardId).orElseThrow();
      return new SuspensionView(
          card.id(),
          CardState.of(card, now).kind().id(),
          card.suspension().map(held -> held.at()).orElse(null),
          after.certificates().stream()
              .filter(one -> one.cardId().equals(cardId))
              .map(one -> StandingView.of(one, now))
              .toList());
    }
  }

  /** A certificate that was revoked, on whichever card. */
  record RevocationView(String card, @JsonUnwrapped StandingView certificate) {
    static RevocationView of(Performed performed, Instant now) {
      Command.Revoke asked = (Command.Revoke) performed.command();
      CardCertificate certificate =
          performed.after().certificate(asked.kind(), asked.serial()).orElseThrow();
      return new RevocationView(certificate.cardId(), StandingView.of(certificate, now));
    }
  }

  /** The event of a PIN that was recorded. */
  record PinEventView(String card, String pin, String what) {}

  /** A certificate in the lineage of another. */
  record LinkView(
      String authority, String serial, String state, Instant notBefore, Instant notAfter) {
    static LinkView of(CardCertificate certificate, Instant now) {
      return new LinkView(
          certificate.kind().id(),
          certificate.serial().toString(),
          CertificateState.of(certificate, now).id(),
          certificate.notBefore(),
          certificate.notAfter());
    }

    static List<LinkView> of(List<CardCertificate> certificates, Instant now) {
      return certificates.stream().map(one -> of(one, now)).toList();
    }
  }

  /** The lineage of a certificate: its predecessors, successors and siblings. */
  record LineageView(
      @JsonUnwrapped LinkView certificate,
      List<LinkView> predecessors,
      List<LinkView> successors,
      List<LinkView> siblings) {
    static LineageView of(Lineage lineage, Instant now) {
      return new LineageView(
          LinkView.of(lineage.certificate(), now),
          LinkView.of(lineage.predecessors(), now),
          LinkView.of(lineage.successors(), now),
          LinkView.of(lineage.siblings(), now));
    }
  }

  /**
   * A certificate in the file of its card.
   *
   * @param siblings serial numbers
   */
  record FiledView(
      @JsonUnwrapped CertificateView certificate,
      int chainNumber,
      String predecessor,
      String successor,
      List<String> siblings) {
    static FiledView of(Filed filed, Dossier dossier, Instant now) {
      Lineage lineage = Lineage.of(dossier.certificates(), filed.certificate());
      return new FiledView(
          CertificateView.of(filed, now),
          filed.certificate().chainNumber(),
          lineage.predecessor().map(one -> one.serial().toString()).orElse(null),
          lineage.successor().map(one -> one.serial().toString()).orElse(null),
          lineage.siblings().stream().map(one -> one.serial().toString()).toList());
    }
  }

  /** The residence of a foreign resident. */
  record StayView(String status, LocalDate until) {
    static StayView of(Stay stay) {
      return new StayView(stay.status().id(), stay.until().orElse(null));
    }
  }

  /**
   * A card with its holder, its certificates and its history.
   *
   * @param history the newest entries, oldest first
   * @param historyBefore what to ask with for those before them; null where there are none
   */
  record FullCardView(
      String card,
      String municipality,
      LocalDate issuedOn,
      LocalDate expiresOn,
      String state,
      Instant stateSince,
      String stateCause,
      TermView term,
      boolean withoutPins,
      String predecessor,
      String successor,
      StayView stay,
      HolderView holder,
      List<FiledView> certificates,
      List<HistoryView> history,
      Long historyBefore) {

    static FullCardView of(
        Card card,
        Dossier dossier,
        List<Filed> certificates,
        List<JsonNode> history,
        Optional<Long> historyBefore,
        Instant now) {
      CardState state = CardState.of(card, now);
      return new FullCardView(
          card.id(),
          card.municipality(),
          card.issuedOn(),
          card.expiresOn(),
          state.kind().id(),
          state.since().orElse(null),
          state.cause().map(CardEnd.Cause::id).orElse(null),
          TermView.of(card),
          card.withoutPins(),
          card.predecessor().orElse(null),
          dossier.successor(card).map(Card::id).orElse(null),
          dossier.resident().stay().map(StayView::of).orElse(null),
          HolderView.of(dossier.resident().holder()),
          certificates.stream().map(filed -> FiledView.of(filed, dossier, now)).toList(),
          history.stream().map(HistoryView::of).toList(),
          historyBefore.orElse(null));
    }
  }
}
