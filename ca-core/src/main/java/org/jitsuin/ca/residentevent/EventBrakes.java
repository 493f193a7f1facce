package org.jitsuin.ca.residentevent;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.brake.EventBreaker;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.EventLimits;
import org.jitsuin.ca.brake.UsualEvents;
import org.jitsuin.ca.store.EventBreakerTable;
import org.jitsuin.ca.store.Transactions;

/**
 * The breakers of all sources of events, as far as this server knows them. They stand in the
 * database; what is remembered here spares a look: whoever goes by it asks for what it is right
 * only on condition that it still is, and looks again where it is not.
 */
public final class EventBrakes {
  private final Transactions transactions;
  private final EventLimits limits;
  private final InstantSource clock;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();

  public EventBrakes(Transactions transactions, EventLimits limits, InstantSource clock) {
    this.transactions = transactions;
    this.limits = limits;
    this.clock = clock;
  }

  private record Key(String source, EventClass events) {}

  /**
   * A breaker as it was when it was last looked at, or less.
   *
   * @param limit of its hour
   */
  record Known(EventBreaker breaker, long limit) {
    long room() {
      return breaker.room(limit);
    }
  }

  /**
   * The breakers of a source.
   *
   * @param fresh whether they were looked at just now
   */
  record Snapshot(Map<EventClass, Known> breakers, boolean fresh) {}

  /**
   * The breakers of a source in this hour. Not to be called in a transaction: it may open one.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  Snapshot of(String source) {
    long hour = UsualEvents.hour(clock.instant());
    Map<EventClass, Known> breakers = new EnumMap<>(EventClass.class);
    for (EventClass events : EventClass.values()) {
      Known one = known.get(new Key(source, events));
      if (one == null || one.breaker().hour() < hour) {
        return new Snapshot(look(source, hour), true);
      }
      breakers.put(events, one);
    }
    return new Snapshot(breakers, false);
  }

  private Map<EventClass, Known> look(String source, long hour) {
    Map<EventClass, Known> breakers = transactions.run(handle -> read(handle, source, hour));
    breakers.forEach((events, one) -> known.put(new Key(source, events), one));
    return breakers;
  }

  private Map<EventClass, Known> read(Handle handle, String source, long hour) {
    Map<EventClass, Known> breakers = new EnumMap<>(EventClass.class);
    for (EventClass events : EventClass.values()) {
      EventBreaker breaker = EventBreakerTable.in(handle, source, events, hour);
      Map<Long, Long> hours =
          EventBreakerTable.hours(
              handle,
              source,
              events,
              UsualEvents.from(breaker.hour()),
              UsualEvents.today(breaker.hour()));
      long usual = UsualEvents.of(hours, breaker.hour());
      breakers.put(events, new Known(breaker, limits.of(events, usual)));
    }
    return breakers;
  }

  /** Forgets what was known of a source: something of it is not so any more. */
  void forget(String source) {
    for (EventClass events : EventClass.values()) {
      known.remove(new Key(source, events));
    }
  }

  /** Remembers what a transaction did, when that is durable, and says so where it opened a hold. */
  void settled(EventGate gate) {
    gate.passed()
        .forEach((events, passed) ->
            known.computeIfPresent(
                new Key(gate.sender().source(), events),
                (_, one) ->
                    one.breaker().hour() == passed.hour()
                        ? new Known(one.breaker().passed(passed.events()), one.limit())
                        : one));
    gate.opened()
        .forEach((events, hold) -> {
          known.computeIfPresent(
              new Key(gate.sender().source(), events),
              (_, one) -> new Known(one.breaker().opened(hold.id()), one.limit()));
          CaLog.LOG.eventsHeld(events.id(), gate.sender().source(), hold.limit(), hold.id());
        });
  }
}
