package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Departure;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.model.Suspension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Residents and cards are read as they were written, with what may be absent there and not. */
@Tag("stack")
class DossierTablesTest {
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");
  private static final LocalDate DAY = LocalDate.of(2025, 10, 27);
  private static final String ID = "x-" + UUID.randomUUID();

  private static Holder holder(Sex sex, BirthDate birthDate) {
    return new Holder(
        ID,
        "47382",
        RegisterText.plain("与那国　花子"),
        new RegisterText("沖縄県与那国町〓", "00000001"),
        sex,
        birthDate);
  }

  private static Map<Item, LocalDate> allItems() {
    Map<Item, LocalDate> dates = new EnumMap<>(Item.class);
    for (Item item : Item.values()) {
      dates.put(item, DAY.minusDays(dates.size()));
    }
    return dates;
  }

  private static Resident resident(
      Optional<Stay> stay, Residency residency, Optional<Departure> departure) {
    return new Resident(
        holder(Sex.FEMALE, BirthDate.parse("1985-00-00")),
        stay,
        true,
        residency,
        departure,
        allItems(),
        NOW,
        stay.isPresent()
            ? Confirmation.differingIn(EnumSet.complementOf(EnumSet.of(Item.READING)))
            : Confirmation.CONFIRMED,
        new NameReading(
            Optional.of("ヤマダ　ハナコ"), Optional.of("YAMADA HANAKO").filter(_ -> stay.isPresent())));
  }

  static Stream<Resident> residents() {
    Optional<Stay> forever =
        Optional.of(new Stay(Stay.Status.PERMANENT_RESIDENT, Optional.empty()));
    Optional<Stay> limited = Optional.of(new Stay(Stay.Status.OTHER, Optional.of(DAY)));
    Optional<Departure> departure = Optional.of(new Departure("x-event", DAY, NOW.plusMillis(1)));
    Residency abroad = new Residency(Residency.State.ABROAD, Optional.of(DAY));
    Resident bare =
        Resident.registered(
            holder(Sex.UNKNOWN, BirthDate.of(DAY)), Optional.empty(), false, Instant.EPOCH);
    return Stream.of(
        bare,
        resident(Optional.empty(), Residency.RESIDENT, Optional.empty()),
        resident(forever, Residency.RESIDENT, Optional.empty()),
        resident(limited, new Residency(Residency.State.DEAD, Optional.empty()), Optional.empty()),
        resident(Optional.empty(), abroad, departure));
  }

  @ParameterizedTest
  @MethodSource("residents")
  void resident_inserted_isReadAsItWas(Resident resident) {
    Undone.transaction(handle -> {
      ResidentTable.insert(handle, List.of(resident));
      assertThat(ResidentTable.find(handle, ID)).contains(new VersionedResident(resident, 1));
      assertThat(ResidentTable.lock(handle, List.of(ID)))
          .containsExactly(new VersionedResident(resident, 1));
      assertThat(ResidentTable.abroad(handle, List.of(ID)))
          .isEqualTo(resident.isAbroad() ? Set.of(ID) : Set.of());
    });
  }

  /** Whatever a resident was before: nothing of it is left. */
  @ParameterizedTest
  @MethodSource("residents")
  void resident_updated_isReadAsItIsNow(Resident resident) {
    Undone.transaction(handle -> {
      for (Resident before : residents().toList()) {
        ResidentTable.update(handle, List.of(before));
        int version = ResidentTable.find(handle, ID).orElseThrow().version();
        ResidentTable.update(handle, List.of(resident));
        assertThat(ResidentTable.find(handle, ID))
            .contains(new VersionedResident(resident, version + 1));
      }
    });
  }

  /** The driver sends what is known already row by row unless it is told otherwise. */
  @Test
  void residents_updatedTogether_areOneStatement() {
    Undone.transaction(handle -> {
      List<Resident> both =
          List.of(named("x-" + UUID.randomUUID()), named("x-" + UUID.randomUUID()));
      ResidentTable.insert(handle, both);
      long before = SessionStatus.counter(handle, "Com_insert");
      ResidentTable.update(handle, both);
      assertThat(SessionStatus.counter(handle, "Com_insert") - before).isOne();
      for (Resident one : both) {
        assertThat(ResidentTable.find(handle, one.holder().registerId()))
            .contains(new VersionedResident(one, 2));
      }
    });
  }

  static Resident named(String id) {
    Holder other = holder(Sex.FEMALE, BirthDate.of(DAY));
    return Resident.registered(
        new Holder(
            id,
            other.municipality(),
            other.name(),
            other.address(),
            other.sex(),
            other.birthDate()),
        Optional.empty(),
        false,
        NOW);
  }

  /** The server's connections are told so as well as those of tests. */
  @Test
  void connections_ofTheServer_sendManyRowsAsOne() {
    assertThat(Path.of("../ear/src/main/server/configure.cli"))
        .content()
        .contains(
            "data-source=CaDS/connection-properties=rewriteBatchedStatements:add(value=true)");
  }

  @ParameterizedTest
  @EnumSource
  void resident_ofEachSex_isReadAsItWas(Sex sex) {
    Resident resident =
        Resident.registered(
            holder(sex, BirthDate.parse("1990-05-00")), Optional.empty(), false, NOW);
    Undone.transaction(handle -> {
      ResidentTable.insert(handle, List.of(resident));
      assertThat(ResidentTable.find(handle, ID).orElseThrow().resident()).isEqualTo(resident);
    });
  }

  @Test
  void versions_advanced_onlyWhereTheyAreAsTheyWere() {
    Resident resident = residents().findFirst().orElseThrow();
    Undone.transaction(handle -> {
      ResidentTable.insert(handle, List.of(resident));
      assertThat(ResidentTable.advance(handle, Map.of(ID, 2))).isZero();
      assertThat(ResidentTable.advance(handle, Map.of(ID, 1))).isOne();
      ResidentTable.touch(handle, List.of(ID));
      assertThat(ResidentTable.lockVersions(handle, List.of(ID))).isEqualTo(Map.of(ID, 3));
    });
  }

  private static Card card(Optional<String> predecessor, boolean withoutPins) {
    return new Card(
        UUID.randomUUID().toString(),
        ID,
        "47381",
        DAY,
        DAY.plusYears(5),
        new Card.Term(DAY.plusYears(10), withoutPins),
        withoutPins,
        predecessor,
        Optional.empty(),
        Optional.empty());
  }

  static Stream<Card> cards() {
    return Stream.of(
        card(Optional.empty(), false), card(Optional.of(UUID.randomUUID().toString()), true));
  }

  @ParameterizedTest
  @MethodSource("cards")
  void card_insertedAndChanged_isReadAsItIs(Card card) {
    Undone.transaction(handle -> {
      ResidentTable.insert(handle, List.of(residents().findFirst().orElseThrow()));
      CardTable.insert(handle, List.of(card), NOW);
      List<Card> course =
          List.of(
              card,
              card.suspended(Optional.of(new Suspension(NOW, "操作者"))),
              card.suspended(Optional.empty()),
              card.until(DAY.plusYears(1), new Card.Term(card.term().longestUntil(), true)),
              card.ended(new CardEnd(NOW, CardEnd.Cause.NEVER_FOUND)));
      for (Card state : course) {
        CardTable.update(handle, List.of(state));
        assertThat(CardTable.find(handle, card.id())).contains(state);
        assertThat(CardTable.ofResidents(handle, List.of(ID))).containsExactly(state);
        assertThat(Dossiers.read(handle, ID).orElseThrow().dossier().cards())
            .containsExactly(state);
      }
    });
  }
}
