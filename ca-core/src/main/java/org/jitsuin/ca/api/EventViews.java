package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.ca.api.Views.RevokedView;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.EventBatchTable.Progress;

/** The answers to resident events. Components that are absent are null here and nowhere else. */
final class EventViews {
  private EventViews() {}

  /** A card that lapsed. */
  record CardEndedView(String card, String cause, Instant endedAt) {
    static CardEndedView of(Card card) {
      CardEnd end = card.end().orElseThrow();
      return new CardEndedView(card.id(), end.cause().id(), end.at());
    }
  }

  /**
   * The effects of a resident event.
   *
   * @param plannedFor the day on which it takes effect, where that is to come
   * @param outOfOrder true where newer data was known already
   * @param notifyHolder true where the holder must be told (article 13)
   * @param continuationNotForForeigners true where a departure with continued use was reported of
   *     somebody with a residence status
   */
  record EventView(
      String event,
      List<RevokedView> revoked,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CardEndedView> cards,
      LocalDate plannedFor,
      Boolean outOfOrder,
      Boolean notifyHolder,
      Boolean continuationNotForForeigners) {
    static EventView of(Effects effects) {
      return new EventView(
          effects.event().id(),
          effects.revoked().stream().map(RevokedView::of).toList(),
          effects.ended().stream().map(CardEndedView::of).toList(),
          effects.plannedFor().orElse(null),
          noted(effects, Note.OUT_OF_ORDER),
          noted(effects, Note.HOLDER_TO_BE_NOTIFIED),
          noted(effects, Note.CONTINUATION_NOT_FOR_FOREIGNERS));
    }

    private static Boolean noted(Effects effects, Note note) {
      return effects.notes().contains(note) ? Boolean.TRUE : null;
    }
  }

  /** A line of a batch that was refused, or before which the batch was stopped. */
  record RefusedLine(
      long line, String event, String status, String code, String detail, String detailJa) {}

  /**
   * The progress of a batch of resident events.
   *
   * @param lines from the first on, those refused included
   */
  record BatchView(String batch, long lines, long refused, Instant updatedAt) {
    static BatchView of(String key, Progress progress) {
      return new BatchView(key, progress.lines(), progress.refused(), progress.updatedAt());
    }
  }
}
