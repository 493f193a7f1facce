package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.api.Views.HistoryView;
import org.jitsuin.ca.api.Views.HolderView;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.store.CertificateTable.Filed;
import org.jitsuin.ca.view.CertificateView;
import org.jitsuin.ca.view.TermView;

/** The bodies of answers about acts upon a card. Components that are absent are null here only. */
final class ActViews {
  private ActViews() {}

  /** One certificate in the lineage of another. */
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

  /** What came before, after and beside a certificate. */
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
   * All that is known of a card.
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
