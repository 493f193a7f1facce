package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.residentevent.EventHoldFixture.LIMIT;
import static org.jitsuin.ca.residentevent.EventHoldFixture.died;
import static org.jitsuin.ca.residentevent.EventHoldFixture.hold;
import static org.jitsuin.ca.residentevent.EventHoldFixture.moved;
import static org.jitsuin.ca.residentevent.EventHoldFixture.renamed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.brake.UsualEvents;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What passes a breaker, and what is held: in one transaction, in several, on several servers. */
@Tag("stack")
class EventBrakesTest {
  private final EventHoldFixture feed = EventHoldFixture.started();
  private final CaFixture ca = feed.ca();

  @AfterEach
  void end() {
    feed.close();
  }

  @Test
  void takeIn_moreThanAnHourMayHave_holdsTheRest() {
    List<ServedResident> residents = feed.residents(6);
    List<ResidentEvent> events = residents.stream().map(EventHoldFixture::died).toList();
    List<Outcome<Answered<Effects>>> outcomes = feed.report(events);

    assertThat(outcomes.subList(0, LIMIT)).allMatch(outcome -> hold(outcome).isEmpty());
    assertThat(feed.revoked(residents)).isEqualTo(LIMIT);
    String id = hold(outcomes.get(LIMIT)).orElseThrow();
    assertThat(outcomes.subList(LIMIT, 6))
        .allSatisfy(outcome -> {
          assertThat(hold(outcome)).contains(id);
          assertThat(text(CaFixture.done(outcome)))
              .contains("\"revoked\":[]", "\"held\":true", "\"hold\":\"" + id + "\"");
        });
    EventHold row = feed.row(id);
    assertThat(row.state()).isEqualTo(HoldState.OPEN);
    assertThat(row.events()).isEqualTo(EventClass.REMOVALS);
    assertThat(row.reportedBy()).isEqualTo(feed.register().name());
    assertThat(row.limit()).isEqualTo(LIMIT);
    assertThat(row.counts().waiting()).isEqualTo(3);
    assertThat(feed.entries("events-held", id)).isOne();
    assertThat(feed.entries(events.getLast())).isEmpty();
    // The same again is the same.
    assertThat(feed.report(events.getLast()))
        .isEqualTo(
            new Outcome.Repeated<Answered<Effects>>(CaFixture.done(outcomes.getLast()).answer()));
    assertThat(feed.row(id).counts().held()).isEqualTo(3);
  }

  private static String text(Answered<Effects> answered) {
    return new String(answered.answer().bytes(), StandardCharsets.UTF_8);
  }

  /** Once it has tripped it stays so, until people have looked at it. */
  @Test
  void takeIn_anHourLater_isStillHeld() {
    String id = feed.tripped();
    List<ServedResident> residents = feed.residents(2);
    ca.clock().advance(Duration.ofHours(1));
    feed.other().clock().advance(Duration.ofHours(1));
    assertThat(hold(feed.report(died(residents.getFirst())))).contains(id);
    // On a server that knew nothing of it as well.
    assertThat(hold(feed.other().applyEvents().takeIn(feed.register(), died(residents.getLast()))))
        .contains(id);
    assertThat(feed.row(id).counts().held()).isEqualTo(3);
  }

  @Test
  void takeIn_otherClassOrSourceOrHour_passes() {
    List<ServedResident> residents = feed.residents(LIMIT + 2);
    for (ServedResident one : residents.subList(0, LIMIT)) {
      assertThat(hold(feed.report(moved(one)))).isEmpty();
    }
    assertThat(hold(feed.report(renamed(residents.get(LIMIT))))).isEmpty();
    ca.clock().advance(Duration.ofHours(1));
    assertThat(hold(feed.report(moved(residents.get(LIMIT + 1))))).isEmpty();

    feed.tripped();
    ServedResident another = feed.residents(1).getFirst();
    assertThat(
            hold(
                ca.applyEvents()
                    .takeIn(EventHoldFixture.person(Role.REGISTER_FEED), died(another))))
        .isEmpty();
  }

