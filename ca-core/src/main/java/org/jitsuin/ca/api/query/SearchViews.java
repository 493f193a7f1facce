package org.jitsuin.ca.api.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.application.RefusalView;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.ExpiryNotice;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.query.ExpiryLetter.Letter;
import org.jitsuin.ca.query.ExpiryLetter.Letters;
import org.jitsuin.ca.query.ExpiryNotices.Notice;
import org.jitsuin.ca.query.NoticeText;
import org.jitsuin.ca.store.CardSearch;
import org.jitsuin.ca.store.CardSearch.SuspensionKey;

/** The bodies of answers to searches. Components that are absent are null here only. */
final class SearchViews {
  private SearchViews() {}

  /** A card that was found; the municipality is that where the holder lives now. */
  record FoundCardView(
      String card,
      String municipality,
      LocalDate issuedOn,
      LocalDate expiresOn,
      @OneOf(CardState.Kind.class) String state,
      @Absent Instant stateSince,
      @Absent @OneOf(CardEnd.Cause.class) String stateCause,
      @Absent String predecessor) {
    static FoundCardView of(CardSearch.Found found, Instant now) {
      Card card = found.card();
      CardState state = CardState.of(card, now);
      return new FoundCardView(
          card.id(),
          found.residence(),
          card.issuedOn(),
          card.expiresOn(),
          state.kind().id(),
          state.since().orElse(null),
          state.cause().map(CardEnd.Cause::id).orElse(null),
          card.predecessor().orElse(null));
    }
  }

  record CardsView(List<FoundCardView> cards, @Absent String next) {
    static CardsView of(List<CardSearch.Found> found, int limit, Instant now) {
      return new CardsView(
          found.stream().map(one -> FoundCardView.of(one, now)).toList(),
          Cursors.next(found, limit, one -> one.card().id()));
    }
  }

  /** A card that somebody may mean. */
  record PersonsCardView(
      String card, String municipality, @OneOf(CardState.Kind.class) String state) {}

  record PersonsCardsView(List<PersonsCardView> cards) {
    static PersonsCardsView of(List<CardSearch.Found> found, Instant now) {
      return new PersonsCardsView(
          found.stream()
              .map(one ->
                  new PersonsCardView(
                      one.card().id(), one.residence(), CardState.of(one.card(), now).kind().id()))
              .toList());
    }
  }

  /** A suspension that was not lifted. */
  @Schema(name = "SuspendedCard")
  record HoldView(String card, String municipality, Instant suspendedAt, LocalDate expiresOn) {}

  @Schema(name = "Suspensions")
  record HoldsView(List<HoldView> suspensions, @Absent String next) {
    static HoldsView of(List<CardSearch.Found> found, int limit) {
      return new HoldsView(
          found.stream()
              .map(one ->
                  new HoldView(
                      one.card().id(), one.residence(), suspendedAt(one), one.card().expiresOn()))
              .toList(),
          Cursors.next(
              found,
              limit,
              one -> Cursors.of(new SuspensionKey(suspendedAt(one), one.card().id()))));
    }

    private static Instant suspendedAt(CardSearch.Found found) {
      return found.card().suspension().orElseThrow().at();
    }
  }

  /** The end of a card or of a certificate on it. */
  record EndingView(
      @OneOf(value = Authority.class, or = "card") String what,
      LocalDate endsOn,
      LocalDate renewableFrom,
      boolean endsWithCard) {
    static EndingView of(ExpiryNotice ending) {
      return new EndingView(
          ending.certificate().map(Authority::id).orElse("card"),
          ending.endsOn(),
          ending.renewableFrom(),
          ending.withCard());
    }
  }

  /** A notice that is due. */
  record NoticeView(String card, @Absent String serial, @JsonUnwrapped EndingView ending) {}

  record NoticesView(List<NoticeView> notices, @Absent String next) {
    static NoticesView of(List<Notice> notices, int limit) {
      return new NoticesView(
          notices.stream()
              .map(one ->
                  new NoticeView(
                      one.cardId(),
                      one.certificate().map(found -> found.serial().toString()).orElse(null),
                      EndingView.of(one.ending())))
              .toList(),
          Cursors.next(notices, limit, one -> Cursors.of(one.position())));
    }
  }

  /** The office where a card is renewed. */
  record OfficeView(String code, String name, String nameJa) {
    static OfficeView of(Municipality municipality) {
      return new OfficeView(
          municipality.code(),
          municipality.name() + ", " + municipality.prefecture(),
          municipality.prefectureJa() + municipality.nameJa());
    }
  }

  /** A letter to a holder, with a sentence for each thing that ends. */
  record LetterView(
      String card,
      String name,
      String address,
      OfficeView office,
      List<EndingView> ends,
      List<String> text,
      List<String> textJa) {
    static LetterView of(Letter letter) {
      return new LetterView(
          letter.cardId(),
          letter.holder().name().text(),
          letter.holder().address().text(),
          OfficeView.of(letter.office()),
          letter.endings().stream().map(EndingView::of).toList(),
          letter.endings().stream()
              .map(ending -> NoticeText.english(ending, letter.office()))
              .toList(),
          letter.endings().stream()
              .map(ending -> NoticeText.japanese(ending, letter.office()))
              .toList());
    }
  }

  /** Why there is no letter about a card. */
  record NotWrittenView(String card, @JsonUnwrapped RefusalView refusal) {}

  /** Letters that were asked for together; as many in both lists together as cards. */
  record LettersView(List<LetterView> letters, List<NotWrittenView> refused) {
    static LettersView of(Letters letters) {
      return new LettersView(
          letters.written().stream().map(LetterView::of).toList(),
          letters.refused().entrySet().stream()
              .map(entry -> new NotWrittenView(entry.getKey(), RefusalView.of(entry.getValue())))
              .toList());
    }
  }
}
