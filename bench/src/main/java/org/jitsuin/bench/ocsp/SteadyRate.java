package org.jitsuin.bench.ocsp;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.bench.ocsp.OcspBenchmark.Act;

/**
 * Acts that are due at even intervals, whether earlier ones have ended or not; what one takes is
 * counted from when it was due, so that a server that stands still is not forgiven.
 */
final class SteadyRate {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double interval;
  private final Act act;
  private final long leadIn;
  private final AtomicReference<Long> begin = new AtomicReference<>();
  private final AtomicLong turn = new AtomicLong();
  private final Queue<Long> took = new ConcurrentLinkedQueue<>();

  /**
   * @param rate acts in a second
   * @param leadIn for how long what acts take is not counted: callers that are only being started
   *     come late
   */
  SteadyRate(double rate, Duration leadIn, Act act) {
    this.leadIn = leadIn.toNanos();
    this.interval = NANOS_PER_SECOND / rate;
    this.act = act;
  }

  int once() {
    long first = begin.updateAndGet(set -> set == null ? (Long) System.nanoTime() : set);
    long due = first + (long) (turn.getAndIncrement() * interval);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    int done = act.once();
    if (due - first >= leadIn) {
      took.add(System.nanoTime() - due);
    }
    return done;
  }

  Latencies latencies() {
    return new Latencies(took.stream().mapToLong(Long::longValue).toArray());
  }
}
