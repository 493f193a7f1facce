package org.jitsuin.ca.residentevent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.residentevent.ApplyEvents.Sender;
import org.jitsuin.ca.residentevent.EventBrakes.Known;
import org.jitsuin.ca.store.EventBreakerTable;
import org.jitsuin.ca.store.EventHoldTable;
import org.jitsuin.ca.store.EventHoldTable.Opened;

/**
 * The gate that the events of one transaction pass: counts those that pass, by class, and tells for
 * each of the others to which hold it belongs. It decides by what is known of the breakers, and
 * when it is closed the database says whether that was right.
 */
final class EventGate {
  private final Sender sender;
  private final Map<EventClass, Known> breakers;
  private final Map<EventClass, Long> counted = new EnumMap<>(EventClass.class);
  private final Map<EventClass, String> opened = new EnumMap<>(EventClass.class);

  /** What is held, by the hold, in one order for all transactions. */
  private final Map<String, Share> shares = new TreeMap<>();

  /**
   * @param breakers as {@link EventBrakes#of} gives them
   */
  EventGate(Sender sender, Map<EventClass, Known> breakers) {
    this.sender = sender;
    this.breakers = breakers;
  }

  /** A gate through which everything passes: what people have decided on. */
  static EventGate open(Sender sender) {
    return new EventGate(sender, Map.of());
  }

  /** The events of one hold. */
  private static final class Share {
    private final StringBuilder content = new StringBuilder();
    private Optional<EventClass> events = Optional.empty();
    private int held;
    private int behind;
  }

  /** How many events passed in an hour. */
  record Passed(long hour, long events) {}

  /**
   * Lets an event pass that ends something.
   *
   * @return the id of the hold that it belongs to instead, if it does not pass
   */
  Optional<String> pass(EventClass events) {
    Known known = breakers.get(events);
    if (known == null) {
      return Optional.empty();
    }
    Optional<String> hold =
        known.breaker().hold().or(() -> Optional.ofNullable(opened.get(events)));
    if (hold.isPresent()) {
      return hold;
    }
    long before = counted.getOrDefault(events, 0L);
    if (before < known.room()) {
      counted.put(events, before + 1);
      return Optional.empty();
    }
    String id = UUID.randomUUID().toString();
    opened.put(events, id);
    return Optional.of(id);
  }

  /**
   * Notes an event that is held.
   *
   * @param ended the class for which it is held; empty where it is only held behind another
   */
  void hold(String hold, Optional<EventClass> ended, String eventId, Fingerprint content) {
    Share share = shares.computeIfAbsent(hold, _ -> new Share());
    if (ended.isPresent()) {
      share.events = ended;
      share.held++;
    } else {
      share.behind++;
    }
    share.content.append(eventId).append(' ').append(content).append('\n');
  }

  /** Returns the entries that tell of what is held. */
  List<BrakeAct> acts() {
    List<BrakeAct> acts = new ArrayList<>();
    shares.forEach((hold, share) ->
        acts.add(
            new BrakeAct.EventsHeld(
                hold,
                sender.name(),
                share.events.map(EventClass::id).orElse(""),
                share.events.map(events -> breakers.get(events).limit()).orElse(0L),
                share.held,
                share.behind,
                Fingerprint.of(share.content.toString().getBytes(StandardCharsets.UTF_8)))));
    return acts;
  }

  /**
   * Writes what passed and what is held, behind all else but the heads of the log and the feed,
   * since others with events of this source wait from then on.
   *
   * @return false where something is otherwise than was known: then nothing may be committed
   */
  boolean close(Handle handle, Instant now) {
    for (Map.Entry<String, Share> share : shares.entrySet()) {
      if (!write(handle, share.getKey(), share.getValue(), now)) {
        return false;
      }
    }
    for (EventClass events : breakers.keySet()) {
      if ((counted.containsKey(events) || opened.containsKey(events))
          && !EventBreakerTable.pass(handle, pass(events, breakers.get(events)))) {
        return false;
      }
    }
    return true;
  }

  private boolean write(Handle handle, String hold, Share share, Instant now) {
    Optional<EventClass> of = share.events.filter(events -> hold.equals(opened.get(events)));
    if (of.isPresent()) {
      EventHoldTable.insert(
          handle,
          new Opened(
              hold,
              sender.source(),
              sender.name(),
              of.get(),
              breakers.get(of.get()).limit(),
              share.held + share.behind,
              now));
      return true;
    }
    return share.held > 0
        ? EventHoldTable.add(handle, hold, share.held + share.behind)
        : EventHoldTable.addBehind(handle, hold, share.behind);
  }

  private EventBreakerTable.Pass pass(EventClass events, Known known) {
    return new EventBreakerTable.Pass(
        sender.source(),
        events,
        known.breaker().hour(),
        counted.getOrDefault(events, 0L),
        known.limit(),
        Optional.ofNullable(opened.get(events)));
  }

  Sender sender() {
    return sender;
  }

  /** Returns how many events passed, by class. */
  Map<EventClass, Passed> passed() {
    Map<EventClass, Passed> passed = new HashMap<>();
    counted.forEach((events, count) ->
        passed.put(events, new Passed(breakers.get(events).breaker().hour(), count)));
    return passed;
  }

  /** A hold that was opened. */
  record OpenedHold(String id, long limit) {}

  /** Returns the holds that were opened, by class. */
  Map<EventClass, OpenedHold> opened() {
    Map<EventClass, OpenedHold> holds = new HashMap<>();
    opened.forEach(
        (events, id) -> holds.put(events, new OpenedHold(id, breakers.get(events).limit())));
    return holds;
  }
}
