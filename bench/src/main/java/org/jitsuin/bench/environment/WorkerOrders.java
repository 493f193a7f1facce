package org.jitsuin.bench.environment;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a measured process is told to do, step by step. It answers each order with a line that
 * begins with {@code =}: seconds, and what it came to.
 *
 * @param stage where progress is shown
 * @param limit how long an order may take
 */
public record WorkerOrders(Environment stage, JavaProcess process, Duration limit) {
  /**
   * Gives an order and waits.
   *
   * @param step what people read meanwhile
   * @return the seconds that it took, and what it came to
   * @throws IllegalStateException if it did not manage
   */
  public List<String> give(String order, String step) {
    stage.progress().begin(step);
    String answer =
        process
            .ask(order, limit)
            .filter(line -> line.startsWith("= "))
            .orElseThrow(() -> new IllegalStateException("it gave up: " + order));
    List<String> words = List.of(answer.split(" ", -1));
    stage.progress().done(String.format(Locale.ROOT, "%.1f s", Double.parseDouble(words.get(1))));
    return words.subList(1, words.size());
  }
}
