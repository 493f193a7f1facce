package org.jitsuin.ca.residentevent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.view.RevokedView;

/**
 * What an event brought about.
 *
 * @param plannedFor the day on which it takes effect, where that is to come
 * @param outOfOrder true where newer data was known already
 * @param notifyHolder true where the holder must be told (article 13)
 * @param confirmed of an event that tells the whole record: whether that is what was entered
 * @param held true where it waits until two people have decided
 * @param hold the hold in which it waits
 * @param continuationNotForForeigners true where a departure with continued use was reported of
 *     somebody with a residence status
 */
public record EventView(
    String event,
    List<RevokedView> revoked,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Absent List<CardEndedView> cards,
    @Absent LocalDate plannedFor,
    @Absent Boolean outOfOrder,
    @Absent Boolean notifyHolder,
    @Absent Boolean confirmed,
    @Absent Boolean continuationNotForForeigners,
    @Absent Boolean held,
    @Absent String hold) {
  static EventView of(Effects effects) {
    return new EventView(
        effects.event().id(),
        effects.revoked().stream().map(RevokedView::of).toList(),
        effects.ended().stream().map(CardEndedView::of).toList(),
        effects.plannedFor().orElse(null),
        noted(effects, Note.OUT_OF_ORDER),
        noted(effects, Note.HOLDER_TO_BE_NOTIFIED),
        effects.notes().contains(Note.RECORD_DIFFERS)
            ? Boolean.FALSE
            : noted(effects, Note.RECORD_CONFIRMED),
        noted(effects, Note.CONTINUATION_NOT_FOR_FOREIGNERS),
        effects.hold().isPresent() ? Boolean.TRUE : null,
        effects.hold().orElse(null));
  }

  private static Boolean noted(Effects effects, Note note) {
    return effects.notes().contains(note) ? Boolean.TRUE : null;
  }

  /** A card that lapsed. */
  public record CardEndedView(
      String card, @OneOf(CardEnd.Cause.class) String cause, Instant endedAt) {
    static CardEndedView of(Card card) {
      CardEnd end = card.end().orElseThrow();
      return new CardEndedView(card.id(), end.cause().id(), end.at());
    }
  }
}
