package org.jitsuin.bench.crl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.crl.CrlProcess.Answer;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;

/**
 * CRLs made by a publisher in another process with little memory: one with as many entries as the
 * stage has certificates, and thousands that share as many, up to ten million. From the rows in
 * MariaDB through SoftHSM to files on disk that were read back and checked.
 */
public final class CrlBenchmark implements Benchmark {
  private static final double GOAL_SECONDS = 15;
  private static final int GOAL_HEAP = 256;
  private static final double GOAL_PARTITIONS = 60;
  private static final double GOAL_CHANGED = 5;

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int PERCENT = 100;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    CrlRows rows =
        new CrlRows(stage.stack().admin(), Clocks.system().instant(), stage.certificates());
    stage
        .progress()
        .begin(
            String.format(
                Locale.ROOT, "put %,d revocations into the database", stage.certificates()));
    rows.fill();
    stage.stack().settle();
    stage.progress().done("done");
    return new Session(stage, rows).measure();
  }

  /** {@code 10m} for ten million. */
  static String size(long entries) {
    long million = 1_000_000;
    return entries % million == 0 ? entries / million + "m" : Long.toString(entries);
  }

  /** A session: one run of the benchmark. */
  private static final class Session {
    private final Environment stage;
    private final CrlRows rows;
    private final String full;
    private final List<Figure> figures = new ArrayList<>();

    Session(Environment stage, CrlRows rows) {
      this.stage = stage;
      this.rows = rows;
      this.full = "crl.full." + size(stage.certificates());
    }

    Result measure() throws InterruptedException {
      Foreign foreign;
      double seconds;
      try (CrlProcess publisher = CrlProcess.start(stage.stack(), GOAL_HEAP, LIMIT)) {
        List<Long> processes = new ArrayList<>(stage.stack().processes());
        processes.add(publisher.number());
        CpuWatch watch = new CpuWatch(processes);
        seconds = full(publisher);
        partitions(publisher);
        foreign = watch.foreign();
      }
      rows.forgetCrls();
      figures.addAll(new SmallestHeap(stage, rows, GOAL_HEAP).figures(full, seconds));
      return new Result(figures, foreign);
    }

    /** Returns how long the first CRL took. */
    private double full(CrlProcess publisher) throws InterruptedException {
      CrlRows.Range first = rows.first();
      String read = "rows " + first.first();
      order(publisher, "read its rows alone, to have them in memory", read);
      double before = order(publisher, "read its rows alone", read).seconds();
      stage.progress().begin(String.format(Locale.ROOT, "a CRL of %,d entries", first.entries()));
      Answer answer = publisher.publish(first);
      stage.progress().done(text(answer.seconds()));
      double after = order(publisher, "read its rows alone", read).seconds();
      add(
          Figure.of(full + ".seconds", answer.seconds(), "s")
              .withLimit((before + after) / 2)
              .withGoal(new Goal.Limit(GOAL_SECONDS)));
      revokeOne(first, 1);
      stage.progress().begin("its successor and the delta, both compared with it");
      Answer next = publisher.publish(rows.first());
      stage.progress().done(text(next.seconds()));
      add(Figure.of(full + ".next", next.seconds(), "s"));
      add(Figure.of("crl.rows.alone", (before + after) / 2, "s"));
      alone(publisher, "hash", next.more().get(2));
      alone(publisher, "write", next.more().get(2));
      return answer.seconds();
    }

    private void alone(CrlProcess publisher, String what, String file) {
      Answer answer = order(publisher, what + " its octets alone", what + " " + file);
      add(Figure.of("crl." + what + ".alone", answer.seconds(), "s"));
    }

    private void partitions(CrlProcess publisher) throws InterruptedException {
      CrlRows.Range others = rows.others();
      stage
          .progress()
          .begin(
              String.format(
                  Locale.ROOT,
                  "%,d partitions with %,d entries, deltas as well",
                  others.partitions(),
                  others.entries()));
      Answer all = publisher.publish(others);
      stage.progress().done(text(all.seconds()));
      add(
          Figure.of("crl.partitions.seconds", all.seconds(), "s")
              .withGoal(new Goal.Limit(GOAL_PARTITIONS)));
      int some = Math.max(1, others.partitions() / PERCENT);
      revokeOne(others, some);
      stage.progress().begin(String.format(Locale.ROOT, "%,d of them after a change", some));
      Answer changed = publisher.publish(rows.others());
      stage.progress().done(text(changed.seconds()));
      add(
          Figure.of("crl.partitions.changed", changed.seconds(), "s")
              .withGoal(new Goal.Limit(GOAL_CHANGED)));
    }

    /**
     * Revokes one certificate, but not in the second of the CRL before: two of a partition never
     * have the same thisUpdate.
     */
    private void revokeOne(CrlRows.Range range, int partitions) throws InterruptedException {
      rows.revokeOne(range, partitions);
      Thread.sleep(SECOND.toMillis());
    }

    private Answer order(CrlProcess publisher, String step, String order) {
      stage.progress().begin(step);
      Answer answer = publisher.order(order);
      stage.progress().done(text(answer.seconds()));
      return answer;
    }

    private void add(Figure figure) {
      figures.add(figure);
    }
  }

  static String text(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
