package org.jitsuin.ocsp.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jitsuin.ocsp.answer.Demand;

/**
 * Bounds how many requests may wait for something at once. Those whose answers are for one client
 * have half of the places at the most, and those about what is not known a quarter: however many of
 * these come, there is room for a question whose answer will serve everybody.
 */
final class RequestSlots {
  private final Semaphore all;
  private final Semaphore forOne;
  private final Semaphore notKnown;

  /**
   * @param all how many there are, at least one
   */
  RequestSlots(int all) {
    this.all = new Semaphore(all);
    this.forOne = new Semaphore(Math.max(1, all / 2));
    this.notKnown = new Semaphore(Math.max(1, all / 4));
  }

  /** Takes a place, if there is one: true if so, and then it is to be given back. */
  boolean take(Demand demand) {
    List<Semaphore> taken = new ArrayList<>();
    for (Semaphore share : shares(demand)) {
      if (!share.tryAcquire()) {
        taken.forEach(Semaphore::release);
        return false;
      }
      taken.add(share);
    }
    return true;
  }

  void giveBack(Demand demand) {
    shares(demand).forEach(Semaphore::release);
  }

  private List<Semaphore> shares(Demand demand) {
    return switch (demand) {
      case FOR_ALL -> List.of(all);
      case FOR_ONE -> List.of(forOne, all);
      case NOT_KNOWN -> List.of(notKnown, forOne, all);
    };
  }
}
