package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.base.model.Authority.USER_IDENTIFICATION;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Confirmation.State;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom an office alone knows, until the register has said that it knows them, too. */
class ConfirmationsTest {
  private static final String DAY = "2025-10-27";
  private static final Holder ENTERED = Acts.holder(BirthDate.parse("1980-02-17"));
  private static final Refusal NOT_YET = Refusal.of(RefusalCode.RESIDENT_NOT_CONFIRMED);

  private static Life life() {
    Life life = Acts.born(Acts.CONFIRMING, "1980-02-17", Optional.empty(), DAY);
    life.done(Acts.register(1, DAY));
    return life;
  }

  private static Confirmation state(Life life) {
    return life.dossier().resident().confirmation();
  }

  private static NewData whole(String municipality, String name, String address, String birth) {
    return Acts.whole(
        new Holder(
            Acts.REGISTER_ID,
            municipality,
            RegisterText.plain(name),
            RegisterText.plain(address),
            Sex.FEMALE,
            BirthDate.parse(birth)));
  }

  /** A fictional resident gets a card at most, which signs nothing. */
  @Test
  void issue_residentOfWhomTheRegisterSaidNothing_waitsForIt() {
    Life life = life();
    for (Authority kind : Authority.values()) {
      assertThat(life.refused(Acts.issue(life, kind))).isEqualTo(NOT_YET);
    }
    life.done(Acts.replace(life, 2, Cause.DAMAGED));
    assertThat(life.refused(Acts.issue(life, USER_IDENTIFICATION))).isEqualTo(NOT_YET);
    Decision decision = life.done(Acts.event(EventKind.CONFIRMED, DAY));
    assertThat(decision.notes()).containsExactly(Note.RECORD_CONFIRMED);
    life.done(Acts.issue(life, Authority.values()));
    life.on("2030-01-10").done(Acts.renew(life, Authority.values()));
  }

  @Test
  void issue_policyDoesNotWait_isDone() {
    Life life = Acts.withCard("1980-02-17", DAY);
    assertThat(state(life)).isEqualTo(Confirmation.AWAITED);
    life.done(Acts.issue(life, Authority.values()));
  }

  static Stream<Arguments> others() {
    String name = ENTERED.name().text();
    String address = ENTERED.address().text();
    return Stream.of(
        Arguments.of(whole("13221", "鈴木　花子", address, "1980-02-17"), Item.NAME),
        Arguments.of(whole("13221", name, "東京都清瀬市松山", "1980-02-17"), Item.ADDRESS),
        Arguments.of(whole("13104", name, address, "1980-02-17"), Item.ADDRESS),
        Arguments.of(whole("13221", name, address, "1980-02-18"), Item.BIRTH_DATE));
  }

  /** Identity was checked against what was entered: nothing of the other data is taken over. */
  @ParameterizedTest
  @MethodSource("others")
  void confirmed_withOtherData_tellsTheOfficeAndChangesNothing(NewData data, Item differing) {
    for (Policy policy : List.of(Acts.POLICY, Acts.CONFIRMING)) {
      Life life = Acts.born(policy, "1980-02-17", Optional.empty(), DAY);
      life.done(Acts.register(1, DAY));
      Decision decision = life.done(Acts.event(EventKind.CONFIRMED, DAY, data));
      assertThat(decision.notes()).containsExactly(Note.RECORD_DIFFERS);
      assertThat(state(life)).isEqualTo(new Confirmation(State.DIFFERS, Set.of(differing)));
      assertThat(life.dossier().resident().holder()).isEqualTo(ENTERED);
      assertThat(life.dossier().resident().asOf()).isEmpty();
      assertThat(life.refused(Acts.issue(life, USER_IDENTIFICATION)))
          .isEqualTo(new Refusal(RefusalCode.RESIDENT_DIFFERS, differing.id()));
    }
  }

  /** A period of stay that the office left out would have ended the card earlier. */
  @Test
  void confirmed_withAStayThatWasNotEntered_differs() {
    Life life = life();
    NewData plain = Acts.whole(ENTERED);
    NewData guest =
        new NewData(
            plain.municipality(),
            plain.name(),
            plain.address(),
            plain.sex(),
            plain.birthDate(),
            Optional.of(Acts.stay("2027-06-30")));
    life.done(Acts.event(EventKind.CONFIRMED, DAY, guest));
    assertThat(state(life)).isEqualTo(new Confirmation(State.DIFFERS, Set.of(Item.STAY)));
    life.done(Acts.event(EventKind.STAY_CHANGED, DAY, Acts.stayed("2027-06-30")));
    assertThat(state(life)).isEqualTo(Confirmation.CONFIRMED);
  }

