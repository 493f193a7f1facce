package org.jitsuin.ca.residentevent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.EventHoldTable;
import org.jitsuin.ca.store.HeldEvent;
import org.jitsuin.ca.store.HeldEventTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;

/**
 * A register of which no other test knows, on two servers with one database whose breakers let
 * three removals, moves, corrections and losses of an hour pass; and two CA operators.
 */
record EventHoldFixture(
    CaFixture ca, CaFixture other, StaffMember register, StaffMember operator, StaffMember second)
    implements AutoCloseable {
  static final int LIMIT = 3;

  private static final LocalDate DAY = LocalDate.of(2025, 10, 27);

  static EventHoldFixture started() {
    CaFixture ca = server();
    CaFixture other = server();
    other.clock().set(ca.clock().instant());
    return new EventHoldFixture(
        ca, other, person(Role.REGISTER_FEED), person(Role.CA_OPERATOR), person(Role.CA_OPERATOR));
  }

  private static CaFixture server() {
    String limit = Integer.toString(LIMIT);
    return CaFixture.started(
        new Node("test", UUID.randomUUID().toString()),
        Map.of(
            "jitsuin.brake.events.removals", limit,
            "jitsuin.brake.events.moves", limit,
            "jitsuin.brake.events.corrections", limit,
            "jitsuin.brake.events.losses", limit));
  }

  static StaffMember person(Role role) {
    String id = UUID.randomUUID().toString();
    return new StaffMember(
        id, role.id() + "-" + id, role, Optional.empty(), Optional.empty(), Serial.parse("0a0b"));
  }

  @Override
  public void close() {
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'event-holds'"));
    ca.close();
    other.close();
  }

  List<ServedResident> residents(int count) {
    return IntStream.range(0, count).mapToObj(_ -> ServedResident.on(ca)).toList();
  }

  static ResidentEvent died(ServedResident of) {
    return event(of, EventKind.DIED, NewData.NONE);
  }

  static ResidentEvent renamed(ServedResident of) {
    return event(
        of,
        EventKind.NAME_CHANGED,
        new NewData(
            Optional.empty(),
            Optional.of(RegisterText.plain("鈴木　花子")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static ResidentEvent moved(ServedResident of) {
    return CaFixture.move("e-" + UUID.randomUUID(), of.card().registerId());
  }

  private static ResidentEvent event(ServedResident of, EventKind kind, NewData data) {
    return new ResidentEvent(
        "e-" + UUID.randomUUID(), of.card().registerId(), kind, false, DAY, data);
  }

  List<Outcome<Answered<Effects>>> report(List<ResidentEvent> events) {
    return ca.applyEvents().takeIn(register, events);
  }

  Outcome<Answered<Effects>> report(ResidentEvent event) {
    return ca.applyEvents().takeIn(register, event);
  }

  /** The hold that an event waits in; empty where it was applied. */
  static Optional<String> hold(Outcome<Answered<Effects>> outcome) {
    return CaFixture.done(outcome).result().hold();
  }

  /** Reports one death more than pass; tells the hold that opens. */
  String tripped() {
    List<ServedResident> residents = residents(LIMIT + 1);
    List<Outcome<Answered<Effects>>> outcomes =
        report(residents.stream().map(EventHoldFixture::died).toList());
    return hold(outcomes.getLast()).orElseThrow();
  }

  EventHolds holds() {
    return ca.service().cards().eventHolds();
  }

  Outcome<EventHold> propose(String hold, HoldDecision decision) {
    return holds()
        .propose(operator, CaFixture.request(operator), hold, decision, "looked into it")
        .map(Answered::result);
  }

  Outcome<EventHold> approve(StaffMember caller, String hold, HoldDecision decision) {
    return holds().approve(caller, CaFixture.request(caller), hold, decision).map(Answered::result);
  }

  /** Two people decide. */
  void decide(String hold, HoldDecision decision) {
    CaFixture.done(propose(hold, decision));
    CaFixture.done(approve(second, hold, decision));
  }

  /** What carries decisions out, on a server of its own. */
  ReleaseHeldEvents work(Jdbi database) {
    return new ReleaseHeldEvents(
        new Transactions(database, ca.clock()),
        new LifeCycle(CaFixture.POLICY),
        ca.clock(),
        ca.auditLog(),
        new Node("test", UUID.randomUUID().toString()));
  }

  /** Carries out what was decided, until nothing more is to be done. */
  void carryOut() {
    ReleaseHeldEvents work = work(ca.stack().jdbi("ca"));
    while (work.round() > 0) {
      // Some more.
    }
  }

  EventHold row(String hold) {
    return ca.admin().withHandle(handle -> EventHoldTable.find(handle, hold)).orElseThrow();
  }

  /** What is held or was refused of a resident. */
  List<HeldEvent> held(ServedResident of) {
    return ca.admin()
        .withHandle(handle -> HeldEventTable.of(handle, List.of(of.card().registerId())));
  }

  boolean isRevoked(ServedResident of) {
    return of.now(of.signature()).isRevoked();
  }

  long revoked(List<ServedResident> residents) {
    return residents.stream().filter(this::isRevoked).count();
  }

  /** The numbers of the audit entries that name an event, in their order. */
  List<String> entries(ResidentEvent event) {
    return new ArrayList<>(
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT kind FROM audit.entry WHERE LOCATE(?, body) > 0 ORDER BY entry_no",
                        event.id())
                    .mapTo(String.class)
                    .list()));
  }

  long entries(String kind, String hold) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%\"hold\":\"" + hold + "\"%");
  }
}
