package org.jitsuin.bench.audit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Latencies;

/**
 * Entries that come into the signed tree in a second, written and committed at the same time; and
 * proofs in a tree with as many entries as certificates were asked for.
 */
public final class AuditBenchmark implements Benchmark {
  private static final double ENTRIES = 3_000;
  private static final double PROOF_MILLIS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    CpuWatch watch = new CpuWatch(stage.stack().processes());
    try (LogLoad load = new LogLoad(stage.stack())) {
      stage.progress().begin("warm up");
      load.run(stage.warmUp());
      stage.progress().done("ready");
      stage.progress().begin("entries written and sequenced: 8 callers, 20 at a time");
      watch.restart();
      LogLoad.Seen seen = load.run(stage.duration());
      Foreign foreign = watch.foreign();
      stage.progress().done(rate(seen.rate()));
      stage.progress().begin("check every entry against the tree, and the tree against the root");
      load.verify();
      stage.progress().done(String.format(Locale.ROOT, "%,d entries, all there", load.size()));
      Latencies proofs = proofs(stage);
      return new Result(
          List.of(
              Figure.of("audit.rate", seen.rate(), "1/s").withGoal(new Goal.Value(ENTRIES)),
              Figure.of("audit.delay.p50", seen.delays().percentile(50), "ms"),
              Figure.of("audit.delay.p99", seen.delays().percentile(99), "ms"),
              Figure.of("audit.proof.p50", proofs.percentile(50), "ms"),
              Figure.of("audit.proof.p99", proofs.percentile(99), "ms")
                  .withGoal(new Goal.Limit(PROOF_MILLIS))),
          foreign);
    }
  }

  private static Latencies proofs(Environment stage) {
    LargeLog log = new LargeLog(new LogFiles(stage.stack().logDirectory().resolve("large")));
    stage
        .progress()
        .begin(String.format(Locale.ROOT, "a tree over %,d entries", stage.certificates()));
    long begin = System.nanoTime();
    log.fill(stage.certificates());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    stage
        .progress()
        .done(rate(stage.certificates() * NANOS_PER_SECOND / Math.max(1, took.toNanos())));
    stage.progress().begin("proofs of entries at random, each checked");
    Latencies proofs = log.prove();
    stage.progress().done(String.format(Locale.ROOT, "%,d proofs", proofs.count()));
    return proofs;
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%,.0f entries a second", rate);
  }
}