  /** What differed is the register's own once it reports it. */
  @Test
  void nameChanged_afterTheRegisterHadAnother_settlesIt() {
    Life life = life();
    NewData other = whole("13221", "鈴木　花子", "東京都清瀬市松山", "1980-02-17");
    life.done(Acts.event(EventKind.CONFIRMED, DAY, other));
    assertThat(state(life).differing()).containsExactlyInAnyOrder(Item.NAME, Item.ADDRESS);
    life.done(Acts.event(EventKind.NAME_CHANGED, DAY, Acts.name("鈴木　花子")));
    assertThat(state(life).differing()).containsExactly(Item.ADDRESS);
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, DAY, Acts.address("東京都清瀬市松山")));
    assertThat(state(life)).isEqualTo(Confirmation.CONFIRMED);
    life.done(Acts.issue(life, Authority.values()));
  }

  /** What the register told later is no matter of an earlier record. */
  @Test
  void confirmed_olderThanWhatIsKnown_comparesTheRest() {
    Life life = life().on("2026-01-10");
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, "2026-01-10", Acts.MOVED));
    assertThat(state(life)).isEqualTo(Confirmation.AWAITED);
    life.done(Acts.event(EventKind.CONFIRMED, "2025-12-01", Acts.whole(ENTERED)));
    assertThat(state(life)).isEqualTo(Confirmation.CONFIRMED);
    assertThat(life.dossier().resident().holder().address())
        .isEqualTo(Acts.MOVED.address().orElseThrow());
  }

  /** An older event that comes late changes nothing that was confirmed since. */
  @Test
  void nameChanged_olderThanTheConfirmation_isOutOfOrder() {
    Life life = life().on("2026-01-10");
    life.done(Acts.event(EventKind.CONFIRMED, "2026-01-10", Acts.whole(ENTERED)));
    Decision late = life.done(Acts.event(EventKind.NAME_CHANGED, "2025-12-01", Acts.name("鈴木　花子")));
    assertThat(late.notes()).containsExactly(Note.OUT_OF_ORDER);
    assertThat(life.dossier().resident().holder()).isEqualTo(ENTERED);
  }

  /** An event counts as the register's word on somebody only if it tells the whole record. */
  @ParameterizedTest
  @EnumSource(
      value = EventKind.class,
      names = {"ENTERED", "ADDRESS_CHANGED", "NAME_CHANGED", "RECORD_ERROR"})
  void otherEvent_confirmsOnlyWithTheWholeRecord(EventKind kind) {
    Life life = life();
    life.done(Acts.event(kind, DAY, Acts.MOVED));
    assertThat(state(life)).isEqualTo(Confirmation.AWAITED);
    life.on("2025-10-28").done(Acts.event(kind, "2025-10-28", Acts.whole(ENTERED)));
    assertThat(state(life)).isEqualTo(Confirmation.CONFIRMED);
  }

  /** Events that end a record bring no data that is taken over. */
  @ParameterizedTest
  @EnumSource(
      value = EventKind.class,
      names = {"DIED", "DEPARTED", "CARD_LOST", "NUMBER_CHANGED"})
  void endingEvent_withTheWholeRecord_confirmsNothing(EventKind kind) {
    Life life = life();
    life.done(Acts.event(kind, DAY, Acts.whole(ENTERED)));
    assertThat(state(life)).isEqualTo(Confirmation.AWAITED);
  }

  /** On its day, as what else a planned event brings. */
  @Test
  void plannedEvent_withTheWholeRecord_confirmsOnItsDay() {
    Life life = life();
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, "2025-11-01", Acts.whole(ENTERED)));
    assertThat(state(life)).isEqualTo(Confirmation.AWAITED);
    life.on("2025-11-01");
    assertThat(state(life)).isEqualTo(Confirmation.CONFIRMED);
  }

  static Stream<Confirmation> confirmations() {
    return Stream.of(
        Confirmation.AWAITED,
        Confirmation.CONFIRMED,
        Confirmation.differingIn(Set.of(Item.values())),
        Confirmation.differingIn(Set.of(Item.BIRTH_DATE)));
  }

  @ParameterizedTest
  @MethodSource("confirmations")
  void parse_whatWasWritten_isTheSame(Confirmation confirmation) {
    assertThat(confirmation.text()).matches("[a-zA-Z:,]{1,60}");
    assertThat(Confirmation.parse(confirmation.text())).isEqualTo(confirmation);
  }

  @Test
  void told_nobodyWaits_saysSo() {
    assertThat(RegisterConfirmation.NOT_REQUIRED.told(Confirmation.AWAITED))
        .isEqualTo("not-required");
    assertThat(RegisterConfirmation.REQUIRED.told(Confirmation.AWAITED)).isEqualTo("awaited");
    assertThat(RegisterConfirmation.NOT_REQUIRED.told(Confirmation.CONFIRMED))
        .isEqualTo("confirmed");
    assertThat(RegisterConfirmation.NOT_REQUIRED.told(Confirmation.differingIn(Set.of(Item.NAME))))
        .isEqualTo("differs");
  }
}
