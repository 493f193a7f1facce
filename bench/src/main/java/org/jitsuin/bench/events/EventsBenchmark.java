package org.jitsuin.bench.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.EventOrder;
import org.jitsuin.bench.environment.EventsSystem;
import org.jitsuin.bench.environment.ProcessorUse;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.Load.Seen;
import org.jitsuin.bench.measure.WorkSource;

/**
 * Resident events applied in a second, each of which ends a signature certificate: first as the
 * register delivers many, then one at a time.
 */
public final class EventsBenchmark implements Benchmark {
  /** Batches on their way at the same time. */
  private static final int CALLERS = 8;

  private static final int BATCH = 100;
  private static final double GOAL = 3_000;

  /** The goal in microseconds of processor time for an event. */
  private static final double GOAL_MICROS = 250;

  /** Events in a second that the first round of warming up may come to. */
  private static final double FIRST_GUESS = 2_000;

  /** The factor by which more events are prepared than the round before lets expect. */
  private static final double RESERVE = 1.6;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    stage.fill();
    EventResultCheck ledger = new EventResultCheck(stage.stack().admin());
    Session session;
    Result result;
    try (EventsSystem subject = new EventsSystem(stage.stack())) {
      session = new Session(stage, subject, ledger.prefix());
      result = session.measure();
    }
    stage.progress().begin("compare what was acknowledged with what the database holds");
    ledger.settle(session.acknowledged);
    stage
        .progress()
        .done(String.format(Locale.ROOT, "%,d events, all there", session.acknowledged.size()));
    return result;
  }

  /** A session: one run of the benchmark. */
  private static final class Session {
    private final Environment stage;
    private final EventsSystem subject;
    private final Collection<EventOrder> acknowledged = new ConcurrentLinkedQueue<>();
    private final String prefix;
    private int events;

    Session(Environment stage, EventsSystem subject, String prefix) {
      this.stage = stage;
      this.subject = subject;
      this.prefix = prefix;
    }

    Result measure() throws InterruptedException {
      Duration warmUp = stage.warmUp();
      double cold = inBatches("begin to warm up", warmUp, batches(FIRST_GUESS, warmUp)).rate();
      double warm = inBatches("warm up", warmUp, batches(cold, warmUp)).rate();
      WorkSource<List<EventOrder>> batches = batches(warm, stage.duration());
      // One caller alone never does more than many.
      WorkSource<EventOrder> alone = WorkSource.of(orders(warm, stage.duration()));
      CpuWatch watch = new CpuWatch(stage.stack().processes());
      ProcessorUse use = new ProcessorUse(stage.stack());
      Seen many = inBatches("events in batches", stage.duration(), batches);
      List<Figure> figures = new ArrayList<>();
      figures.add(Figure.of("events.rate", many.rate(), "1/s").withGoal(new Goal.Value(GOAL)));
      figures.addAll(use.figures("events.cpu", many.done(), 0, GOAL_MICROS));
      Seen single = oneByOne(stage.duration(), alone);
      Foreign foreign = watch.foreign();
      figures.add(Figure.of("events.single.p50", single.latencies().percentile(50), "ms"));
      figures.add(Figure.of("events.single.p99", single.latencies().percentile(99), "ms"));
      return new Result(figures, foreign);
    }

    private WorkSource<List<EventOrder>> batches(double rate, Duration time) {
      List<EventOrder> orders = orders(rate, time);
      List<List<EventOrder>> batches = new ArrayList<>();
      for (int from = 0; from < orders.size(); from += BATCH) {
        batches.add(List.copyOf(orders.subList(from, Math.min(from + BATCH, orders.size()))));
      }
      return WorkSource.of(batches);
    }

    /** Returns enough events to go on for that time, each for another resident. */
    private List<EventOrder> orders(double rate, Duration time) {
      int count = CALLERS * BATCH + (int) (rate * RESERVE * time.toSeconds());
      stage
          .progress()
          .begin(String.format(Locale.ROOT, "%,d residents, each with both certificates", count));
      List<EventOrder> orders = new ArrayList<>();
      for (String resident : stage.population().served(count)) {
        events++;
        orders.add(new EventOrder(prefix + events, resident));
      }
      stage.progress().done("ready");
      return orders;
    }

    private Seen inBatches(String step, Duration time, WorkSource<List<EventOrder>> batches)
        throws InterruptedException {
      stage
          .progress()
          .begin(String.format(Locale.ROOT, "%s: %d callers, %d at a time", step, CALLERS, BATCH));
      Seen seen =
          new Load(CALLERS, time)
              .on(
                  batches,
                  batch -> {
                    int done = subject.record(batch);
                    acknowledged.addAll(batch);
                    return done;
                  });
      stage.progress().done(rate(seen));
      return seen;
    }

    private Seen oneByOne(Duration time, WorkSource<EventOrder> orders)
        throws InterruptedException {
      stage.progress().begin("one event at a time: 1 caller");
      Seen seen =
          new Load(1, time)
              .on(
                  orders,
                  order -> {
                    subject.record(order);
                    acknowledged.add(order);
                    return 1;
                  });
      stage.progress().done(rate(seen));
      return seen;
    }

    private static String rate(Seen seen) {
      return String.format(Locale.ROOT, "%,.0f events a second", seen.rate());
    }
  }
}
