package org.jitsuin.bench.environment;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * The system that is measured: the use case of taking in resident events, put together as the
 * server does it. All dealings of benchmarks with that code are here.
 */
public final class EventsSystem implements AutoCloseable {
  private static final RegisterText NAME = RegisterText.plain("鈴木　花子");

  private final CaService service;
  private final StaffMember register;
  private final LocalDate today;

  public EventsSystem(PrivateStack stack) {
    InstantSource clock = Clocks.system();
    this.service =
        new CaService(stack.settings(), stack.pool(DatabaseUser.CA), clock, new SecureRandom());
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
    List<Outcome<Answered<Effects>>> outcomes =
        useCase().takeIn(register, batch.stream().map(this::event).toList());
    outcomes.forEach(EventsSystem::check);
    return outcomes.size();
  }

  /** Reports one event; as {@link #record(List)}. */
  public void record(EventOrder order) {
    check(useCase().takeIn(register, event(order)));
  }

  private ApplyEvents useCase() {
    return service.cards().applyEvents();
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

  private static void check(Outcome<Answered<Effects>> outcome) {
    if (!(outcome instanceof Outcome.Done<Answered<Effects>>(Answered<Effects>(Effects effects, _)))
        || effects.revoked().size() != 1) {
      throw new IllegalStateException("not taken in as meant: " + outcome);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
