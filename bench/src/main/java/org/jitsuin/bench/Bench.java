package org.jitsuin.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsuin.base.Fault;
import org.jitsuin.bench.Arguments.Run;
import org.jitsuin.bench.environment.Benchmark.Result;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.WorkDirectory;
import org.jitsuin.bench.measure.Machine;
import org.jitsuin.bench.measure.Progress;
import org.jitsuin.bench.measure.Report;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Runs one benchmark in a process of its own, which the launcher starts: results go to the standard
 * output, progress to the other.
 */
public final class Bench {
  private static final int OK = 0;
  private static final int WRONG = 1;
  private static final int UNMET = 3;

  private final PrintStream out;
  private final PrintStream err;

  Bench(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the process.
   *
   * @param arguments the directory to work in, the name of the benchmark, and its options
   */
  public static void main(String[] arguments) {
    // What the use cases log below a warning is no news here.
    Logger.getLogger("").setLevel(Level.WARNING);
    Bench bench = new Bench(stream(FileDescriptor.out), stream(FileDescriptor.err));
    List<String> words = List.of(arguments);
    System.exit(bench.run(Path.of(words.getFirst()), words.subList(1, words.size())));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * Runs the benchmark.
   *
   * @return the exit code: 0 whether goals were reached or not, 1 if something failed, 2 if the
   *     command line was not understood, 3 if something must be installed or changed first
   */
  int run(Path directory, List<String> words) {
    return Arguments.read(words, out, err, run -> guarded(directory, run));
  }

  /** The outermost handler. What was made is deleted unless something failed. */
  private int guarded(Path directory, Run run) {
    try (WorkDirectory workDirectory = WorkDirectory.take(directory)) {
      measure(workDirectory, run);
      workDirectory.delete();
      return OK;
    } catch (SetupFailure | Fault e) {
      say(e.getMessage());
      return UNMET;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      say("interrupted");
      return WRONG;
    } catch (RuntimeException e) {
      e.printStackTrace(err);
      say("the benchmark failed: " + e.getMessage());
      say("what it worked on is left in " + directory + " until the next one");
      return WRONG;
    }
  }

  private void measure(WorkDirectory workDirectory, Run run) throws InterruptedException {
    Environment stage =
        Environment.set(workDirectory, new Progress(err), run.certificates(), run.duration());
    try (var _ = stage.stack()) {
      measure(stage, run);
    }
  }

  /** Measures on a stage that is set, and shows what was seen. */
  void measure(Environment stage, Run run) throws InterruptedException {
    show(run, run.name().benchmark().run(stage));
  }

  private void show(Run run, Result result) {
    Report report = new Report(result.figures());
    // Whoever reads JSON reads figures only; people at the other output shall know the rest.
    PrintStream people = run.json() ? err : out;
    people.println();
    report.table().forEach(people::println);
    people.println();
    people.println("  " + Machine.here().text());
    people.println(
        String.format(
            Locale.ROOT,
            "  %,d certificates in the database, load for %d s; %s",
            run.certificates(),
            run.duration().toSeconds(),
            result.foreign().text()));
    if (run.json()) {
      out.println(report.json());
    }
  }

  private void say(String sentence) {
    err.println("  ✗ " + sentence);
  }
}