  /** What ends nothing is not counted, however much comes of it. */
  @Test
  void takeIn_ofPeopleWithoutCertificates_isNeverHeld() {
    List<ResidentEvent> events =
        IntStream.range(0, 40)
            .mapToObj(_ -> CaFixture.move("e-" + UUID.randomUUID(), "r-" + UUID.randomUUID()))
            .toList();
    assertThat(feed.report(events)).allMatch(outcome -> hold(outcome).isEmpty());
  }

  /** Ten times what is usual in the busiest hour of a day, where that is more than the floor. */
  @Test
  void takeIn_fromASourceThatReportsMuch_hasAHigherLimit() {
    long hour = UsualEvents.hour(ca.clock().instant());
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO ca.event_hour (source, event_class, hour, events)"
                    + " VALUES (?, 'removals', ?, 28)",
                feed.register().person(),
                UsualEvents.from(hour)));
    List<ServedResident> residents = feed.residents(12);
    List<Outcome<Answered<Effects>>> outcomes =
        feed.report(residents.stream().map(EventHoldFixture::died).toList());
    assertThat(outcomes.subList(0, 10)).allMatch(outcome -> hold(outcome).isEmpty());
    assertThat(outcomes.subList(10, 12)).allMatch(outcome -> hold(outcome).isPresent());
    assertThat(breaker(EventClass.REMOVALS))
        .isEqualTo(
            new EventHolds.Breaker(
                feed.register().person(),
                EventClass.REMOVALS,
                10,
                1,
                10,
                hold(outcomes.getLast())));
  }

  private EventHolds.Breaker breaker(EventClass events) {
    return feed.holds().breakers().stream()
        .filter(one -> one.source().equals(feed.register().person()) && one.events() == events)
        .findFirst()
        .orElseThrow();
  }

  /** Nothing about a resident overtakes what is held of them. */
  @Test
  void takeIn_laterEventsOfTheSameResident_waitBehindIt() {
    String id = feed.tripped();
    ServedResident resident = feed.residents(1).getFirst();
    List<ResidentEvent> events =
        List.of(died(resident), renamed(resident), moved(resident), renamed(resident));
    assertThat(feed.report(events)).allSatisfy(outcome -> assertThat(hold(outcome)).contains(id));
    assertThat(hold(feed.report(moved(resident)))).contains(id);
    assertThat(feed.held(resident))
        .extracting(org.jitsuin.ca.store.HeldEvent::behind)
        .containsExactly(false, true, true, true, true);
    assertThat(feed.held(resident))
        .extracting(org.jitsuin.ca.store.HeldEvent::eventId)
        .startsWith(events.stream().map(ResidentEvent::id).toArray(String[]::new));
  }

  /** Who trips one breaker cannot send a second flood behind the first. */
  @Test
  void takeIn_behindWhatIsHeld_isCountedAllTheSame() {
    String deaths = feed.tripped();
    List<ServedResident> residents = feed.residents(LIMIT + 2);
    for (ServedResident one : residents) {
      assertThat(hold(feed.report(died(one)))).contains(deaths);
    }
    List<Optional<String>> moves =
        residents.stream().map(one -> hold(feed.report(moved(one)))).toList();
    assertThat(moves.subList(0, LIMIT)).containsOnly(Optional.of(deaths));
    String own = moves.get(LIMIT).orElseThrow();
    assertThat(own).isNotEqualTo(deaths);
    assertThat(moves.get(LIMIT + 1)).contains(own);
    assertThat(feed.row(own).events()).isEqualTo(EventClass.MOVES);
  }

  /** Two servers let together no more pass than one, and lose none. */
  @Test
  void takeIn_thirtyAtOnceOnTwoServers_letTheLimitPassAndHoldAllOthers()
      throws InterruptedException, ExecutionException {
    List<ServedResident> residents = feed.residents(30);
    List<Callable<List<Outcome<Answered<Effects>>>>> works = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      CaFixture server = i % 2 == 0 ? ca : feed.other();
      List<ResidentEvent> mine =
          residents.subList(3 * i, 3 * i + 3).stream().map(EventHoldFixture::died).toList();
      works.add(() -> server.applyEvents().takeIn(feed.register(), mine));
    }
    List<Optional<String>> holds =
        AtOnce.run(works).stream().flatMap(List::stream).map(EventHoldFixture::hold).toList();
    assertThat(holds).hasSize(30).filteredOn(Optional::isEmpty).hasSize(LIMIT);
    List<String> ids = holds.stream().flatMap(Optional::stream).distinct().toList();
    assertThat(ids).hasSize(1);
    assertThat(feed.row(ids.getFirst()).counts().held()).isEqualTo(30 - LIMIT);
    assertThat(residents.stream().filter(one -> !feed.held(one).isEmpty())).hasSize(30 - LIMIT);
    assertThat(feed.revoked(residents)).isEqualTo(LIMIT);
  }

  /**
   * In a batch each line says whether it was done or is held, and a repeated line says it again.
   */
  @Test
  void send_batchThatTripsTheBreaker_saysOfEachLineWhatBecameOfIt() {
    List<ServedResident> residents = feed.residents(5);
    String key = "b-" + UUID.randomUUID();
    List<String> lines = residents.stream().map(one -> line(key, one)).toList();
    BatchSender sender = sender(ca.stack().jdbi("ca"));
    List<JsonNode> answers = sender.send(key, 1, lines);
    assertThat(BatchSender.statuses(answers))
        .containsExactly("done", "done", "done", "held", "held");
    assertThat(answers.getLast().get("held").asBoolean()).isTrue();
    assertThat(answers.getLast().get("hold").asText()).isNotEmpty();
    List<JsonNode> again = sender.send(key + "-again", 1, lines);
    assertThat(BatchSender.statuses(again)).containsOnly("repeated");
    assertThat(again.getLast().get("hold")).isEqualTo(answers.getLast().get("hold"));
  }

  private static String line(String key, ServedResident one) {
    return "{\"event\":\"%s-%s\",\"registerId\":\"%s\",\"kind\":\"died\",\"occurredOn\":\"2025-10-27\"}"
        .formatted(key.substring(0, 20), one.signature().serial(), one.card().registerId());
  }

  private BatchSender sender(org.jdbi.v3.core.Jdbi database) {
    return BatchSender.on(ca, database, feed.register(), LIMIT);
  }

  /**
   * The server dies at every step there is, the breaker trips in between: none is lost or doubled.
   */
  @Test
  void send_serverDiesAtAnyStep_everyEventIsAppliedOrHeldOnce() {
    List<ServedResident> residents = feed.residents(6);
    String key = "b-" + UUID.randomUUID();
    byte[] octets =
        String.join("\n", residents.stream().map(one -> line(key, one)).toList())
            .getBytes(StandardCharsets.UTF_8);
    int deaths = 0;
    for (int steps = 1; deaths < 200; steps++) {
      BatchSender dies =
          sender(Database.open(BreakingDataSource.after(steps, ca.stack().dataSource("ca"))));
      try {
        if (dies.stream(key, 1, BatchSender.atHand(octets)).ended().complete()) {
          break;
        }
      } catch (Fault e) {
        // It died before the first line.
      }
      deaths++;
    }
    assertThat(deaths).isBetween(10, 150);
    List<JsonNode> answers =
        sender(ca.stack().jdbi("ca"))
            .send(key, 1, residents.stream().map(one -> line(key, one)).toList());
    assertThat(BatchSender.statuses(answers)).containsOnly("repeated");
    assertThat(feed.revoked(residents)).isEqualTo(LIMIT);
    assertThat(residents.stream().mapToInt(one -> feed.held(one).size()).sum())
        .isEqualTo(6 - LIMIT);
    String id = answers.getLast().get("hold").asText();
    assertThat(feed.row(id).counts().held()).isEqualTo(6 - LIMIT);
    assertThat(breaker(EventClass.REMOVALS).counted()).isEqualTo(LIMIT);
  }

  @Test
  void takeIn_sameIdWithOtherContent_isRefusedWhileItIsHeld() {
    feed.tripped();
    ServedResident resident = feed.residents(1).getFirst();
    ResidentEvent death = died(resident);
    feed.report(death);
    ResidentEvent other =
        new ResidentEvent(
            death.id(),
            death.registerId(),
            death.kind(),
            false,
            death.occurredOn().minusDays(1),
            death.data());
    assertThat(feed.report(other)).isEqualTo(Outcome.refused(RefusalCode.EVENT_CONTENT_DIFFERS));
  }
}
