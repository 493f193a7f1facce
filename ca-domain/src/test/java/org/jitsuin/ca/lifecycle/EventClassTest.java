package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jitsuin.ca.brake.EventClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** In which class an event counts: whatever ends something, now or later, counts in one. */
class EventClassTest {
  private static Optional<EventClass> counted(Life life, Command.TakeIn event) {
    return EventClass.counted(event.event(), life.done(event));
  }

  @ParameterizedTest
  @CsvSource({
    "DIED, REMOVALS",
    "RESIDENCY_LOST, REMOVALS",
    "DEPARTED, REMOVALS",
    "ADDRESS_CHANGED, MOVES",
    "ENTERED, MOVES",
    "DEPARTED_CONTINUING, MOVES",
    "NAME_CHANGED, CORRECTIONS",
    "ALIAS_CHANGED, CORRECTIONS",
    "FORMER_SURNAME_CHANGED, CORRECTIONS",
    "SEX_CHANGED, CORRECTIONS",
    "BIRTH_DATE_CHANGED, CORRECTIONS",
    "RECORD_ERROR, CORRECTIONS",
    "NUMBER_CHANGED, CORRECTIONS",
    "CARD_LOST, LOSSES",
    "CARD_RETURNED, LOSSES"
  })
  void counted_eventThatEndsSomething_isInTheClassOfItsKind(EventKind kind, EventClass events) {
    assertThat(counted(Acts.served(), Acts.event(kind, "2025-10-27"))).contains(events);
    // On its own day it will end something, and is not asked again then.
    assertThat(counted(Acts.served(), Acts.event(kind, "2025-11-27"))).contains(events);
  }

  /** A stay that ends earlier ends the card on that day. */
  @ParameterizedTest
  @CsvSource({"2026-01-01, true", "2029-06-30, false"})
  void counted_stay_countsWhereItEndsTheCardEarlier(String until, boolean counts) {
    Life life = Acts.guest("2027-03-31");
    assertThat(
            counted(life, Acts.event(EventKind.STAY_CHANGED, "2025-10-27", Acts.stayed(until)))
                .isPresent())
        .isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({"NAME_CHANGED", "ADDRESS_CHANGED", "SEX_CHANGED", "BIRTH_DATE_CHANGED"})
  void counted_minorCorrection_endsNothing(EventKind kind) {
    assertThat(counted(Acts.served(), Acts.event(kind, true, "2025-10-27", Acts.news(kind))))
        .isEmpty();
  }

  /** Who has no certificate loses none; but who was removed gets no card any more. */
  @ParameterizedTest
  @EnumSource(EventKind.class)
  void counted_residentWithoutCard_countsRemovalsOnly(EventKind kind) {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    Optional<EventClass> events = counted(life, Acts.event(kind, "2025-10-27"));
    assertThat(events).isEqualTo(EventClass.of(kind).filter(EventClass.REMOVALS::equals));
  }

  /** The same certificate is not ended twice. */
  @ParameterizedTest
  @CsvSource({"NAME_CHANGED", "ADDRESS_CHANGED"})
  void counted_second_endsNothing(EventKind kind) {
    Life life = Acts.served();
    assertThat(counted(life, Acts.event(kind, "2025-10-26"))).isPresent();
    assertThat(counted(life, Acts.event(kind, "2025-10-27"))).isEmpty();
  }
}
