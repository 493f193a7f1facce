package org.jitsuin.ca.personnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.personnel.StaffPerson.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaffRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
  private static final Fingerprint CONTENT = Fingerprint.of(new byte[] {1});

  private static StaffSeat seat(String person, Role role, String municipality) {
    Optional<String> code = Optional.of(municipality).filter(text -> !text.isEmpty());
    return new StaffSeat(person, "name", role, code, code.map(text -> text + "001A"));
  }

  private static StaffMember member(String person, Role role, String municipality) {
    return seat(person, role, municipality).with(Serial.parse("0a"));
  }

  private static StaffPerson person(StaffSeat seat, StaffState... states) {
    List<Credential> credentials = new ArrayList<>();
    for (StaffState state : states) {
      credentials.add(
          new Credential(
              Serial.parse("0b0" + credentials.size()),
              state,
              NOW.plus(Duration.ofDays(credentials.size()))));
    }
    return new StaffPerson(seat, credentials);
  }

  private static StaffPerson auditor(StaffState... states) {
    return person(seat("p-1", Role.AUDITOR, ""), states);
  }

  private static Optional<RefusalCode> code(Optional<Refusal> refusal) {
    return refusal.map(Refusal::code);
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTER, PERSON_EXISTS, PERSON_EXISTS, -, -",
    "RENEW, -, PERSON_STATE, PERSON_STATE, PERSON_UNKNOWN",
    "REPLACE, -, -, PERSON_STATE, PERSON_UNKNOWN",
    "WITHDRAW, -, -, PERSON_STATE, PERSON_UNKNOWN",
    "RESTORE, PERSON_STATE, -, PERSON_STATE, PERSON_UNKNOWN",
    "BLOCK, -, PERSON_STATE, PERSON_STATE, PERSON_UNKNOWN"
  })
  void change_ofWhoIsActiveBlockedWithdrawnUnknown_onlyWhatFits(
      StaffChangeKind kind, String active, String blocked, String withdrawn, String unknown) {
    assertChange(kind, Optional.of(auditor(StaffState.ACTIVE)), active);
    assertChange(kind, Optional.of(auditor(StaffState.BLOCKED)), blocked);
    assertChange(kind, Optional.of(auditor(StaffState.WITHDRAWN)), withdrawn);
    assertChange(kind, Optional.empty(), unknown);
  }

  private static void assertChange(
      StaffChangeKind kind, Optional<StaffPerson> known, String expected) {
    assertThat(code(StaffRules.change(kind, known)).map(Enum::name).orElse("-"))
        .isEqualTo(expected);
  }

  @Test
  void state_ofSeveralCertificates_isThatOfTheBest() {
    assertThat(auditor(StaffState.REPLACED, StaffState.ACTIVE).state())
        .isEqualTo(StaffState.ACTIVE);
    assertThat(auditor(StaffState.REPLACED, StaffState.BLOCKED).state())
        .isEqualTo(StaffState.BLOCKED);
    assertThat(auditor(StaffState.REPLACED, StaffState.WITHDRAWN).state())
        .isEqualTo(StaffState.WITHDRAWN);
    assertThat(auditor(StaffState.ACTIVE, StaffState.ACTIVE, StaffState.REPLACED).end())
        .contains(NOW.plus(Duration.ofDays(1)));
    assertThat(auditor(StaffState.WITHDRAWN).end()).isEmpty();
  }

  @Test
  void departure_ofAnOperator_leavesTwo() {
    Set<String> two = Set.of("a", "b");
    Set<String> three = Set.of("a", "b", "c");
    for (StaffChangeKind kind : StaffChangeKind.values()) {
      boolean leaves = kind == StaffChangeKind.BLOCK || kind == StaffChangeKind.WITHDRAW;
      assertThat(code(StaffRules.departure(kind, "a", two)))
          .isEqualTo(
              leaves ? Optional.of(RefusalCode.OPERATORS_TOO_FEW) : Optional.<RefusalCode>empty());
      assertThat(StaffRules.departure(kind, "a", three)).isEmpty();
      // Of somebody who cannot come in anyway, or is no operator.
      assertThat(StaffRules.departure(kind, "x", two)).isEmpty();
    }
  }

  /** Whoever goes, in whichever order: two remain who can undo it. */
  @Property(tries = 200)
  void departure_ofAnybodyInAnyOrder_leavesTwo(
      @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> order) {
    Set<String> operators = new TreeSet<>(List.of("0", "1", "2", "3", "4", "5"));
    for (int one : order) {
      String person = Integer.toString(one);
      if (StaffRules.departure(StaffChangeKind.BLOCK, person, operators).isEmpty()) {
        operators.remove(person);
      }
      assertThat(operators).hasSizeGreaterThanOrEqualTo(StaffRules.OPERATORS);
    }
  }

  private static StaffRules.Proposal proposal(StaffChangeState state) {
    return new StaffRules.Proposal(state, new Mark("a", NOW), CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "b, PROPOSED, 1, P0D, -",
    "b, PROPOSED, 1, P30D, -",
    "b, PROPOSED, 1, P31D, CHANGE_TOO_OLD",
    "a, PROPOSED, 1, P0D, SAME_PERSON",
    "b, PROPOSED, 2, P0D, CHANGE_DIFFERS",
    "b, DONE, 1, P0D, CHANGE_NOT_PROPOSED",
    "b, CANCELLED, 1, P0D, CHANGE_NOT_PROPOSED"
  })
  void approval_byAnotherOfThatVeryContent(
      String caller, StaffChangeState state, byte content, Duration later, String expected) {
    Optional<Refusal> refusal =
        StaffRules.approval(
            member(caller, Role.CA_OPERATOR, ""),
            proposal(state),
            Fingerprint.of(new byte[] {content}),
            NOW.plus(later));
    assertThat(code(refusal).map(Enum::name).orElse("-")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ca-operator, '', office-clerk, 13221, 0, -",
    "ca-operator, '', ca-operator, '', 0, -",
    "ca-operator, '', register-feed, '', 2, BLOCKS_USED",
    "office-supervisor, 13221, office-clerk, 13221, 0, -",
    "office-supervisor, 13221, office-clerk, 13221, 2, BLOCKS_USED",
    "office-supervisor, 13221, office-clerk, 13104, 0, OTHER_MUNICIPALITY",
    "office-supervisor, 13221, office-supervisor, 13221, 0, NOT_ALLOWED",
    "office-supervisor, 13221, ca-operator, '', 0, OTHER_MUNICIPALITY"
  })
  void block_ofSomebody_byRoleAndPlace_aFewTimes(
      String by, String place, String role, String municipality, int done, String expected) {
    Optional<Refusal> refusal =
        StaffRules.block(
            member("a", Role.byId(by).orElseThrow(), place),
            person(seat("b", Role.byId(role).orElseThrow(), municipality), StaffState.ACTIVE),
            done,
            2);
    assertThat(code(refusal).map(Enum::name).orElse("-")).isEqualTo(expected);
  }
}
