package org.jitsuin.ca.card;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Endings;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.view.CertificateView;
import org.jitsuin.ca.view.EndView;
import org.jitsuin.ca.view.TermView;

/**
 * A card with its holder, its certificates and its history.
 *
 * @param registerConfirmation what the register has said of the holder: {@code confirmed}, {@code
 *     awaited}, {@code differs}, or {@code not-required} where nobody waits for it
 * @param registerDiffers the members of the holder that the register has otherwise; null where it
 *     has none
 * @param history the newest entries, oldest first
 * @param historyBefore what to ask with for those before them; null where there are none
 * @param ends until when the card is valid, and why
 * @param options what can be done with it now; null where nobody asked
 * @param version what was seen by this: an act with it is refused once it holds no more
 */
public record FullCardView(
    String card,
    String municipality,
    LocalDate issuedOn,
    LocalDate expiresOn,
    @OneOf(CardState.Kind.class) String state,
    @Absent Instant stateSince,
    @OneOf(CardEnd.Cause.class) @Absent String stateCause,
    TermView term,
    boolean withoutPins,
    @Absent String predecessor,
    @Absent String successor,
    @Absent StayView stay,
    HolderView holder,
    String registerConfirmation,
    @Absent List<String> registerDiffers,
    List<FiledView> certificates,
    List<EntryView> history,
    @Absent Long historyBefore,
    EndView ends,
    @Absent List<OptionView> options,
    String version) {

  /**
   * @param options null where nobody asked
   */
  static FullCardView of(
      FoundCard found,
      List<FiledCertificate> certificates,
      CardHistory history,
      LifeCycle lifeCycle,
      List<OptionView> options,
      Instant now) {
    Card card = found.card();
    Dossier dossier = found.dossier();
    CardState state = CardState.of(card, now);
    Confirmation confirmation = dossier.resident().confirmation();
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
        HolderView.of(dossier.resident()),
        lifeCycle.policy().confirmation().told(confirmation),
        confirmation.differing().isEmpty() ? null : confirmation.differingIds(),
        certificates.stream()
            .map(filed -> FiledView.of(filed, dossier, lifeCycle.endings(), now))
            .toList(),
        history.entries(),
        history.before().orElse(null),
        EndView.of(lifeCycle.endings().of(dossier, card)),
        options,
        found.version().toString());
  }

  /**
   * A certificate in the file of its card.
   *
   * @param siblings serial numbers
   * @param ends until when it is valid, and why
   */
  public record FiledView(
      @JsonUnwrapped CertificateView certificate,
      int chainNumber,
      @Absent String predecessor,
      @Absent String successor,
      List<String> siblings,
      EndView ends) {
    static FiledView of(FiledCertificate filed, Dossier dossier, Endings endings, Instant now) {
      Lineage lineage = Lineage.of(dossier.certificates(), filed.certificate());
      return new FiledView(
          CertificateView.of(filed, now),
          filed.certificate().chainNumber(),
          lineage.predecessor().map(one -> one.serial().toString()).orElse(null),
          lineage.successor().map(one -> one.serial().toString()).orElse(null),
          lineage.siblings().stream().map(one -> one.serial().toString()).toList(),
          EndView.of(endings.of(dossier, filed.certificate())));
    }
  }

  /** The residence of a foreign resident. */
  public record StayView(@OneOf(Stay.Status.class) String status, @Absent LocalDate until) {
    static StayView of(Stay stay) {
      return new StayView(stay.status().id(), stay.until().orElse(null));
    }
  }

  /** The holder of a card, as the resident register writes the data. */
  public record HolderView(
      String registerId,
      String municipality,
      String name,
      String nameSubstitutes,
      String address,
      String addressSubstitutes,
      @OneOf(Sex.class) String sex,
      String birthDate,
      @Absent String nameKana,
      @Absent String nameRomaji) {
    static HolderView of(Resident resident) {
      Holder holder = resident.holder();
      return new HolderView(
          holder.registerId(),
          holder.municipality(),
          holder.name().text(),
          holder.name().substitutes(),
          holder.address().text(),
          holder.address().substitutes(),
          holder.sex().id(),
          holder.birthDate().toString(),
          resident.reading().kana().orElse(null),
          resident.reading().romaji().orElse(null));
    }
  }
}
