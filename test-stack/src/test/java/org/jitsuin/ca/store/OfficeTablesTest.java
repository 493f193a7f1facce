package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.IssuingClosure;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.DualControlSetting.Proposal;
import org.jitsuin.ca.store.FiledApplication.Approval;
import org.jitsuin.ca.store.FiledApplication.End;
import org.jitsuin.ca.store.FiledApplication.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What offices work with is read as it was written, with what may be absent there and not. */
@Tag("stack")
class OfficeTablesTest {
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");
  private static final Mark ENTERED = new Mark("clerk", NOW);
  private static final Mark APPROVED = new Mark("supervisor", NOW.plusMillis(1));
  private static final Mark ENDED = new Mark("another", NOW.plusMillis(2));
  private static final Bytes CONTENT = text("{}");

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Subject subject(Optional<String> card) {
    return new Subject(UUID.randomUUID().toString(), ApplicationKind.RENEWAL, "47382", card);
  }

  static Stream<Optional<String>> cards() {
    return Stream.of(Optional.empty(), Optional.of(UUID.randomUUID().toString()));
  }

  @ParameterizedTest
  @MethodSource("cards")
  void application_entered_isReadAsItWasEntered(Optional<String> card) {
    Subject subject = subject(card);
    Undone.transaction(handle -> {
      ApplicationTable.insert(
          handle, subject, ApplicationState.AWAITING_APPROVAL, CONTENT, ENTERED);
      FiledApplication filed = ApplicationTable.find(handle, subject.id()).orElseThrow();
      assertThat(filed)
          .isEqualTo(
              new FiledApplication(
                  filed.number(),
                  subject,
                  ApplicationState.AWAITING_APPROVAL,
                  Optional.of(CONTENT),
                  ENTERED,
                  Set.of("clerk"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      ApplicationTable.approve(handle, subject.id(), APPROVED, CONTENT.fingerprint());
      assertThat(ApplicationTable.lock(handle, subject.id()))
          .get()
          .returns(ApplicationState.RECEIVED, FiledApplication::state)
          .returns(
              Optional.of(new Approval(APPROVED, Optional.of(CONTENT.fingerprint()))),
              FiledApplication::approved);
    });
  }

  /** What was approved was something else; all who brought some of it are known. */
  @Test
  void application_extended_isApprovedNoLonger() {
    Subject subject = subject(Optional.empty());
    Set<String> people = Set.of("clerk", "another, with a comma", "三人目");
    Undone.transaction(handle -> {
      ApplicationTable.insert(handle, subject, ApplicationState.RECEIVED, CONTENT, ENTERED);
      ApplicationTable.approve(handle, subject.id(), APPROVED, CONTENT.fingerprint());
      ApplicationTable.extend(
          handle, subject.id(), ApplicationState.AWAITING_APPROVAL, text("[]"), people);
      assertThat(ApplicationTable.find(handle, subject.id()))
          .get()
          .returns(ApplicationState.AWAITING_APPROVAL, FiledApplication::state)
          .returns(Optional.of(text("[]")), FiledApplication::content)
          .returns(people, FiledApplication::contributors)
          .returns(Optional.empty(), FiledApplication::approved);
    });
  }

  /** An approval by the release before has no hash. */
  @Test
  void application_approvedBefore_hasNoHash() {
    Subject subject = subject(Optional.empty());
    Undone.transaction(handle -> {
      ApplicationTable.insert(handle, subject, ApplicationState.RECEIVED, CONTENT, ENTERED);
      handle.execute(
          "UPDATE ca.application SET approved_by = ?, approved_at = ? WHERE application_id = ?",
          APPROVED.by(),
          APPROVED.at().toEpochMilli(),
          subject.id());
      assertThat(ApplicationTable.find(handle, subject.id()).orElseThrow().approved())
          .contains(new Approval(APPROVED, Optional.empty()));
    });
  }

  static Stream<Arguments> ends() {
    Optional<Refusal> refusal = Optional.of(new Refusal(RefusalCode.CARD_EXPIRED, "2025-01-01"));
    Optional<Refusal> bare = Optional.of(Refusal.of(RefusalCode.CARD_UNKNOWN));
    return Stream.of(
        Arguments.of(
            ApplicationState.COMPLETED,
            new End(ENDED, Optional.empty(), Optional.empty(), Optional.of(text("[]")))),
        Arguments.of(
            ApplicationState.REFUSED, new End(ENDED, refusal, Optional.empty(), Optional.empty())),
        Arguments.of(
            ApplicationState.REFUSED, new End(ENDED, bare, Optional.empty(), Optional.empty())),
        Arguments.of(
            ApplicationState.REFUSED,
            new End(ENDED, Optional.empty(), Optional.of("理由"), Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void application_ended_tellsHowAndForgetsWhatWasEntered(ApplicationState state, End end) {
    Subject subject = subject(Optional.empty());
    Undone.transaction(handle -> {
      ApplicationTable.insert(handle, subject, ApplicationState.RECEIVED, CONTENT, ENTERED);
      end(handle, subject.id(), end);
      assertThat(ApplicationTable.find(handle, subject.id()))
          .get()
          .returns(state, FiledApplication::state)
          .returns(Optional.of(end), FiledApplication::end)
          .returns(Optional.empty(), FiledApplication::content);
    });
  }

  /** What is carried out takes over what is kept of the answer. */
  private static void end(Handle handle, String id, End end) {
    RequestId act = new RequestId("application", id, CONTENT.fingerprint());
    end.result()
        .ifPresentOrElse(
            result -> {
              IdempotencyTable.insert(handle, act, result, NOW);
              ApplicationTable.complete(handle, id, end.mark(), act);
            },
            () -> ApplicationTable.refuse(handle, id, end));
  }

  static Stream<DualControlSetting> dualControls() {
    Proposal proposal = new Proposal(Set.of(ApplicationKind.PIN, ApplicationKind.LIFT), "x", NOW);
    return Stream.of(
        DualControlSetting.NONE,
        new DualControlSetting(Set.of(ApplicationKind.values()), Optional.empty()),
        new DualControlSetting(Set.of(), Optional.of(proposal)),
        new DualControlSetting(
            Set.of(ApplicationKind.REVOCATION), Optional.of(new Proposal(Set.of(), "x", NOW))));
  }

  @ParameterizedTest
  @MethodSource("dualControls")
  void dualControl_updated_isReadAsItWasWritten(DualControlSetting setting) {
    Undone.transaction(handle -> {
      assertThat(DualControlTable.lock(handle, "99999")).isEqualTo(DualControlSetting.NONE);
      DualControlTable.update(handle, "99999", setting);
      assertThat(DualControlTable.find(handle, "99999")).isEqualTo(setting);
      assertThat(DualControlTable.all(handle).getOrDefault("99999", Set.of()))
          .isEqualTo(setting.kinds());
    });
  }

  static Stream<Optional<Instant>> instants() {
    return Stream.of(Optional.empty(), Optional.of(NOW.plusSeconds(3600)));
  }

  @ParameterizedTest
  @MethodSource("instants")
  void issuing_closed_isClosedUntilItIsOpened(Optional<Instant> until) {
    IssuingClosure closure = new IssuingClosure("点検", until, "operator", NOW);
    Undone.transaction(handle -> {
      IssuingTable.close(handle, closure);
      assertThat(IssuingTable.find(handle)).contains(closure);
      assertThat(IssuingTable.lock(handle)).contains(closure);
      IssuingTable.open(handle, "operator", NOW);
      assertThat(IssuingTable.find(handle)).isEmpty();
    });
  }

  static Stream<StaffMember> members() {
    return Stream.of(
        new StaffMember(
            "p-17",
            "x-clerk",
            Role.OFFICE_CLERK,
            Optional.of("47382"),
            Optional.of("473820001"),
            Serial.parse("0102")),
        new StaffMember(
            "p-18",
            "x-auditor",
            Role.AUDITOR,
            Optional.empty(),
            Optional.empty(),
            Serial.parse("0103")));
  }

  @ParameterizedTest
  @MethodSource("members")
  void staff_inserted_isFoundByTheCertificate(StaffMember member) {
    Undone.transaction(handle -> {
      StaffTable.insert(handle, member);
      assertThat(StaffTable.find(handle, member.certificate())).contains(member);
      handle.execute("UPDATE ca.staff SET active = FALSE WHERE person = ?", member.person());
      assertThat(StaffTable.find(handle, member.certificate())).isEmpty();
    });
  }

  @Test
  void staff_latest_isEachOnceWithTheNewestCertificate() {
    Undone.transaction(handle -> {
      List<RegisteredStaffMember> staff = StaffTable.latest(handle);
      assertThat(staff).extracting(one -> one.member().person()).doesNotHaveDuplicates();
      assertThat(staff)
          .isNotEmpty()
          .allSatisfy(one -> {
            assertThat(StaffTable.find(handle, one.member().certificate())).contains(one.member());
            assertThat(one.notAfter()).isAfter(NOW);
          });
    });
  }

  @Test
  void settings_putAndTakenAway_areThoseOfTheServer() {
    Undone.transaction(handle -> {
      SettingTable.put(handle, "x-node", Map.of("a", "1", "b", "2"));
      SettingTable.put(handle, "x-node", Map.of("a", "", "c", "3"));
      assertThat(SettingTable.of(handle, "x-node")).isEqualTo(Map.of("b", "2", "c", "3"));
    });
  }
}
