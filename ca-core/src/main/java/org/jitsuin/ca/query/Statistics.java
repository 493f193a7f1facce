package org.jitsuin.ca.query;

import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.store.StatisticCount;
import org.jitsuin.ca.store.StatisticKey;
import org.jitsuin.ca.store.StatisticQuery;
import org.jitsuin.ca.store.StatisticTable;
import org.jitsuin.ca.store.Transactions;

/** Counts how often each act was done in each municipality, from the entries of the audit log. */
public final class Statistics {
  /**
   * The number of stretches of thousands of entries in a round: what an old installation has
   * besides is counted later.
   */
  private static final int STRETCHES = 20;

  private final Transactions transactions;

  public Statistics(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Counts what was added to the log; any number of servers may do it at once. */
  public void count() {
    for (int i = 0; i < STRETCHES; i++) {
      if (!transactions.run(StatisticTable::count)) {
        return;
      }
    }
  }

  /**
   * A page of statistics.
   *
   * @param counted the number of the last entry of the log that is counted in it
   */
  public record Page(List<StatisticCount> rows, long counted) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param limit how many at the most
   */
  public Page page(StatisticQuery wanted, Optional<StatisticKey> after, int limit) {
    return transactions.run(handle ->
        new Page(
            StatisticTable.page(handle, wanted, after, limit), StatisticTable.counted(handle)));
  }
}
