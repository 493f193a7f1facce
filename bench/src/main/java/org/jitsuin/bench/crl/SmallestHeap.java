package org.jitsuin.bench.crl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.bench.crl.CrlProcess.Answer;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;

/**
 * Finds by trying in how small a heap a CRL can be made, by the publisher and by Bouncy Castle's
 * builder. A try counts if it ends well and takes no more than three times as long as one with
 * plenty.
 */
final class SmallestHeap {
  /** The least number of entries worth trying: in a smaller run there is nothing to find. */
  private static final long WORTH_TRYING = 1_000_000;

  /**
   * The greatest number of entries for the builder, which needs more than the machines have that
   * this is run on.
   */
  private static final long MOST_FOR_BUILDER = 10_000_000;

  private static final List<Integer> TRIES = List.of(128, 64, 48, 32, 24, 20, 16);
  private static final int BUILDER_PLENTY = 8192;
  private static final int BUILDER_STEP = 512;
  private static final int PATIENCE = 3;
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Environment stage;
  private final CrlRows rows;
  private final int plenty;

  /**
   * @param plenty a heap in MiB in which the publisher is known to work
   */
  SmallestHeap(Environment stage, CrlRows rows, int plenty) {
    this.stage = stage;
    this.rows = rows;
    this.plenty = plenty;
  }

  /**
   * Tries heaps and returns the figures.
   *
   * @param full the beginning of the figure's name
   * @param seconds how long the publisher took with plenty
   */
  List<Figure> figures(String full, double seconds) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(full + ".heap", publisher(seconds), "MiB").withGoal(new Goal.Limit(plenty)));
    if (stage.certificates() <= MOST_FOR_BUILDER) {
      double builder = build(BUILDER_PLENTY, LIMIT).map(Answer::seconds).orElseThrow();
      figures.add(Figure.of("crl.bouncycastle.seconds", builder, "s"));
      figures.add(Figure.of("crl.bouncycastle.heap", builder(builder), "MiB"));
    }
    return figures;
  }

  private static Duration patience(double seconds) {
    return START.plusMillis((long) (PATIENCE * seconds * 1000));
  }

  private int publisher(double seconds) {
    int works = plenty;
    if (stage.certificates() >= WORTH_TRYING) {
      for (int heap : TRIES) {
        if (publish(heap, patience(seconds)).isEmpty()) {
          return works;
        }
        works = heap;
      }
    }
    return works;
  }

  private Optional<Answer> publish(int heap, Duration limit) {
    stage
        .progress()
        .begin(String.format(Locale.ROOT, "the CRL once more in a heap of %d MiB", heap));
    CrlRows.Range first = rows.first();
    try (CrlProcess publisher = CrlProcess.start(stage.stack(), heap, limit)) {
      Optional<Answer> answer = publisher.attempt(CrlProcess.publishing(first));
      answer.ifPresent(one -> CrlProcess.check(first, one));
      return told(answer);
    } finally {
      rows.forgetCrls();
    }
  }

  private int builder(double seconds) {
    int works = BUILDER_PLENTY;
    int fails = 0;
    while (stage.certificates() >= WORTH_TRYING && works - fails > BUILDER_STEP) {
      int heap = (works + fails) / 2;
      if (build(heap, patience(seconds)).isPresent()) {
        works = heap;
      } else {
        fails = heap;
      }
    }
    return works;
  }

  private Optional<Answer> build(int heap, Duration limit) {
    stage
        .progress()
        .begin(String.format(Locale.ROOT, "Bouncy Castle's builder in a heap of %d MiB", heap));
    Map<String, String> settings = new HashMap<>(CrlProcess.settings(stage.stack()));
    Path file = stage.stack().home().resolve("bouncycastle.crl");
    settings.put(BouncyCastleCrl.FILE, file.toString());
    settings.put(BouncyCastleCrl.PARTITION, Integer.toString(rows.first().first()));
    stage
        .stack()
        .admin()
        .useHandle(handle ->
            handle
                .createQuery("SELECT key_label, scheme FROM status.issuer WHERE issuer_no = 1")
                .map((row, _) -> {
                  settings.put(BouncyCastleCrl.KEY_LABEL, row.getString("key_label"));
                  settings.put(BouncyCastleCrl.SCHEME, row.getString("scheme"));
                  return settings;
                })
                .one());
    try (JavaProcess process = JavaProcess.start(BouncyCastleCrl.class, heap, settings)) {
      return told(
          process.ask("go", limit).filter(line -> line.startsWith("= ")).map(Answer::parse));
    }
  }

  private Optional<Answer> told(Optional<Answer> answer) {
    stage.progress().done(answer.map(one -> CrlBenchmark.text(one.seconds())).orElse("not enough"));
    return answer;
  }
}
