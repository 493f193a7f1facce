package org.jitsuin.ca.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.StatisticCount;
import org.jitsuin.ca.store.StatisticKey;
import org.jitsuin.ca.store.StatisticQuery;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.store.EntryTable;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Other tests act in the shared database as well: what counts is what is counted more than before.
 */
@Tag("stack")
class StatisticsTest {
  private static final String MUNICIPALITY = "13221";
  private static final CaFixture CA = CaFixture.started();
  private static final Statistics STATISTICS = new Statistics(CA.transactions());

  @BeforeAll
  static void countTheOthers() {
    STATISTICS.count();
  }

  @AfterAll
  static void stop() {
    CA.close();
  }

  private static String day() {
    return JapanTime.date(CA.clock().instant()).toString();
  }

  private static Map<StatisticKey, Long> counts(String span, int limit) {
    STATISTICS.count();
    StatisticQuery wanted =
        new StatisticQuery(span, Optional.of(MUNICIPALITY), Optional.empty(), Optional.empty());
    Map<StatisticKey, Long> all = new HashMap<>();
    Optional<StatisticKey> after = Optional.empty();
    List<StatisticCount> rows;
    do {
      rows = STATISTICS.page(wanted, after, limit).rows();
      rows.forEach(row -> all.merge(row.key(), row.acts(), Long::sum));
      after = rows.isEmpty() ? after : Optional.of(rows.getLast().key());
    } while (rows.size() == limit);
    return all;
  }

  private static StatisticKey key(String period, String act, String authority, String detail) {
    return new StatisticKey(period, MUNICIPALITY, act, authority, detail);
  }

  private static long more(
      Map<StatisticKey, Long> before, Map<StatisticKey, Long> now, StatisticKey key) {
    return now.getOrDefault(key, 0L) - before.getOrDefault(key, 0L);
  }

  @Test
  void count_whatWasDone_isCountedByDayAndMonth() {
    String day = day();
    Map<StatisticKey, Long> days = counts("day", 1_000);
    Map<StatisticKey, Long> months = counts("month", 1_000);
    Card card = CA.card();
    CA.issueBoth(card);
    CaFixture.done(CA.record(CaFixture.move("counted-" + card.id(), card.registerId())));
    CaFixture.done(CA.issue(CA.clerk(), card, CaFixture.keys(Authority.SIGNATURE)));
    List<AuditEntry> refusals =
        Stream.of(
                new OfficeAct.Refused("issueCertificates", "CARD_UNKNOWN", Optional.empty()),
                new OfficeAct.RefusedAgain(
                    "issueCertificates", "CARD_UNKNOWN", 4, CA.clock().instant()))
            .map(act ->
                AuditEntry.of(CA.clock().instant(), CA.clerk().actor(), act, new SecureRandom()))
            .toList();
    CA.transactions().use(handle -> EntryTable.append(handle, refusals));
    Map<StatisticKey, Long> now = counts("day", 3);
    for (Authority kind : Authority.values()) {
      assertThat(more(days, now, key(day, "issued", kind.id(), ""))).isEqualTo(1);
    }
    assertThat(more(days, now, key(day, "renewed", "signature", ""))).isEqualTo(1);
    assertThat(more(days, now, key(day, "revoked", "signature", "affiliationChanged")))
        .isEqualTo(1);
    assertThat(more(days, now, key(day, "refused", "", "CARD_UNKNOWN"))).isEqualTo(5);
    assertThat(now).isEqualTo(counts("day", 1_000));
    String month = day.substring(0, 7);
    assertThat(more(months, counts("month", 2), key(month, "issued", "signature", "")))
        .isEqualTo(1);
  }

  @Test
  void count_byManyAtOnce_countsEachEntryOnce() throws Exception {
    CA.clock().advance(Duration.ofDays(1));
    String day = day();
    Map<StatisticKey, Long> before = counts("day", 1_000);
    CA.issueBoth(CA.card());
    List<Callable<Boolean>> servers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      servers.add(() -> {
        new Statistics(CA.transactions()).count();
        return true;
      });
    }
    AtOnce.run(servers);
    assertThat(more(before, counts("day", 1_000), key(day, "issued", "signature", "")))
        .isEqualTo(1);
  }
}
