package org.jitsuin.bench.environment;

import java.util.List;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;

/** A benchmark, which measures something in an {@link Environment}. */
@FunctionalInterface
public interface Benchmark {
  /**
   * The result of a benchmark.
   *
   * @param figures in the order in which they are shown
   * @param foreign what else the machine did meanwhile
   */
  record Result(List<Figure> figures, Foreign foreign) {
    public Result {
      figures = List.copyOf(figures);
    }
  }

  /**
   * Runs the measurement.
   *
   * @throws IllegalStateException if something failed, or the database does not hold what was
   *     acknowledged: then no figure is worth anything
   */
  Result run(Environment stage) throws InterruptedException;
}
