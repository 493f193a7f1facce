package org.jitsuin.bench.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.WorkSource;

/**
 * How long a page of the console waits for the API, with many cards in the database: four people at
 * a time, each with another card. Beside it what the database alone takes for one row, read or
 * committed, in the same run.
 */
public final class ConsoleBenchmark implements Benchmark {
  private static final int PEOPLE = 4;
  private static final int SAMPLES = 2_000;
  private static final double GOAL_MILLIS = 300;
  private static final Random ORDER = new Random(17);

  /** What a page asks. */
  private record Page(String name, boolean recorded, Consumer<Sample> ask) {}

  @Override
  public Result run(Environment stage) throws InterruptedException {
    stage.fill();
    List<Sample> samples = samples(stage.stack().admin());
    try (ConsoleSystem subject = new ConsoleSystem(stage.stack())) {
      List<Page> pages =
          List.of(
              new Page("card", true, subject::card),
              new Page("find", false, subject::find),
              new Page("search", true, subject::search),
              new Page("today", false, subject::today),
              new Page("letters", false, subject::letters),
              new Page("log", false, subject::log));
      CpuWatch watch = new CpuWatch(stage.stack().processes());
      double read = median(stage, "one row read", samples, subject::row);
      double write =
          median(stage, "one row committed", samples, _ -> subject.commit(UUID.randomUUID() + ""));
      AtomicInteger cards = new AtomicInteger();
      List<Figure> figures = new ArrayList<>();
      figures.add(Figure.of("console.row.p50", read, "ms"));
      figures.add(Figure.of("console.commit.p50", write, "ms"));
      for (Page page : pages) {
        measured(stage, page, samples, page.recorded() ? write : read, cards).forEach(figures::add);
      }
      Foreign foreign = watch.foreign();
      compare(stage, cards.get());
      return new Result(figures, foreign);
    }
  }

  /** Cards in no order, with what is known of them. */
  private static List<Sample> samples(Jdbi admin) {
    List<Sample> samples =
        admin.withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT c.card_id, c.register_id, r.municipality, r.name, r.birth_date
                    FROM ca.card c JOIN ca.resident r USING (register_id)
                    ORDER BY c.card_id LIMIT :most
                    """)
                .bind("most", SAMPLES)
                .map((row, _) ->
                    new Sample(
                        row.getString("card_id"),
                        row.getString("register_id"),
                        row.getString("municipality"),
                        row.getString("name"),
                        row.getString("birth_date")))
                .list());
    List<Sample> mixed = new ArrayList<>(samples);
    Collections.shuffle(mixed, ORDER);
    return List.copyOf(mixed);
  }

  private static WorkSource<Sample> again(List<Sample> samples) {
    AtomicInteger next = new AtomicInteger();
    return () ->
        java.util.Optional.of(samples.get(Math.floorMod(next.getAndIncrement(), samples.size())));
  }

  private static Latencies load(
      Environment stage, String step, List<Sample> samples, Consumer<Sample> ask)
      throws InterruptedException {
    stage.progress().begin(step + ": " + PEOPLE + " at a time");
    Latencies seen =
        new Load(PEOPLE, stage.duration())
            .on(
                again(samples),
                one -> {
                  ask.accept(one);
                  return 1;
                })
            .latencies();
    stage
        .progress()
        .done(
            String.format(
                Locale.ROOT, "%,d, half within %.2f ms", seen.count(), seen.percentile(50)));
    return seen;
  }

  private static double median(
      Environment stage, String step, List<Sample> samples, Consumer<Sample> ask)
      throws InterruptedException {
    return load(stage, step, samples, ask).percentile(50);
  }

  private static List<Figure> measured(
      Environment stage, Page page, List<Sample> samples, double raw, AtomicInteger cards)
      throws InterruptedException {
    Consumer<Sample> ask =
        page.name().equals("card") ? page.ask().andThen(_ -> cards.incrementAndGet()) : page.ask();
    Latencies seen = load(stage, "page " + page.name(), samples, ask);
    String name = "console." + page.name();
    return List.of(
        Figure.of(name + ".p50", seen.percentile(50), "ms").withLimit(raw),
        Figure.of(name + ".p99", seen.percentile(99), "ms").withGoal(new Goal.Limit(GOAL_MILLIS)));
  }

  /** Each card that was shown left one entry. */
  private static void compare(Environment stage, int shown) {
    long entries =
        stage
            .stack()
            .admin()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM audit.entry WHERE kind = 'holder-read'")
                    .mapTo(Long.class)
                    .one());
    if (entries != shown) {
      throw new IllegalStateException(shown + " cards were shown, and " + entries + " recorded");
    }
  }
}
