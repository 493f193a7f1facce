package org.jitsuin.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;

/**
 * Callers that each take the next piece of work as soon as their last one was acknowledged, for
 * some time or until the stock is used up. They are platform threads, as a server's workers are.
 */
public final class Load {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int callers;
  private final Duration duration;

  public Load(int callers, Duration duration) {
    this.callers = callers;
    this.duration = duration;
  }

  /**
   * The observations while the load was on.
   *
   * @param done what the acts acknowledged in that time came to
   * @param seconds how long it was on
   * @param latencies of the acts acknowledged in that time
   */
  public record Seen(long done, double seconds, Latencies latencies) {
    /** Returns how many were done in a second. */
    public double rate() {
      return done / seconds;
    }
  }

  /**
   * Puts the load on and waits until the last caller has its answer. What is acknowledged after the
   * end is done but does not count; only where nothing was acknowledged before, the time is longer.
   *
   * @param act does one piece and returns what it comes to; where it throws, all is given up
   * @throws IllegalStateException if an act failed, or there was none
   */
  public <T> Seen on(WorkSource<T> stock, ToIntFunction<T> act) throws InterruptedException {
    Clock clock = new Clock(callers, duration);
    List<Caller<T>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Caller<T> caller = new Caller<>(clock, stock, act);
        all.add(caller);
        running.add(threads.submit(caller));
      }
      for (Future<?> end : running) {
        end.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an act failed: " + e.getCause().getMessage(), e.getCause());
    }
    return seen(all.stream().flatMap(caller -> caller.samples.stream()).toList(), clock);
  }

  private static Seen seen(List<Sample> samples, Clock clock) {
    long first =
        samples.stream()
            .mapToLong(Sample::at)
            .min()
            .orElseThrow(() -> new IllegalStateException("there was nothing to do"));
    long end = Math.max(first, clock.end());
    List<Sample> inTime = samples.stream().filter(sample -> sample.at() <= end).toList();
    return new Seen(
        inTime.stream().mapToLong(Sample::done).sum(),
        (end - clock.begin()) / NANOS_PER_SECOND,
        new Latencies(inTime.stream().mapToLong(Sample::took).toArray()));
  }

  /**
   * A sample: one acknowledged act.
   *
   * @param at when it was acknowledged, in nanoseconds of this machine
   * @param took from request to answer, in nanoseconds
   */
  private record Sample(long at, long took, int done) {}

  /**
   * The clock of a load: when it began, with the last caller that was ready, and when it is over.
   */
  private static final class Clock {
    private final long duration;
    private int missing;
    private long begin;
    private long end;

    Clock(int callers, Duration duration) {
      this.missing = callers;
      this.duration = duration.toNanos();
    }

    synchronized void await() throws InterruptedException {
      missing--;
      if (missing == 0) {
        begin = System.nanoTime();
        end = begin + duration;
        notifyAll();
      }
      while (missing > 0) {
        wait();
      }
    }

    synchronized boolean isOver() {
      return System.nanoTime() - end >= 0;
    }

    /** Ends it before its time. */
    synchronized void stop() {
      end = Math.min(end, System.nanoTime());
    }

    synchronized long end() {
      return end;
    }

    synchronized long begin() {
      return begin;
    }
  }

  private static final class Caller<T> implements Runnable {
    private final Clock clock;
    private final WorkSource<T> stock;
    private final ToIntFunction<T> act;
    private final List<Sample> samples = new ArrayList<>();

    Caller(Clock clock, WorkSource<T> stock, ToIntFunction<T> act) {
      this.clock = clock;
      this.stock = stock;
      this.act = act;
    }

    @Override
    public void run() {
      try {
        clock.await();
        work();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        // No work is left, or an act failed: what the others do alone would measure less than there
        // can be.
        clock.stop();
      }
    }

    private void work() {
      do {
        Optional<T> piece = stock.next();
        if (piece.isEmpty()) {
          return;
        }
        long begin = System.nanoTime();
        int done = act.applyAsInt(piece.get());
        long end = System.nanoTime();
        samples.add(new Sample(end, end - begin, done));
      } while (!clock.isOver());
    }
  }
}
