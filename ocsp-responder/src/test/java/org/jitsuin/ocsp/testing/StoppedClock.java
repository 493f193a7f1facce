package org.jitsuin.ocsp.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.TestStack;

/** A clock that moves only when it is told to. */
public final class StoppedClock implements InstantSource {
  private volatile Instant now;

  public StoppedClock(Instant now) {
    this.now = now;
  }

  /** Stopped at a whole second after the key ceremony of the test stack. */
  public static StoppedClock afterCeremony() {
    TestStack.shared();
    return new StoppedClock(Clocks.system().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  public void set(Instant instant) {
    now = instant;
  }
}
