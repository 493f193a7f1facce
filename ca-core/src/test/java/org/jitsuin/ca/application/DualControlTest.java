package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.DualControlSetting;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class DualControlTest {
  private static final Set<ApplicationKind> PIN = Set.of(ApplicationKind.PIN);
  private static final String PIN_RESET =
      """
      {"pin":"signature","what":"reset",
       "identityCheck":{"present":["holder"],"documents":["passport"]}}
      """;

  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember one = ca.staff("supervisor-13221");
  private final StaffMember other = ca.staff("supervisor2-13221");

  @AfterEach
  void end() {
    desk.close();
  }

  private Outcome<DualControlSetting> propose(StaffMember caller, Set<ApplicationKind> kinds) {
    return desk.dualControl()
        .propose(caller, CaFixture.request(caller), new Wish("13221", kinds))
        .map(Answered::result);
  }

  private Outcome<DualControlSetting> approve(StaffMember caller, Set<ApplicationKind> kinds) {
    return desk.dualControl()
        .approve(caller, CaFixture.request(caller), new Wish("13221", kinds))
        .map(Answered::result);
  }

  private void demandSecondPersonForPins() {
    done(propose(one, PIN));
    done(approve(other, PIN));
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  @Test
  void approve_byAnother_isInForceFromThenOn() {
    assertThat(desk.rules().direct(clerk, ApplicationKind.PIN)).isEmpty();
    assertThat(done(propose(one, PIN)).kinds()).isEmpty();
    assertThat(desk.rules().direct(clerk, ApplicationKind.PIN)).isEmpty();
    DualControlSetting row = done(approve(other, PIN));
    assertThat(row).isEqualTo(new DualControlSetting(PIN, Optional.empty()));
    assertThat(done(desk.dualControl().read(clerk, "13221"))).isEqualTo(row);
    assertThat(desk.rules().direct(clerk, ApplicationKind.PIN))
        .map(Refusal::code)
        .contains(RefusalCode.SECOND_PERSON_NEEDED);
    assertThat(desk.rules().direct(clerk, ApplicationKind.LIFT)).isEmpty();
    assertThat(desk.rules().direct(ca.staff("clerk-13104"), ApplicationKind.PIN)).isEmpty();
    // Who belongs to no office is asked about the holder's.
    StaffMember operator = ca.staff("operator");
    PerformAct.Barrier alone = desk.rules().alone(operator, ApplicationKind.PIN);
    assertThat(alone.against("13221"))
        .contains(new Refusal(RefusalCode.SECOND_OPERATOR_NEEDED, "13221"));
    assertThat(alone.against("13104")).isEmpty();
    assertThat(desk.rules().alone(operator, ApplicationKind.LIFT).against("13221")).isEmpty();
    // They have passed it already, or do what was approved.
    assertThat(desk.rules().alone(clerk, ApplicationKind.PIN).against("13221")).isEmpty();
  }

  @Test
  void approve_byTheProposer_refused() {
    done(propose(one, PIN));
    assertThat(code(approve(one, PIN))).isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(code(approve(CaFixture.renamed(one), PIN))).isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(done(desk.dualControl().read(one, "13221")).kinds()).isEmpty();
  }

  @Test
  void approve_byAnotherOfTheSameName_isInForce() {
    done(propose(one, PIN));
    assertThat(done(approve(CaFixture.namesake(one), PIN)).kinds()).isEqualTo(PIN);
  }

  /** Another change took the place of the one that the approver has seen. */
  @Test
  void approve_whatIsNoLongerProposed_refused() {
    done(propose(one, PIN));
    done(propose(one, Set.of()));
    assertThat(code(approve(other, PIN))).isEqualTo(RefusalCode.NOTHING_PROPOSED);
    done(approve(other, Set.of()));
    assertThat(code(approve(other, Set.of()))).isEqualTo(RefusalCode.NOTHING_PROPOSED);
  }

  @Test
  void change_takingAwayTheSecondPerson_needsASecondPerson() {
    demandSecondPersonForPins();
    done(propose(one, Set.of()));
    assertThat(desk.rules().direct(clerk, ApplicationKind.PIN)).isPresent();
    done(approve(other, Set.of()));
    assertThat(desk.rules().direct(clerk, ApplicationKind.PIN)).isEmpty();
  }

  @Test
  void read_ofAnotherOffice_refused() {
    assertThat(code(desk.dualControl().read(clerk, "13104")))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(code(desk.dualControl().read(clerk, "99999")))
        .isEqualTo(RefusalCode.MUNICIPALITY_UNKNOWN);
    assertThat(done(desk.dualControl().read(ca.staff("auditor"), "13104")))
        .isEqualTo(DualControlSetting.NONE);
  }

  @Test
  void rules_changedOnAnotherServer_holdHereWithinHalfASecond() {
    try (ApplicationFixture elsewhere = ApplicationFixture.started()) {
      assertThat(elsewhere.rules().direct(clerk, ApplicationKind.PIN)).isEmpty();
      demandSecondPersonForPins();
      elsewhere.ca().clock().advance(Duration.ofMillis(500));
      assertThat(elsewhere.rules().direct(clerk, ApplicationKind.PIN)).isPresent();
    }
  }

  @Test
  void application_whereASecondPersonIsNeeded_waitsForOne() {
    demandSecondPersonForPins();
    String id = desk.received(one, ApplicationKind.PIN, ca.card().id(), PIN_RESET);
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.AWAITING_APPROVAL);
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(code(desk.approve(CaFixture.renamed(one), id))).isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(done(desk.approve(other, id)).state()).isEqualTo(ApplicationState.RECEIVED);
    assertThat(code(desk.approve(other, id))).isEqualTo(RefusalCode.APPLICATION_NOT_AWAITING);
    assertThat(done(desk.complete(clerk, id)).state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(desk.entries("application-approved", id)).isOne();
  }

  /** What was received before the office asked for two people is asked for them, too. */
  @Test
  void application_receivedBefore_needsTheSecondPersonWhenItIsCompleted() {
    String id = desk.received(clerk, ApplicationKind.PIN, ca.card().id(), PIN_RESET);
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.APPLICATION_NOT_AWAITING);
    demandSecondPersonForPins();
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
    done(desk.approve(one, id));
    assertThat(done(desk.complete(clerk, id)).state()).isEqualTo(ApplicationState.COMPLETED);
  }
}
