package org.jitsuin.bench.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.Time;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.bench.environment.WorkerOrders;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;

/**
 * A status filter of as many certificates as the stage has, of which 12 of 100 are revoked, built
 * and asked in another process with little memory; beside it what else tells the same.
 */
public final class FilterBenchmark implements Benchmark {
  private static final double SHARE = 0.12;
  private static final int HEAP = 256;
  private static final int CHANGES = 300;

  private static final double GOAL_RATIO = 1.12;
  private static final double GOAL_DELTA = 2_000;
  private static final double GOAL_BUILD = 40;
  private static final double GOAL_CHANGED = 2;
  private static final double GOAL_RATE = 2_000_000;

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int RATE_SECONDS = 5;

  private final List<Figure> figures = new ArrayList<>();

  @Override
  public Result run(Environment stage) throws InterruptedException {
    CpuWatch watch = new CpuWatch(stage.stack().processes());
    try {
      Path directory = Files.createTempDirectory(stage.stack().home(), "filter");
      Map<String, String> settings =
          Map.of(
              FilterWorker.DIRECTORY, directory.toString(),
              FilterWorker.SIZE, Long.toString(stage.certificates()),
              FilterWorker.SHARE, Double.toString(SHARE));
      try (JavaProcess process = JavaProcess.start(FilterWorker.class, HEAP, settings)) {
        measure(new WorkerOrders(stage, process, LIMIT), stage);
      }
      return new Result(figures, watch.foreign());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(WorkerOrders orders, Environment stage) {
    List<String> drawn = orders.give("draw", "draw the certificates");
    double bound = Math.max(1, Double.parseDouble(drawn.get(1)));
    double byMonths = Math.max(1, Double.parseDouble(drawn.get(2)));
    long revoked = Long.parseLong(drawn.get(3));
    List<String> built = orders.give("build", "build the filter");
    double size = Double.parseDouble(built.get(1));
    add(
        Figure.of("filter.size", size, "B")
            .withLimit(bound)
            .withGoal(new Goal.Limit(Math.ceil(GOAL_RATIO * bound))));
    add(Figure.of("filter.size.months", size, "B").withLimit(byMonths));
    add(seconds("filter.build", built).withGoal(new Goal.Limit(GOAL_BUILD)));
    int changes = (int) Math.min(CHANGES, stage.certificates() / 100);
    List<String> changed = orders.give("delta " + changes, "build a delta");
    add(
        Figure.of("filter.delta", Double.parseDouble(changed.get(1)), "B")
            .withGoal(new Goal.Limit(GOAL_DELTA)));
    add(seconds("filter.delta.build", changed).withGoal(new Goal.Limit(GOAL_CHANGED)));
    List<String> asked = orders.give("ask", "ask it about every certificate");
    add(
        Figure.of("filter.wrong", Double.parseDouble(asked.get(1)), "")
            .withGoal(new Goal.Limit(0)));
    int time = (int) Math.min(RATE_SECONDS, stage.duration().toSeconds());
    List<String> rate = orders.give("rate " + time, "ask it on one core");
    add(
        Figure.of("filter.rate", Double.parseDouble(rate.get(1)), "1/s")
            .withGoal(new Goal.Value(GOAL_RATE)));
    add(Figure.of("filter.rate.allocation", Double.parseDouble(rate.get(2)), "B"));
    others(orders, revoked);
  }

  private void others(WorkerOrders orders, long revoked) {
    List<String> cascade = orders.give("cascade", "a Bloom cascade of the same");
    add(Figure.of("filter.cascade.size", Double.parseDouble(cascade.get(1)), "B"));
    add(seconds("filter.cascade.build", cascade));
    List<String> roaring = orders.give("roaring", "a Roaring bitmap of the same");
    add(Figure.of("filter.roaring.size", Double.parseDouble(roaring.get(1)), "B"));
    add(seconds("filter.roaring.build", roaring));
    add(Figure.of("filter.crl.size", (double) revoked * crlEntry(), "B"));
  }

  /** Octets of one entry of a CRL, as the publisher writes them. */
  private static int crlEntry() {
    try {
      byte[] serial = new byte[16];
      serial[0] = 1;
      Extension reason =
          new Extension(
              Extension.reasonCode, false, CRLReason.lookup(CRLReason.superseded).getEncoded());
      return new DERSequence(
              new ASN1Encodable[] {
                new ASN1Integer(serial),
                new Time(Date.from(Clocks.system().instant())),
                new Extensions(reason)
              })
          .getEncoded()
          .length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figure seconds(String name, List<String> answer) {
    return Figure.of(name, Double.parseDouble(answer.getFirst()), "s");
  }

  private void add(Figure figure) {
    figures.add(figure);
  }
}
