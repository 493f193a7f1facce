package org.jitsuin.bench;

import java.util.List;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.stage.Stage;

/** Something that can be measured on a {@link Stage}. */
@FunctionalInterface
public interface Benchmark {
  /**
   * What was measured.
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
   * Measures it.
   *
   * @throws IllegalStateException if something failed, or the database does not hold what was
   *     acknowledged: then no figure is worth anything
   */
  Result run(Stage stage) throws InterruptedException;
}
