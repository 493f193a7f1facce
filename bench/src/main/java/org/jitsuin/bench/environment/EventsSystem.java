package org.jitsuin.bench.environment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Transactions;

/**
 * The system that is measured: the use case of taking in resident events, put together as the
 * server does it. All dealings of benchmarks with that code are here.
 */
public final class EventsSystem {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RegisterText NAME = RegisterText.plain("鈴木　花子");

  private final ApplyEvents useCase;
  private final StaffMember register;
  private final LocalDate today;

  public EventsSystem(PrivateStack stack) {
    InstantSource clock = Clocks.system();
    this.useCase =
        new ApplyEvents(
            new Transactions(stack.authorityPool(), clock),
            new LifeCycle(Policies.DEFAULT),
            Municipalities.read(),
            clock,
            new SecureRandom());
    this.register = stack.staff("register");
    this.today = JapanTime.date(clock.instant());
  }

  /**
   * Reports several events as the resident register does; when it returns, all are durable.
   *
   * @return how many were taken in, which is all of them
   * @throws IllegalStateException if one was refused or did not end one certificate
   */
  public int record(List<EventOrder> batch) {
    List<Outcome<Effects>> outcomes =
        useCase.takeIn(register, batch.stream().map(this::event).toList(), EventsSystem::answer);
    outcomes.forEach(EventsSystem::check);
    return outcomes.size();
  }

  /** Reports one event; as {@link #record(List)}. */
  public void record(EventOrder order) {
    check(useCase.takeIn(register, event(order), EventsSystem::answer));
  }

  private ResidentEvent event(EventOrder order) {
    NewData data =
        new NewData(
            Optional.empty(),
            Optional.of(NAME),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new ResidentEvent(
        order.event(), order.resident(), EventKind.NAME_CHANGED, false, today, data);
  }

  private static void check(Outcome<Effects> outcome) {
    if (!(outcome instanceof Outcome.Done<Effects>(Effects effects))
        || effects.revoked().size() != 1) {
      throw new IllegalStateException("not taken in as meant: " + outcome);
    }
  }

  /** Returns an answer as large as the office API's, which is kept with the event. */
  private static Bytes answer(Effects effects) {
    List<Map<String, String>> revoked =
        effects.revoked().stream()
            .map(one ->
                Map.of(
                    "authority", one.issuer().authority().id(),
                    "serial", one.serial().toString(),
                    "reason", one.revocation().orElseThrow().reason().id(),
                    "revokedAt", one.revocation().orElseThrow().at().toString()))
            .toList();
    try {
      return Bytes.of(
          JSON.writeValueAsBytes(Map.of("event", effects.event().id(), "revoked", revoked)));
    } catch (JacksonException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }
}
