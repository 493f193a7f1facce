package org.jitsuin.ca.residentevent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.HeldEvent;
import org.jitsuin.ca.store.HeldEventTable;

/**
 * What is held of the residents that one transaction is about, and what it holds itself. Events of
 * a resident keep their order: behind one that is held, each waits, whatever it is.
 */
final class HeldEvents {
  private final EventGate gate;
  private final Map<String, String> blocking = new HashMap<>();
  private final Map<String, Refusal> refused = new HashMap<>();
  private final List<HeldEventTable.Fresh> fresh = new ArrayList<>();

  HeldEvents(EventGate gate) {
    this.gate = gate;
  }

  /** Reads what is held of residents, whom the transaction has locked. */
  void read(Handle handle, Collection<String> registerIds) {
    for (HeldEvent event : HeldEventTable.of(handle, registerIds)) {
      if (event.isHeld()) {
        blocking.put(event.registerId(), event.hold());
      } else {
        refused.put(
            event.eventId(), new Refusal(event.refusal().orElseThrow(), event.detail().orElse("")));
      }
    }
  }

  /** Returns the hold of the newest event about a resident that waits. */
  Optional<String> before(String registerId) {
    return Optional.ofNullable(blocking.get(registerId));
  }

  /** Returns why an event that was held was refused, if it was. */
  Optional<Refusal> refusal(String eventId) {
    return Optional.ofNullable(refused.get(eventId));
  }

  /**
   * Holds an event; those that come after it wait behind it.
   *
   * @param ended the class for which it is held; empty where it only waits behind another
   * @param municipality of the resident
   */
  void hold(
      String hold,
      Optional<EventClass> ended,
      ResidentEvent event,
      Bytes canonical,
      String municipality) {
    gate.hold(hold, ended, event.id(), canonical.fingerprint());
    fresh.add(
        new HeldEventTable.Fresh(
            event.id(),
            event.registerId(),
            hold,
            event.kind().id(),
            municipality,
            ended.isEmpty(),
            canonical));
    blocking.put(event.registerId(), hold);
  }

  void write(Handle handle, Instant now) {
    HeldEventTable.insert(handle, fresh, now);
  }
}
