package org.jitsuin.crl.publish;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.store.Fence;

/** Keeps the lease while a round lasts that may take longer than the lease does. */
public final class LeaseKeeper {
  private static final int BEATS = 4;

  private final PublishingLease lease;
  private final Duration pause;
  private final ScheduledExecutorService timer;

  /**
   * @param duration of the lease
   */
  public LeaseKeeper(PublishingLease lease, Duration duration, ScheduledExecutorService timer) {
    this.lease = lease;
    this.pause = duration.dividedBy(BEATS);
    this.timer = timer;
  }

  /** Goes on until it is closed. */
  public interface Beating extends AutoCloseable {
    @Override
    void close();
  }

  /** Begins to keep it. */
  public Beating during(Fence fence) {
    long millis = pause.toMillis();
    ScheduledFuture<?> beats =
        timer.scheduleWithFixedDelay(() -> beat(fence), millis, millis, TimeUnit.MILLISECONDS);
    return () -> beats.cancel(false);
  }

  private void beat(Fence fence) {
    try {
      lease.keep(fence);
    } catch (RuntimeException | Error e) {
      // What escapes would end the beats for good. The round meets the same database and says so;
      // the next beat tries again.
    }
  }
}
