package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.residentevent.EventHoldFixture.died;
import static org.jitsuin.ca.residentevent.EventHoldFixture.hold;
import static org.jitsuin.ca.residentevent.EventHoldFixture.moved;
import static org.jitsuin.ca.residentevent.EventHoldFixture.renamed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.HeldEvent;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What two people decide of held events, and what becomes of each of these. */
@Tag("stack")
class ReleaseHeldEventsTest {
  private final EventHoldFixture feed = EventHoldFixture.started();
  private final CaFixture ca = feed.ca();

  @AfterEach
  void end() {
    feed.close();
  }

  private static String answer(Outcome<Answered<Effects>> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Repeated.class);
    Bytes answer = ((Outcome.Repeated<Answered<Effects>>) outcome).answer();
    return new String(answer.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void decide_alone_isNotEnough() {
    String id = feed.tripped();
    assertThat(feed.approve(feed.second(), id, HoldDecision.RELEASE))
        .isEqualTo(Outcome.refused(RefusalCode.NOTHING_PROPOSED));
    CaFixture.done(feed.propose(id, HoldDecision.REJECTION));
    CaFixture.done(feed.propose(id, HoldDecision.RELEASE));
    assertThat(feed.approve(feed.operator(), id, HoldDecision.RELEASE))
        .isEqualTo(Outcome.refused(RefusalCode.SAME_PERSON));
    // Whoever agrees says to what.
    assertThat(feed.approve(feed.second(), id, HoldDecision.REJECTION))
        .isEqualTo(Outcome.refused(RefusalCode.NOTHING_PROPOSED));
    feed.carryOut();
    assertThat(feed.row(id).counts().waiting()).isOne();
    CaFixture.done(feed.approve(feed.second(), id, HoldDecision.RELEASE));
    assertThat(feed.propose(id, HoldDecision.REJECTION))
        .isEqualTo(Outcome.refused(RefusalCode.HOLD_DECIDED, "releasing"));
    assertThat(feed.propose(UUID.randomUUID().toString(), HoldDecision.RELEASE))
        .isEqualTo(Outcome.refused(RefusalCode.HOLD_UNKNOWN));
    feed.carryOut();
    assertThat(feed.row(id).state()).isEqualTo(HoldState.RELEASED);
    for (String kind : List.of("event-hold-approved", "event-hold-finished", "events-held")) {
      assertThat(feed.entries(kind, id)).as(kind).isOne();
    }
    assertThat(feed.entries("event-hold-proposed", id)).isEqualTo(2);
  }

  @Test
  void release_heldEvents_areAppliedInOrderAndOnce() {
    String id = feed.tripped();
    ServedResident resident = feed.residents(1).getFirst();
    ResidentEvent name = renamed(resident);
    ResidentEvent move = moved(resident);
    ResidentEvent death = died(resident);
    // All but the first are only held behind it, and the resident has moved before they died.
    List<ResidentEvent> events = List.of(died(resident), name, move, death);
    feed.report(events);
    EventHolds.Content content = CaFixture.done(feed.holds().read(id));
    assertThat(content.kinds())
        .containsEntry("died", 3L)
        .containsEntry("name-changed", 1L)
        .containsEntry("address-changed", 1L);
    assertThat(content.municipalities()).containsEntry("13221", 5L);

    feed.decide(id, HoldDecision.RELEASE);
    feed.carryOut();
    feed.carryOut();
    EventHold row = feed.row(id);
    assertThat(row.state()).isEqualTo(HoldState.RELEASED);
    assertThat(row.counts()).isEqualTo(new EventHold.Counts(5, 5, 0));
    assertThat(feed.held(resident)).isEmpty();
    assertThat(feed.isRevoked(resident)).isTrue();
    assertThat(ca.resident(resident.card().registerId()).name().text()).isEqualTo("鈴木　花子");
    assertThat(resident.rows("status.feed", resident.signature())).isEqualTo(2);
    assertThat(resident.entries("certificate-revoked")).isEqualTo(2);
    assertThat(events)
        .allSatisfy(
            event -> assertThat(feed.entries(event)).containsOnlyOnce("resident-event-recorded"));
    // Whoever reports it again learns what became of it.
    assertThat(answer(feed.report(events.getFirst())))
        .contains(resident.signature().serial().toString())
        .doesNotContain("held");
  }

  /** After people have looked the breaker counts from the beginning. */
  @Test
  void release_afterwards_eventsPassAgain() {
    String id = feed.tripped();
    feed.decide(id, HoldDecision.RELEASE);
    ServedResident resident = feed.residents(1).getFirst();
    assertThat(hold(feed.report(died(resident)))).isEmpty();
    assertThat(
            hold(
                feed.other()
                    .applyEvents()
                    .takeIn(feed.register(), died(feed.residents(1).getFirst()))))
        .isEmpty();
  }

  /** What comes between the decision and its end waits behind, and is not forgotten. */
  @Test
  void release_eventThatComesMeanwhile_keepsItsPlace() {
    feed.tripped();
    ServedResident resident = feed.residents(1).getFirst();
    String id = hold(feed.report(died(resident))).orElseThrow();
    feed.decide(id, HoldDecision.RELEASE);
    ResidentEvent name = renamed(resident);
    assertThat(hold(feed.report(name))).contains(id);
    feed.carryOut();
    assertThat(feed.row(id).counts().applied()).isEqualTo(3);
    assertThat(ca.resident(resident.card().registerId()).name().text()).isEqualTo("鈴木　花子");
    assertThat(hold(feed.report(moved(resident)))).isEmpty();
  }

  @Test
  void reject_heldEvents_areRefusedForGoodAndThoseBehindThemApplied() {
    String id = feed.tripped();
    ServedResident resident = feed.residents(1).getFirst();
    ResidentEvent death = died(resident);
    ResidentEvent name = renamed(resident);
    feed.report(List.of(death, name));
    feed.decide(id, HoldDecision.REJECTION);
    feed.carryOut();

    EventHold row = feed.row(id);
    assertThat(row.state()).isEqualTo(HoldState.REJECTED);
    assertThat(row.counts()).isEqualTo(new EventHold.Counts(3, 1, 2));
    assertThat(resident.now(resident.identification()).isRevoked()).isFalse();
    assertThat(ca.resident(resident.card().registerId()).name().text()).isEqualTo("鈴木　花子");
    assertThat(feed.report(death)).isEqualTo(Outcome.refused(RefusalCode.EVENT_REJECTED));
    assertThat(answer(feed.report(name))).contains(resident.signature().serial().toString());
    // It stays known that it came and was refused, and nothing of what was in it.
    assertThat(feed.held(resident))
        .singleElement()
        .satisfies(refused -> {
          assertThat(refused.eventId()).isEqualTo(death.id());
          assertThat(refused.refusal()).contains(RefusalCode.EVENT_REJECTED);
          assertThat(refused.event()).isEmpty();
        });
    assertThat(feed.entries(death)).containsExactly("held-event-refused");
    // And the resident is nobody's prisoner.
    assertThat(hold(feed.report(moved(resident)))).isEmpty();
  }

  /** Of a resident the first event that waits goes first, in whichever hold it is. */
  @Test
  void release_secondHoldBeforeTheFirst_waitsForIt() {
    String deaths = feed.tripped();
    List<ServedResident> residents = feed.residents(EventHoldFixture.LIMIT + 1);
    residents.forEach(one -> feed.report(died(one)));
    ServedResident last = residents.getLast();
    List<ResidentEvent> moves = residents.stream().map(EventHoldFixture::moved).toList();
    moves.forEach(feed::report);
    String own = feed.held(last).getLast().hold();
    assertThat(own).isNotEqualTo(deaths);

    feed.decide(own, HoldDecision.RELEASE);
    feed.carryOut();
    assertThat(feed.row(own).state()).isEqualTo(HoldState.RELEASING);
    assertThat(feed.held(last)).extracting(HeldEvent::hold).containsExactly(deaths, own);
    feed.decide(deaths, HoldDecision.RELEASE);
    feed.carryOut();
    feed.carryOut();
    assertThat(feed.row(own).state()).isEqualTo(HoldState.RELEASED);
    assertThat(feed.row(deaths).state()).isEqualTo(HoldState.RELEASED);
    assertThat(feed.entries(moves.getLast())).containsOnlyOnce("resident-event-recorded");
  }

  /** Whatever is wrong with one resident's row is nobody else's concern. */
  @Test
  void release_eventThatCannotBeApplied_isRefusedAndTheOthersApplied() {
    String id = feed.tripped();
    List<ServedResident> residents = feed.residents(3);
    List<ResidentEvent> deaths = residents.stream().map(EventHoldFixture::died).toList();
    feed.report(deaths);
    String broken = residents.get(1).card().registerId();
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE ca.resident SET name_flags = '' WHERE register_id = ?", broken));
    feed.decide(id, HoldDecision.RELEASE);
    feed.carryOut();
    assertThat(feed.row(id).state()).isEqualTo(HoldState.RELEASED);
    assertThat(feed.row(id).counts()).isEqualTo(new EventHold.Counts(4, 3, 1));
    assertThat(feed.isRevoked(residents.getFirst())).isTrue();
    assertThat(feed.isRevoked(residents.getLast())).isTrue();
    assertThat(feed.held(residents.get(1)).getFirst().refusal()).contains(RefusalCode.EVENT_BROKEN);
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.resident SET name_flags = REPEAT('0', CHAR_LENGTH(name))"
                    + " WHERE register_id = ?",
                broken));
  }

  /** The server dies at every step there is, and another one goes on each time. */
  @Test
  void release_serverDiesAtAnyStep_everyEventOnceInTheEnd() {
    String id = feed.tripped();
    List<ServedResident> residents = feed.residents(EventHoldFixture.LIMIT);
    List<ResidentEvent> events = new ArrayList<>();
    residents.forEach(one -> events.addAll(List.of(died(one), renamed(one))));
    feed.report(events);
    feed.decide(id, HoldDecision.RELEASE);
    int deaths = 0;
    for (int steps = 1; steps < 200 && feed.row(id).ended().isEmpty(); steps++) {
      ca.admin()
          .useHandle(handle ->
              handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'event-holds'"));
      try {
        feed.work(Database.open(BreakingDataSource.after(steps, ca.stack().dataSource("ca"))))
            .round();
      } catch (Fault e) {
        deaths++;
      }
    }
    assertThat(deaths).isGreaterThan(10);
    assertThat(feed.row(id).state()).isEqualTo(HoldState.RELEASED);
    assertThat(feed.row(id).counts()).isEqualTo(new EventHold.Counts(7, 7, 0));
    assertThat(feed.revoked(residents)).isEqualTo(3);
    assertThat(events)
        .allSatisfy(
            event -> assertThat(feed.entries(event)).containsOnlyOnce("resident-event-recorded"));
    assertThat(residents)
        .allSatisfy(one -> {
          assertThat(feed.held(one)).isEmpty();
          assertThat(one.rows("status.feed", one.signature())).isEqualTo(2);
        });
    assertThat(feed.entries("event-hold-finished", id)).isOne();
  }

  /** Events of the same residents come in while others are released. */
  @Test
  void release_whileMoreComes_losesNone() throws InterruptedException, ExecutionException {
    String id = feed.tripped();
    List<ServedResident> residents = feed.residents(EventHoldFixture.LIMIT);
    feed.report(residents.stream().map(EventHoldFixture::died).toList());
    feed.decide(id, HoldDecision.RELEASE);
    List<ResidentEvent> names = residents.stream().map(EventHoldFixture::renamed).toList();
    AtOnce.<Object>run(
        List.of(
            () -> {
              feed.carryOut();
              return true;
            },
            () -> names.stream().map(feed::report).toList(),
            () -> feed.other().applyEvents().takeIn(feed.register(), names)));
    feed.carryOut();
    assertThat(feed.row(id).state()).isEqualTo(HoldState.RELEASED);
    assertThat(names)
        .allSatisfy(
            event -> assertThat(feed.entries(event)).containsOnlyOnce("resident-event-recorded"));
    assertThat(residents).allSatisfy(one -> assertThat(feed.held(one)).isEmpty());
  }
}
