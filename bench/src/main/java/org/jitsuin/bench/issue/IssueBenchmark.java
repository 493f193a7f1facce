package org.jitsuin.bench.issue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.ProcessorUse;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.Load.Seen;
import org.jitsuin.bench.measure.ProcessorTime;
import org.jitsuin.bench.measure.WorkSource;

/**
 * Certificates issued in a second, durable and audited, by many offices at once; beside it how many
 * signatures the token makes in a second with the same keys, through the same pool, for the same
 * number of callers.
 */
public final class IssueBenchmark implements Benchmark {
  private static final int CALLERS = 64;
  private static final int KINDS = 2;
  private static final double GOAL = 0.70;

  /** The goal in microseconds of processor time for a certificate, without what the token takes. */
  private static final double GOAL_MICROS = 400;

  /** Certificates in a second that the first round of warming up may come to. */
  private static final double FIRST_GUESS = 600;

  /** The factor by which more acts are prepared than the round before lets expect. */
  private static final double RESERVE = 1.6;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    stage.fill();
    IssueResultCheck ledger = new IssueResultCheck(stage.stack().admin());
    try (IssueSystem subject = new IssueSystem(stage.stack())) {
      Session session = new Session(stage, subject);
      Result result = session.measure();
      stage.progress().begin("compare what was acknowledged with what the database holds");
      ledger.settle(session.acknowledged);
      stage
          .progress()
          .done(
              String.format(
                  Locale.ROOT, "%,d certificates, all there", session.acknowledged.size()));
      return result;
    }
  }

  /** A session: one run of the benchmark. */
  private static final class Session {
    private final Environment stage;
    private final IssueSystem subject;
    private final IssueWorkload book;
    private final Collection<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    Session(Environment stage, IssueSystem subject) {
      this.stage = stage;
      this.subject = subject;
      this.book = new IssueWorkload(stage);
    }

    Result measure() throws InterruptedException {
      Duration warmUp = stage.warmUp();
      double cold = issue("begin to warm up", warmUp, orders(FIRST_GUESS, warmUp)).rate();
      double warmer = issue("warm up", warmUp, orders(cold, warmUp)).rate();
      double warm =
          issue("warm up until little is compiled", warmUp, orders(warmer, warmUp)).rate();
      WorkSource<IssueOrder> orders = orders(warm, stage.duration());
      Worked before = limit();
      CpuWatch watch = new CpuWatch(stage.stack().processes());
      ProcessorUse use = new ProcessorUse(stage.stack());
      Seen seen = issue("issue", stage.duration(), orders);
      List<Figure> cpu = use.figures("issue.cpu", seen.done(), before.micros(), GOAL_MICROS);
      Foreign foreign = watch.foreign();
      Worked after = limit();
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.of("issue.rate", seen.rate(), "1/s")
              .withLimit((before.rate() + after.rate()) / 2)
              .withGoal(new Goal.Ratio(GOAL)));
      figures.add(Figure.of("issue.p50", seen.latencies().percentile(50), "ms"));
      figures.add(Figure.of("issue.p99", seen.latencies().percentile(99), "ms"));
      figures.addAll(cpu);
      return new Result(figures, foreign);
    }

    /**
     * The work of the token alone.
     *
     * @param rate signatures in a second
     * @param micros of processor time for each
     */
    private record Worked(double rate, double micros) {}

    /**
     * Returns enough acts to go on for that time.
     *
     * @param rate certificates in a second
     */
    private WorkSource<IssueOrder> orders(double rate, Duration time) {
      return book.orders(CALLERS + (int) (rate / KINDS * RESERVE * time.toSeconds()));
    }

    private Seen issue(String step, Duration time, WorkSource<IssueOrder> orders)
        throws InterruptedException {
      stage.progress().begin(String.format(Locale.ROOT, "%s: %d callers", step, CALLERS));
      Seen seen =
          new Load(CALLERS, time)
              .on(
                  orders,
                  order -> {
                    List<Acknowledged> issued = subject.issue(order);
                    acknowledged.addAll(issued);
                    return issued.size();
                  });
      stage.progress().done(rate(seen, "certificates"));
      return seen;
    }

    /** Measures the token alone: these signatures are of nothing, by keys nobody trusts. */
    private Worked limit() throws InterruptedException {
      List<SigningKey> keys = subject.keys();
      AtomicInteger turn = new AtomicInteger();
      stage.progress().begin(String.format(Locale.ROOT, "the token alone: %d callers", CALLERS));
      long self = ProcessHandle.current().pid();
      ProcessorTime begin = ProcessorTime.of(self);
      Seen seen =
          new Load(CALLERS, limitTime())
              .on(
                  WorkSource.endless(new byte[0]),
                  content -> {
                    keys.get(Math.floorMod(turn.getAndIncrement(), keys.size())).sign(content);
                    return 1;
                  });
      double micros = ProcessorTime.of(self).since(begin).microsEach(seen.done());
      stage.progress().done(rate(seen, "signatures"));
      return new Worked(seen.rate(), micros);
    }

    /**
     * Returns the time of the measurement of the limit, half as long as the load: it is done twice.
     */
    private Duration limitTime() {
      return stage.duration().dividedBy(2);
    }

    private static String rate(Seen seen, String what) {
      return String.format(Locale.ROOT, "%,.0f %s a second", seen.rate(), what);
    }
  }
}
