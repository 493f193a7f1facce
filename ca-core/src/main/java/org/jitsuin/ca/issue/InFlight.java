package org.jitsuin.ca.issue;

import java.util.concurrent.atomic.AtomicInteger;

/** How many acts of issuing are in progress on this server. */
public final class InFlight {
  /** The steps of an act that gather: preparation with the intent, and the record. */
  private static final int STEPS = 2;

  private final AtomicInteger inProgress = new AtomicInteger();

  void enter() {
    inProgress.incrementAndGet();
  }

  void leave() {
    inProgress.decrementAndGet();
  }

  /** How many may be expected at each step at a time. */
  int share() {
    return inProgress.get() / STEPS;
  }
}
