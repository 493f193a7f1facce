package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.Resident;
import org.junit.jupiter.api.Test;

/** How the name of a resident is read, event by event. */
class ReadingTest {
  private static final NameReading FIRST = Acts.reading("バンゴウ　ハナコ");
  private static final NameReading SECOND = Acts.reading("スズキ　ハナコ");

  private final Life life = Acts.served();

  private Decision takeIn(EventKind kind, String on, ResidentEvent.NewData data) {
    return life.done(Acts.event(kind, on, data));
  }

  private Decision told(String on, NameReading reading) {
    return takeIn(EventKind.READING_CHANGED, on, ResidentEvent.NewData.NONE.with(reading));
  }

  private NameReading reading() {
    return life.dossier().resident().reading();
  }

  @Test
  void takeIn_reading_isKnownFromThenOnAndEndsNothing() {
    life.on("2026-04-10");
    assertThat(reading()).isEqualTo(NameReading.NONE);
    told("2026-04-09", FIRST);
    assertThat(reading()).isEqualTo(FIRST);
    assertThat(life.signature().isRevoked()).isFalse();
    assertThat(life.dossier().resident().changedAt()).isEqualTo(Acts.at("2025-10-27"));
    assertThat(told("2026-04-01", SECOND).notes()).containsExactly(Note.OUT_OF_ORDER);
    assertThat(reading()).isEqualTo(FIRST);
    told("2026-04-10", SECOND);
    assertThat(reading()).isEqualTo(SECOND);
  }

  /** What is read is the name that it was told of. */
  @Test
  void takeIn_anotherName_isNotReadAsTheOneBefore() {
    life.on("2026-04-10");
    told("2026-04-09", FIRST);
    takeIn(EventKind.ADDRESS_CHANGED, "2026-04-10", Acts.MOVED);
    takeIn(EventKind.NAME_CHANGED, "2026-04-10", Acts.name("番号　花子"));
    assertThat(reading()).isEqualTo(FIRST);
    takeIn(EventKind.NAME_CHANGED, "2026-04-10", Acts.name("鈴木　花子"));
    assertThat(reading()).isEqualTo(NameReading.NONE);
    takeIn(EventKind.NAME_CHANGED, "2026-04-10", Acts.name("番号　花子").with(FIRST));
    assertThat(reading()).isEqualTo(FIRST);
  }

  /** Events come in any order: a reading of a later day is that of the name that comes late. */
  @Test
  void takeIn_nameOfAnEarlierDay_leavesTheReading() {
    life.on("2026-04-10");
    told("2026-04-09", SECOND);
    takeIn(EventKind.NAME_CHANGED, "2026-04-08", Acts.name("鈴木　花子"));
    assertThat(life.dossier().resident().holder().name().text()).isEqualTo("鈴木　花子");
    assertThat(reading()).isEqualTo(SECOND);
  }

  /** An office may have heard it otherwise: the register's stands, and nothing waits for it. */
  @Test
  void takeIn_confirmationWithAnotherReading_confirms() {
    Resident entered = life.dossier().resident().with(FIRST);
    Life other = new Life(Acts.POLICY, entered, Acts.at("2026-04-10"), (_, _, _, _) -> {});
    other.done(
        Acts.event(
            EventKind.CONFIRMED,
            "2026-04-10",
            Acts.whole(Acts.holder(BirthDate.parse("1980-02-17"))).with(SECOND)));
    assertThat(other.dossier().resident().confirmation()).isEqualTo(Confirmation.CONFIRMED);
    assertThat(other.dossier().resident().reading()).isEqualTo(SECOND);
  }

  /** What is kept of an event tells all of it again, and an event without a reading none. */
  @Test
  void disclosed_withAReading_isReadAgain() {
    ResidentEvent event =
        Acts.event(
                EventKind.NAME_CHANGED,
                "2026-04-10",
                Acts.name("鈴木　花子").with(new NameReading(SECOND.kana(), Optional.of("SUZUKI"))))
            .event();
    assertThat(ResidentEvent.of(event.disclosed())).isEqualTo(event);
    assertThat(event.disclosed()).containsEntry("nameKana", "スズキ　ハナコ");
    ResidentEvent silent = Acts.event(EventKind.NAME_CHANGED, "2026-04-10").event();
    assertThat(silent.disclosed()).doesNotContainKeys("nameKana", "nameRomaji");
    assertThat(life.newest(Authority.SIGNATURE).isRevoked()).isFalse();
  }
}
