package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class StatisticTableTest {
  /** No act of another test is counted in such years. */
  private static final List<StatisticCount> COUNTS =
      List.of(
          count("1901-01-01", "47381", "issued", "signature", "", 3),
          count("1901-01-01", "47381", "revoked", "signature", "superseded", 1),
          count("1901-01-01", "47382", "refused", "", "CARD_EXPIRED", 2),
          count("1901-01-02", "", "refused", "", "CARD_UNKNOWN", 7),
          count("1901-01-02", "47381", "suspended", "", "", 1));

  private static StatisticCount count(
      String period, String municipality, String act, String authority, String detail, long acts) {
    return new StatisticCount(new StatisticKey(period, municipality, act, authority, detail), acts);
  }

  private static StatisticQuery query(Optional<String> municipality) {
    return new StatisticQuery(
        "day", municipality, Optional.of("1901-01-01"), Optional.of("1901-12-31"));
  }

  private static void insert(Handle handle) {
    for (StatisticCount count : COUNTS) {
      handle
          .createUpdate(
              """
              INSERT INTO ca.statistic (span, period, municipality, act, authority, detail, acts)
              VALUES ('day', :period, :municipality, :act, :authority, :detail, :acts)
              """)
          .bindMethods(count.key())
          .bindMethods(count)
          .execute();
    }
  }

  @Test
  void page_afterPage_givesEachCountOnceInOrder() {
    Undone.transaction(handle -> {
      insert(handle);
      for (int limit = 1; limit <= COUNTS.size(); limit++) {
        List<StatisticCount> found = new ArrayList<>();
        Optional<StatisticKey> after = Optional.empty();
        List<StatisticCount> page;
        do {
          page = StatisticTable.page(handle, query(Optional.empty()), after, limit);
          found.addAll(page);
          after = found.isEmpty() ? after : Optional.of(found.getLast().key());
        } while (!page.isEmpty());
        assertThat(found).isEqualTo(COUNTS);
      }
    });
  }

  @Test
  void page_ofAMunicipality_isOnlyItsOwn() {
    Undone.transaction(handle -> {
      insert(handle);
      List<StatisticCount> own = new ArrayList<>(COUNTS);
      own.removeIf(count -> !count.key().municipality().equals("47381"));
      assertThat(StatisticTable.page(handle, query(Optional.of("47381")), Optional.empty(), 10))
          .isEqualTo(own);
      assertThat(
              StatisticTable.page(
                  handle, query(Optional.of("47381")), Optional.of(own.getFirst().key()), 10))
          .isEqualTo(own.subList(1, own.size()));
    });
  }
}
