package org.jitsuin.bench.ocsp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.bench.ocsp.OcspBenchmark.Act;

/**
 * Acts that are due at even intervals, whether earlier ones have ended or not; what one takes is
 * counted from when it was due, so that a server that stands still is not forgiven.
 */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double interval;
  private final Act act;
  private final long begin = System.nanoTime();
  private final AtomicLong turn = new AtomicLong();
  private final Queue<Long> took = new ConcurrentLinkedQueue<>();

  /**
   * @param rate acts in a second
   */
  Pace(double rate, Act act) {
    this.interval = NANOS_PER_SECOND / rate;
    this.act = act;
  }

  int once() {
    long due = begin + (long) (turn.getAndIncrement() * interval);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    int done = act.once();
    took.add(System.nanoTime() - due);
    return done;
  }

  Latencies latencies() {
    return new Latencies(took.stream().mapToLong(Long::longValue).toArray());
  }
}
