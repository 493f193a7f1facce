package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.OpenWorkFall;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of decisions on held events when one of the two who made them is shut out. */
@Tag("stack")
class FallenDecisionTest {
  private final EventHoldFixture feed = EventHoldFixture.started();
  private final CaFixture ca = feed.ca();

  @AfterEach
  void end() {
    feed.close();
  }

  private List<?> shutOut(StaffMember member) {
    StaffSeat seat =
        new StaffSeat(
            member.person(), member.name(), member.role(), Optional.empty(), Optional.empty());
    return ca.transactions()
        .run(handle ->
            new OpenWorkFall(handle, seat, new Mark("operator", ca.clock().instant())).all());
  }

  @Test
  void proposal_ofWhoIsShutOut_isNoneAnyMore() {
    String id = feed.tripped();
    CaFixture.done(feed.propose(id, HoldDecision.RELEASE));
    assertThat(shutOut(feed.second())).isEmpty();
    assertThat(shutOut(feed.operator()))
        .isEqualTo(
            List.of(
                new StaffAct.OpenWorkFell(feed.operator().person(), "event-hold", List.of(id))));
    assertThat(feed.row(id).proposal()).isEmpty();
    assertThat(feed.approve(feed.second(), id, HoldDecision.RELEASE))
        .isEqualTo(Outcome.refused(RefusalCode.NOTHING_PROPOSED));
    assertThat(shutOut(feed.operator())).isEmpty();
  }

  /** One server is carrying it out while another one shuts out who had agreed. */
  @Test
  void decision_thatIsBeingCarriedOut_isOpenAgain_andWhatWaitsIsDecidedByOthers() {
    String id = feed.tripped();
    List<ServedResident> more = feed.residents(2);
    feed.report(more.stream().map(EventHoldFixture::died).toList());
    feed.decide(id, HoldDecision.RELEASE);
    ReleaseHeldEvents work = feed.work(ca.stack().jdbi("ca"));

    assertThat(shutOut(feed.second())).hasSize(1);
    EventHold reopened = feed.row(id);
    assertThat(reopened.state()).isEqualTo(HoldState.OPEN);
    assertThat(reopened.approved()).isEmpty();
    assertThat(reopened.counts().waiting()).isEqualTo(3);
    assertThat(work.round()).isZero();
    assertThat(feed.revoked(more)).isZero();

    StaffMember third = EventHoldFixture.person(feed.operator().role());
    CaFixture.done(feed.propose(id, HoldDecision.REJECTION));
    CaFixture.done(feed.approve(third, id, HoldDecision.REJECTION));
    feed.carryOut();
    assertThat(feed.row(id).state()).isEqualTo(HoldState.REJECTED);
    assertThat(feed.revoked(more)).isZero();
    // It is over, whoever goes now.
    assertThat(shutOut(third)).isEmpty();
  }
}
