package org.jitsuin.bench.issue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.Population.RegisteredCard;
import org.jitsuin.bench.measure.WorkSource;

/** Makes ready what will be asked for: cards in the database, requests signed by their keys. */
final class IssueWorkload {
  private static final int KINDS = 2;

  private final Environment stage;
  private PrimePool pool = PrimePool.empty();
  private int keys;

  IssueWorkload(Environment stage) {
    this.stage = stage;
  }

  /**
   * Returns that many acts of issue, each for another card and with keys that nobody used before.
   */
  WorkSource<IssueOrder> orders(int acts) {
    stage
        .progress()
        .begin(
            String.format(Locale.ROOT, "%,d cards, and a key request for each certificate", acts));
    List<RegisteredCard> cards = stage.population().unserved(acts);
    int first = keys;
    keys += KINDS * acts;
    pool = pool.grownTo(keys);
    KeyRequests requests = new KeyRequests(pool);
    List<IssueOrder> orders =
        IntStream.range(0, acts)
            .parallel()
            .mapToObj(i ->
                new IssueOrder(
                    cards.get(i).id(),
                    cards.get(i).municipality(),
                    requests.pem(first + KINDS * i),
                    requests.pem(first + KINDS * i + 1)))
            .toList();
    stage.progress().done("ready");
    return WorkSource.of(orders);
  }
}
