package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events whose day is to come: planned, cancelled, moved, and taken when they are due. */
@Tag("stack")
class PlannedEventsTest {
  private final CaFixture ca = CaFixture.started();
  private final String eventId = "e-" + UUID.randomUUID();
  private final LocalDate today = JapanTime.date(ca.clock().instant());

  @AfterEach
  void end() {
    ca.admin().useHandle(handle -> handle.execute("DELETE FROM ca.planned"));
    ca.close();
  }

  private static NewData address(String text) {
    return new NewData(
        Optional.of("13221"),
        Optional.empty(),
        Optional.of(RegisterText.plain(text)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ResidentEvent move(String id, String registerId, LocalDate on) {
    return new ResidentEvent(
        id, registerId, EventKind.ADDRESS_CHANGED, false, on, address("東京都清瀬市松山一丁目２番３号"));
  }

  private ResidentEvent cancel(String id, String registerId, String target) {
    return new ResidentEvent(
        id, registerId, EventKind.EVENT_CANCELLED, false, today, NewData.NONE, Optional.of(target));
  }

  private void on(LocalDate date) {
    ca.clock().set(date.atTime(LocalTime.of(0, 0, 5)).atZone(JapanTime.ZONE).toInstant());
  }

  private long planned(String id) {
    return ca.count("SELECT COUNT(*) FROM ca.planned WHERE planned_id = ?", id);
  }

  @Test
  void record_dayToCome_isPlannedAndTakenOnThatDayOnce()
      throws InterruptedException, ExecutionException {
    ServedResident served = ServedResident.on(ca);
    LocalDate day = today.plusDays(3);
    ResidentEvent move = move(eventId, served.card().registerId(), day);
    Effects effects = CaFixture.done(ca.record(move));
    assertThat(effects.plannedFor()).contains(day);
    assertThat(effects.revoked()).isEmpty();
    on(day.minusDays(1));
    ca.applyPlanned().round();
    assertThat(served.now(served.signature()).revocation()).isEmpty();

    on(day);
    CaFixture other = CaFixture.started(new Node("other", UUID.randomUUID().toString()));
    other.clock().set(ca.clock().instant());
    List<Callable<Integer>> rounds =
        List.of(ca.applyPlanned()::round, other.applyPlanned()::round, ca.applyPlanned()::round);
    assertThat(AtOnce.<Integer>run(rounds).stream().mapToInt(Integer::intValue).sum()).isOne();
    assertThat(served.now(served.signature()).revocation()).isPresent();
    assertThat(served.rows("status.feed", served.signature())).isEqualTo(2);
    assertThat(served.rows("status.revocation", served.signature())).isOne();
    assertThat(served.entries("certificate-revoked")).isOne();
    assertThat(planned(eventId)).isZero();
    assertThat(ca.record(move)).isInstanceOf(Outcome.Repeated.class);
    other.close();
  }

  private static ResidentEvent departure(String id, String registerId, LocalDate on) {
    return new ResidentEvent(
        id, registerId, EventKind.DEPARTED_CONTINUING, false, on, NewData.NONE);
  }

  private Outcome<Issued> reissue(Card card) {
    IssueRequest asked =
        new IssueRequest(
            card.id(),
            Optional.of(RenewalGround.DEPARTURE),
            CaFixture.keys(Authority.SIGNATURE),
            CaFixture.CHECK,
            false);
    StaffMember clerk = ca.clerk();
    return ca.issueCertificates()
        .issue(clerk, CaFixture.request(clerk), asked)
        .map(Answered::result);
  }

  /**
   * Issued at the counter by the day before, for abroad: good when the old one would have ended.
   */
  @Test
  void record_departureWithContinuedUse_leavesWhatWasIssuedForIt() {
    ServedResident served = ServedResident.on(ca);
    Card card = served.card();
    LocalDate day = today.plusDays(10);
    assertThat(reissue(card)).isEqualTo(Outcome.refused(RefusalCode.DEPARTURE_NOT_PLANNED));
    CaFixture.done(ca.record(departure(eventId, card.registerId(), day)));
    on(today.plusDays(1));
    CardCertificate abroad = CaFixture.done(reissue(card)).certificates().getFirst().certificate();
    assertThat(served.now(served.signature()).revocation().orElseThrow().reason())
        .isEqualTo(RevocationReason.SUPERSEDED);
    on(day);
    ca.applyPlanned().round();
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM ca.resident
                WHERE register_id = ? AND residency = 'abroad' AND departs_on IS NULL
                """,
                card.registerId()))
        .isOne();
    assertThat(served.now(abroad).revocation()).isEmpty();
    assertThat(served.rows("status.revocation", abroad)).isZero();
    assertThat(served.now(served.identification()).revocation()).isEmpty();
  }

  /** Called off after its day there is nothing to cancel: the register reports the entry. */
  @Test
  void cancel_departureThatTookEffect_isRefusedAndAnEntryTaken() {
    ServedResident served = ServedResident.on(ca);
    String id = served.card().registerId();
    LocalDate day = today.plusDays(2);
    CaFixture.done(ca.record(departure(eventId, id, day)));
    on(day);
    ca.applyPlanned().round();
    assertThat(served.now(served.signature()).revocation()).isPresent();
    assertThat(ca.record(cancel(eventId + "-c", id, eventId)))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_TOOK_EFFECT, eventId));
    CaFixture.done(
        ca.record(
            new ResidentEvent(
                eventId + "-e",
                id,
                EventKind.ENTERED,
                false,
                day,
                address(ca.resident(id).address().text()))));
    CaFixture.done(ca.issue(ca.clerk(), served.card(), CaFixture.keys(Authority.SIGNATURE)));
  }

  @Test
  void cancel_planned_isTakenOffThePlan() {
    ServedResident served = ServedResident.on(ca);
    String id = served.card().registerId();
    CaFixture.done(ca.record(move(eventId, id, today.plusDays(1))));
    CaFixture.done(ca.record(cancel(eventId + "-c", id, eventId)));
    assertThat(planned(eventId)).isZero();
    on(today.plusDays(2));
    ca.applyPlanned().round();
    assertThat(served.now(served.signature()).revocation()).isEmpty();
    assertThat(ca.record(cancel(eventId + "-d", id, eventId)))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_TOOK_EFFECT, eventId));
  }

  @Test
  void cancel_inTheVeryBatch_isNeverPlanned() {
    ServedResident served = ServedResident.on(ca);
    String id = served.card().registerId();
    List<Outcome<Answered<Effects>>> outcomes =
        ca.applyEvents()
            .takeIn(
                ca.staff("register"),
                List.of(
                    cancel(eventId + "-early", id, eventId),
                    move(eventId, id, today.plusDays(1)),
                    cancel(eventId + "-c", id, eventId)));
    assertThat(outcomes.getFirst()).isEqualTo(Outcome.refused(RefusalCode.EVENT_UNKNOWN, eventId));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Done.class);
    assertThat(planned(eventId)).isZero();
  }

  @Test
  void cancel_whatTookEffectOrIsOfAnother_isRefused() {
    Card card = ca.card();
    Card other = ca.card();
    CaFixture.done(ca.record(move(eventId, card.registerId(), today)));
    CaFixture.done(ca.record(move(eventId + "-p", card.registerId(), today.plusDays(9))));
    assertThat(ca.record(cancel(eventId + "-c", card.registerId(), eventId)))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_TOOK_EFFECT, eventId));
    assertThat(ca.record(cancel(eventId + "-d", other.registerId(), eventId + "-p")))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_UNKNOWN, eventId + "-p"));
    assertThat(ca.record(cancel(eventId + "-e", card.registerId(), "never-heard-of")))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_UNKNOWN, "never-heard-of"));
    assertThat(planned(eventId + "-p")).isOne();
  }

  @Test
  void cancel_ofSomebodyUnknown_isTakenOffWhatWaits() {
    Holder holder = CaFixture.holder();
    CaFixture.done(ca.record(move(eventId, holder.registerId(), today.plusDays(1))));
    CaFixture.done(ca.record(cancel(eventId + "-c", holder.registerId(), eventId)));
    assertThat(planned(eventId)).isZero();
    CaFixture.done(ca.register(ca.clerk(), holder));
  }

  @Test
  void cancel_withDataOrForAnotherDay_isRefused() {
    String id = ca.card().registerId();
    ResidentEvent withData =
        new ResidentEvent(
            eventId, id, EventKind.EVENT_CANCELLED, false, today, address("東京都"), Optional.of("e"));
    ResidentEvent tomorrow =
        new ResidentEvent(
            eventId,
            id,
            EventKind.EVENT_CANCELLED,
            false,
            today.plusDays(1),
            NewData.NONE,
            Optional.of("e"));
    ResidentEvent without =
        new ResidentEvent(eventId, id, EventKind.EVENT_CANCELLED, false, today, NewData.NONE);
    ResidentEvent other =
        new ResidentEvent(
            eventId, id, EventKind.DIED, false, today, NewData.NONE, Optional.of("e"));
    for (ResidentEvent event : List.of(withData, tomorrow, without, other)) {
      assertThat(ca.record(event)).isInstanceOf(Outcome.Refused.class);
    }
  }

  /** What is planned for somebody who becomes known is carried on with the card. */
  @Test
  void register_whatWaitsForADayToCome_isPlanned() {
    Holder holder = CaFixture.holder();
    CaFixture.done(ca.record(move(eventId, holder.registerId(), today.plusDays(1))));
    Card card = CaFixture.done(ca.register(ca.clerk(), holder));
    CaFixture.done(ca.issue(ca.clerk(), card, CaFixture.keys(Authority.SIGNATURE)));
    on(today.plusDays(1));
    assertThat(ca.applyPlanned().round()).isOne();
    assertThat(ca.resident(holder.registerId()).address().text()).contains("松山");
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.certificate WHERE card_id = ? AND reason = 3", card.id()))
        .isOne();
  }

  /** What the database will never take is put off; the others take effect. */
  @Test
  void round_eventThatTheDatabaseRefuses_standsInNobodysWay() {
    String broken = ca.card().registerId();
    String sound = ca.card().registerId();
    CaFixture.done(ca.record(move(eventId + "-b", broken, today.plusDays(1))));
    CaFixture.done(ca.record(move(eventId + "-s", sound, today.plusDays(1))));
    on(today.plusDays(1));
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                CREATE TRIGGER ca.refuses_planned BEFORE INSERT ON ca.resident FOR EACH ROW
                  IF NEW.register_id = '%s' THEN SIGNAL SQLSTATE '22003'; END IF
                """
                    .formatted(broken)));
    try {
      assertThat(ca.applyPlanned().round()).isOne();
    } finally {
      ca.admin().useHandle(handle -> handle.execute("DROP TRIGGER ca.refuses_planned"));
    }
    assertThat(ca.resident(sound).address().text()).contains("松山");
    assertThat(planned(eventId + "-s")).isZero();
    assertThat(planned(eventId + "-b")).isOne();
  }

  /** Either the registration knows the event, or the event knows the resident. */
  @Test
  void register_whileAnEventComes_losesNothing() throws InterruptedException, ExecutionException {
    for (int i = 0; i < 30; i++) {
      Holder holder = CaFixture.holder();
      ResidentEvent move = move(eventId + "-" + i, holder.registerId(), today);
      List<Callable<Outcome<?>>> both =
          List.of(() -> ca.record(move), () -> ca.register(ca.clerk(), holder));
      assertThat(AtOnce.<Outcome<?>>run(both).getFirst()).isInstanceOf(Outcome.Done.class);
      boolean registered =
          ca.count("SELECT COUNT(*) FROM ca.resident WHERE register_id = ?", holder.registerId())
              == 1;
      if (registered) {
        assertThat(ca.resident(holder.registerId()).address().text()).contains("松山");
        assertThat(planned(move.id())).isZero();
      } else {
        // The office must look again: the address in the application is an old one.
        assertThat(planned(move.id())).isOne();
        assertThat(ca.register(ca.clerk(), holder))
            .isEqualTo(Outcome.refused(RefusalCode.HOLDER_DIFFERS));
      }
    }
  }

  @Test
  void round_somethingThatCannotBeDone_waitsAndTheOthersAreDone() {
    List<ServedResident> served =
        IntStream.range(0, 3).mapToObj(_ -> ServedResident.on(ca)).toList();
    for (int i = 0; i < 3; i++) {
      CaFixture.done(
          ca.record(move(eventId + "-" + i, served.get(i).card().registerId(), today.plusDays(1))));
    }
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.planned SET event = 'not json' WHERE planned_id = ?", eventId + "-1"));
    on(today.plusDays(1));
    assertThat(ca.applyPlanned().round()).isEqualTo(2);
    assertThat(served.get(0).now(served.get(0).signature()).revocation()).isPresent();
    assertThat(served.get(1).now(served.get(1).signature()).revocation()).isEmpty();
    assertThat(served.get(2).now(served.get(2).signature()).revocation()).isPresent();
    assertThat(planned(eventId + "-1")).isOne();
    assertThat(ca.count("SELECT due_at FROM ca.planned WHERE planned_id = ?", eventId + "-1"))
        .isGreaterThan(ca.clock().instant().toEpochMilli());
  }

  @Test
  void round_moreThanOneRoundful_isTakenWholly() {
    Card card = ca.card();
    LocalDate day = today.plusDays(1);
    List<ResidentEvent> events =
        IntStream.range(0, 1_100)
            .mapToObj(i -> move(eventId + "-" + i, card.registerId(), day))
            .toList();
    for (int i = 0; i < events.size(); i += 275) {
      ca.applyEvents().takeIn(ca.staff("register"), events.subList(i, i + 275));
    }
    on(day);
    assertThat(ca.applyPlanned().round()).isEqualTo(1_100);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.planned WHERE register_id = ?", card.registerId()))
        .isZero();
  }
}
