package org.jitsuin.ca.issue;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the acts of issuing that are in progress on this server. */
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

  /** Returns how many acts may be expected at each step at a time. */
  int share() {
    return inProgress.get() / STEPS;
  }
}
