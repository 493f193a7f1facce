package org.jitsuin.ocsp.status;

import java.util.Optional;
import org.jitsuin.ocsp.OcspLog;

/** Says why the feed is not followed on though the database answers. One thread changes it. */
final class Standstill {
  private static final String CURE =
      "; connect the database that has the known feed, recover it with: ./jitsuin recover, or stop"
          + " the responder and delete its snapshot";

  private Reach reach = Reach.HELD;
  private volatile Optional<String> problem = Optional.empty();

  /** Returns what is wrong, and where it does not end by itself, what to do. */
  Optional<String> problem() {
    return problem;
  }

  /**
   * Notes that it is not followed, and tells it once.
   *
   * @param now other than HELD
   */
  void begin(Reach now, String what) {
    if (now == Reach.BEHIND) {
      problem = Optional.of("the status feed is behind what is known: " + what);
    } else {
      problem = Optional.of("the status feed is not the known one: " + what + CURE);
    }
    if (now != reach) {
      reach = now;
      if (now == Reach.BEHIND) {
        OcspLog.LOG.feedBehind(what);
      } else {
        OcspLog.LOG.feedAnother(what);
      }
    }
  }

  /** Notes that it is followed. */
  void end() {
    problem = Optional.empty();
    if (reach != Reach.HELD) {
      reach = Reach.HELD;
      OcspLog.LOG.feedCaughtUp();
    }
  }
}
