package org.jitsuin.ca.card;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Endings;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.view.EndView;

/**
 * One time line of a resident over all cards that they ever had. Null stands for what is absent.
 *
 * @param card the one that was asked for
 * @param cards the oldest first
 * @param certificates by kind, in the order of their lineage
 * @param entries the newest entries of the audit log about these cards, oldest first
 * @param before what to ask with for those before them
 */
public record TimeLineView(
    String card,
    List<CardLineView> cards,
    List<CertificateLineView> certificates,
    List<EntryView> entries,
    @Absent Long before) {

  static TimeLineView of(FoundCard found, Endings endings, CardHistory history, Instant now) {
    Dossier dossier = found.dossier();
    return new TimeLineView(
        found.card().id(),
        dossier.cards().stream().map(one -> CardLineView.of(one, dossier, endings, now)).toList(),
        dossier.certificates().stream()
            .map(one -> CertificateLineView.of(one, dossier, endings, now))
            .toList(),
        history.entries(),
        history.before().orElse(null));
  }

  /** A card on the time line. */
  public record CardLineView(
      String card,
      LocalDate issuedOn,
      EndView ends,
      @OneOf(CardState.Kind.class) String state,
      @Absent Instant stateSince,
      @OneOf(CardEnd.Cause.class) @Absent String stateCause,
      @Absent String predecessor) {
    static CardLineView of(Card card, Dossier dossier, Endings endings, Instant now) {
      CardState state = CardState.of(card, now);
      return new CardLineView(
          card.id(),
          card.issuedOn(),
          EndView.of(endings.of(dossier, card)),
          state.kind().id(),
          state.since().orElse(null),
          state.cause().map(CardEnd.Cause::id).orElse(null),
          card.predecessor().orElse(null));
    }
  }

  /**
   * A certificate on the time line.
   *
   * @param chainNumber its place among all of its kind that the holder ever had
   */
  public record CertificateLineView(
      String card,
      @OneOf(Authority.class) String authority,
      int generation,
      String serial,
      int chainNumber,
      @OneOf(CertificateState.class) String state,
      Instant notBefore,
      Instant notAfter,
      EndView ends,
      @OneOf(RevocationReason.class) @Absent String reason,
      @Absent Instant revokedAt) {
    static CertificateLineView of(
        CardCertificate certificate, Dossier dossier, Endings endings, Instant now) {
      return new CertificateLineView(
          certificate.cardId(),
          certificate.kind().id(),
          certificate.issuer().generation(),
          certificate.serial().toString(),
          certificate.chainNumber(),
          CertificateState.of(certificate, now).id(),
          certificate.notBefore(),
          certificate.notAfter(),
          EndView.of(endings.of(dossier, certificate)),
          certificate.revocation().map(facts -> facts.reason().id()).orElse(null),
          certificate.revocation().map(Revocation::at).orElse(null));
    }
  }
}
