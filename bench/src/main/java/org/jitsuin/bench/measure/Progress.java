package org.jitsuin.bench.measure;

import java.io.PrintStream;
import java.util.Locale;

/** Says step by step how far a benchmark has come, beside its results. */
public final class Progress {
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private long began = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Returns progress that is reported to nobody. */
  public static Progress silent() {
    return new Progress(new PrintStream(PrintStream.nullOutputStream()));
  }

  /** Reports that a step begins. */
  public void begin(String step) {
    began = System.nanoTime();
    out.println("  · " + step);
  }

  /**
   * Reports that the step that began last has ended.
   *
   * @param result what there is now
   */
  public void done(String result) {
    double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
    out.println(String.format(Locale.ROOT, "    %-72s %8.1f s", result, seconds));
  }
}
