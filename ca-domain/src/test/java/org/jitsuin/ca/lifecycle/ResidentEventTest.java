package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event brings, and that nothing of it is lost where it is kept for later. */
class ResidentEventTest {
  private static final Holder BEFORE = Acts.holder(new BirthDate(1980, 2, 17));

  /** Everything is otherwise. */
  private static final NewData ALL =
      new NewData(
          Optional.of("13104"),
          Optional.of(new RegisterText("鈴木　花子", "00010")),
          Optional.of(RegisterText.plain("東京都新宿区歌舞伎町一丁目４番１号")),
          Optional.of(Sex.MALE),
          Optional.of(new BirthDate(1980, 2, 18)),
          Optional.of(Acts.stay("2029-06-30")),
          Acts.reading("スズキ　ハナコ"));

  private static ResidentEvent event(EventKind kind, NewData data) {
    return new ResidentEvent(
        "e-1",
        Acts.REGISTER_ID,
        kind,
        true,
        LocalDate.parse("2026-04-10"),
        data,
        Optional.of("e-0").filter(_ -> kind == EventKind.EVENT_CANCELLED));
  }

  private static NewData only(Item item) {
    return switch (item) {
      case NAME -> Acts.name("鈴木　花子");
      case ADDRESS -> Acts.MOVED;
      case SEX -> Acts.data(Optional.of(Sex.MALE), Optional.empty(), Optional.empty());
      case BIRTH_DATE ->
          Acts.data(Optional.empty(), Optional.of(new BirthDate(1980, 2, 18)), Optional.empty());
      case STAY -> Acts.stayed("2029-06-30");
      case READING -> NewData.NONE.with(Acts.reading("スズキ　ハナコ"));
    };
  }

  @ParameterizedTest
  @EnumSource(Item.class)
  void items_ofWhatBringsOne_isThatOne(Item item) {
    assertThat(event(EventKind.ENTERED, only(item)).items()).containsExactly(item);
  }

  /** Another municipality is another address, though no text of it came. */
  @Test
  void items_ofAMunicipalityAlone_isTheAddress() {
    NewData moved =
        new NewData(
            Optional.of("13104"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(event(EventKind.ENTERED, moved).items()).containsExactly(Item.ADDRESS);
    assertThat(event(EventKind.DIED, NewData.NONE).items()).isEmpty();
    assertThat(event(EventKind.ENTERED, ALL).items()).isEqualTo(EnumSet.allOf(Item.class));
  }

  /** What a newer event said of an item stays, when an older one is reported after it. */
  @ParameterizedTest
  @EnumSource(Item.class)
  void applyTo_changesTheItemsOfWhichItIsTheNewest_andNoOther(Item item) {
    ResidentEvent event = event(EventKind.ENTERED, ALL);
    Holder changed = event.applyTo(BEFORE, Set.of(item));
    assertThat(changed.name().equals(BEFORE.name())).isEqualTo(item != Item.NAME);
    assertThat(changed.address().equals(BEFORE.address())).isEqualTo(item != Item.ADDRESS);
    assertThat(changed.municipality().equals(BEFORE.municipality()))
        .isEqualTo(item != Item.ADDRESS);
    assertThat(changed.sex() == BEFORE.sex()).isEqualTo(item != Item.SEX);
    assertThat(changed.birthDate().equals(BEFORE.birthDate())).isEqualTo(item != Item.BIRTH_DATE);
    assertThat(event.applyTo(BEFORE, Set.of())).isEqualTo(BEFORE);
  }

  @Test
  void applyTo_all_isTheNewHolder() {
    Holder changed = event(EventKind.ENTERED, ALL).applyTo(BEFORE, EnumSet.allOf(Item.class));
    assertThat(changed)
        .isEqualTo(
            new Holder(
                BEFORE.registerId(),
                "13104",
                ALL.name().orElseThrow(),
                ALL.address().orElseThrow(),
                Sex.MALE,
                new BirthDate(1980, 2, 18)));
    assertThat(event(EventKind.DIED, NewData.NONE).applyTo(BEFORE, EnumSet.allOf(Item.class)))
        .isEqualTo(BEFORE);
  }

  /** A planned event is kept in that form until its day. */
  @ParameterizedTest
  @EnumSource(EventKind.class)
  void of_whatIsDisclosed_isTheSameEvent(EventKind kind) {
    for (NewData data : new NewData[] {ALL, NewData.NONE, Acts.news(kind)}) {
      ResidentEvent event = event(kind, data);
      assertThat(ResidentEvent.of(event.disclosed())).isEqualTo(event);
    }
    NewData unlimited =
        Acts.data(
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Stay(Stay.Status.PERMANENT_RESIDENT, Optional.empty())));
    ResidentEvent stays = event(EventKind.STAY_CHANGED, unlimited);
    assertThat(ResidentEvent.of(stays.disclosed())).isEqualTo(stays);
  }

  /** The hash in the log is bound to each of these. */
  @Test
  void disclosed_ofEverything_hasEachPart() {
    assertThat(event(EventKind.EVENT_CANCELLED, ALL).disclosed())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("event", "e-1"),
                Map.entry("registerId", Acts.REGISTER_ID),
                Map.entry("kind", EventKind.EVENT_CANCELLED.id()),
                Map.entry("minor", "true"),
                Map.entry("occurredOn", "2026-04-10"),
                Map.entry("cancels", "e-0"),
                Map.entry("municipality", "13104"),
                Map.entry("name", "鈴木　花子"),
                Map.entry("nameSubstitutes", "00010"),
                Map.entry("address", "東京都新宿区歌舞伎町一丁目４番１号"),
                Map.entry("addressSubstitutes", "0".repeat(17)),
                Map.entry("sex", Sex.MALE.id()),
                Map.entry("birthDate", "1980-02-18"),
                Map.entry("stayStatus", Stay.Status.OTHER.id()),
                Map.entry("stayUntil", "2029-06-30"),
                Map.entry("nameKana", "スズキ　ハナコ")));
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void isComplete_withWhatItsKindSaysChanged(EventKind kind) {
    assertThat(event(kind, Acts.news(kind)).isComplete()).isTrue();
    boolean needsNothing =
        Acts.news(kind).equals(NewData.NONE) && kind != EventKind.EVENT_CANCELLED;
    ResidentEvent empty =
        new ResidentEvent(
            "e-1",
            Acts.REGISTER_ID,
            kind,
            false,
            LocalDate.parse("2026-04-10"),
            NewData.NONE,
            Optional.empty());
    assertThat(empty.isComplete()).isEqualTo(needsNothing);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void byId_ofAKind_isThatKind(EventKind kind) {
    assertThat(EventKind.byId(kind.id())).contains(kind);
  }

  @ParameterizedTest
  @EnumSource(RenewalGround.class)
  void byId_ofAGround_isThatGround(RenewalGround ground) {
    assertThat(RenewalGround.byId(ground.id())).contains(ground);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "DIED", "died ", "born", "WINDOW"})
  void byId_ofAnythingElse_isNone(String id) {
    assertThat(EventKind.byId(id)).isEmpty();
    assertThat(RenewalGround.byId(id)).isEmpty();
  }

  /** Logs and errors show the ids alone. */
  @Test
  void toString_hasNothingOfThePerson() {
    assertThat(event(EventKind.NAME_CHANGED, ALL)).hasToString("ResidentEvent[e-1, name-changed]");
    assertThat(ALL).hasToString("NewData");
  }
}
