package org.jitsuin.ca.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.store.BudgetTable;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.EventHoldTable;
import org.jitsuin.ca.store.PaceTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Watches the brakes of all servers: what waits for people, and who goes faster than people do. It
 * knows what it saw at its last round.
 */
final class BrakeWatch {
  private static final int MOST = 100;

  /** For how long somebody counts who suspended cards too fast. */
  private static final Duration SLOWED = Duration.ofHours(1);

  private final Transactions transactions;
  private final InstantSource clock;
  private volatile Seen seen = new Seen(List.of(), 0, 0, 0);

  BrakeWatch(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What was seen.
   *
   * @param open the holds on which nobody has decided
   * @param waiting the events in these, and in those that are being carried out
   * @param usedUp persons who have used up a budget today
   * @param slowed persons who suspended cards too fast for long
   */
  private record Seen(List<EventHold> open, long waiting, int usedUp, int slowed) {
    static Seen at(Handle handle, Instant now) {
      List<EventHold> open = EventHoldTable.in(handle, HoldState.OPEN, MOST);
      List<EventHold> waiting = new ArrayList<>(open);
      waiting.addAll(EventHoldTable.in(handle, HoldState.RELEASING, MOST));
      waiting.addAll(EventHoldTable.in(handle, HoldState.REJECTING, MOST));
      return new Seen(
          open,
          waiting.stream().mapToLong(hold -> hold.counts().waiting()).sum(),
          BudgetTable.usedUp(handle, JapanTime.date(now)),
          PaceTable.told(handle, now.minus(SLOWED)));
    }
  }

  /**
   * Looks.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  void round() {
    seen = transactions.run(handle -> Seen.at(handle, clock.instant()));
  }

  /** Adds to the service's readiness, as warnings, what waits for people. */
  Readiness confirm(Readiness readiness) {
    Readiness confirmed = readiness;
    for (EventHold hold : seen.open()) {
      confirmed =
          confirmed.warning(
              hold.counts().waiting()
                  + " resident events ("
                  + hold.events().id()
                  + ") are held and wait for two CA operators: hold "
                  + hold.id());
    }
    return confirmed;
  }

  /** Returns how many holds nobody has decided on. */
  double openHolds() {
    return seen.open().size();
  }

  /** Returns how many events are held. */
  double heldEvents() {
    return seen.waiting();
  }

  /** Returns how many persons have used up a budget today. */
  double budgetsUsedUp() {
    return seen.usedUp();
  }

  /** Returns how many persons suspended cards too fast for long, in the last hour. */
  double suspensionsSlowed() {
    return seen.slowed();
  }
}
