package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.store.CardSearch.EndKey;
import org.jitsuin.ca.store.CardSearch.Found;
import org.jitsuin.ca.store.CardSearch.SuspensionKey;
import org.jitsuin.ca.store.ResidentSearch.Person;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("stack")
class CardSearchTest {
  private static final int LIMIT = 20;
  private static final int MOST_ROWS = LIMIT + 10;

  /** Half of the suspensions of the filled tables began before. */
  private static final Instant BEFORE = Instant.parse("2025-01-20T00:00:00Z");

  private static final LocalDate FROM = LocalDate.of(2035, 2, 1);
  private static final LocalDate UNTIL = LocalDate.of(2035, 5, 1);

  private static Jdbi admin;

  @BeforeAll
  static void fill() {
    admin = TestStack.shared().jdbi("admin");
    FilledTables.fill(admin);
  }

  static Stream<Optional<String>> residences() {
    return Stream.of(Optional.of(FilledTables.LARGE), Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("residences")
  void suspended_pageAfterPage_givesAllOnceInOrderAndReadsNoMore(Optional<String> residence) {
    admin.useHandle(handle -> {
      List<String> found = new ArrayList<>();
      Optional<SuspensionKey> after = Optional.empty();
      List<Found> page;
      do {
        Optional<SuspensionKey> behind = after;
        long read =
            FilledTables.rowsRead(
                handle, () -> CardSearch.suspended(handle, residence, BEFORE, behind, LIMIT));
        assertThat(read).isLessThanOrEqualTo(MOST_ROWS);
        page = CardSearch.suspended(handle, residence, BEFORE, after, LIMIT);
        page.forEach(one -> found.add(one.card().id()));
        after =
            page.isEmpty()
                ? after
                : Optional.of(
                    new SuspensionKey(
                        page.getLast().card().suspension().orElseThrow().at(),
                        page.getLast().card().id()));
      } while (page.size() == LIMIT);
      List<String> expected =
          handle
              .createQuery(
                  """
                  SELECT card_id FROM ca.card IGNORE INDEX (suspended_at, suspension_of_residence)
                  WHERE suspended_at < :before AND (:residence IS NULL OR residence = :residence)
                  ORDER BY suspended_at, card_id
                  """)
              .bind("before", BEFORE.toEpochMilli())
              .bind("residence", residence)
              .mapTo(String.class)
              .list();
      assertThat(found).isEqualTo(expected).hasSizeGreaterThan(2 * LIMIT);
    });
  }

  @Test
  void ending_pageAfterPage_givesAllButThoseOfStayAndThoseThatLapsed() {
    admin.useHandle(handle -> {
      List<String> found = new ArrayList<>();
      Optional<EndKey> after = Optional.empty();
      List<Found> page;
      do {
        page = CardSearch.ending(handle, FilledTables.LARGE, FROM, UNTIL, after, 200);
        page.forEach(one -> found.add(one.card().id()));
        after =
            page.isEmpty()
                ? after
                : Optional.of(
                    new EndKey(page.getLast().card().expiresOn(), page.getLast().card().id()));
      } while (page.size() == 200);
      List<String> expected =
          handle
              .createQuery(
                  """
                  SELECT card_id FROM ca.card IGNORE INDEX (end_of_residence)
                  WHERE residence = :residence AND expires_on BETWEEN :from AND :until
                    AND ended_at IS NULL AND NOT expires_on < longest_until
                  ORDER BY expires_on, card_id
                  """)
              .bind("residence", FilledTables.LARGE)
              .bind("from", FROM)
              .bind("until", UNTIL)
              .mapTo(String.class)
              .list();
      assertThat(found).isEqualTo(expected).hasSizeGreaterThan(1_000);
    });
  }

  /** A few of those that it skips lie between. */
  @Test
  void ending_inTheMiddle_readsLittleMoreThanItGives() {
    admin.useHandle(handle -> {
      Optional<EndKey> middle = Optional.of(new EndKey(LocalDate.of(2035, 3, 15), "8"));
      long read =
          FilledTables.rowsRead(
              handle,
              () -> CardSearch.ending(handle, FilledTables.LARGE, FROM, UNTIL, middle, LIMIT));
      assertThat(read).isLessThanOrEqualTo(2L * MOST_ROWS);
    });
  }

  @Test
  void statements_explained_readARangeOfTheirIndexInOrder() {
    admin.useHandle(handle -> {
      for (boolean continued : new boolean[] {false, true}) {
        assertPlan(
            handle, CardSearch.suspendedStatement(true, continued), "suspension_of_residence");
        assertPlan(handle, CardSearch.suspendedStatement(false, continued), "suspended_at");
        assertPlan(handle, CardSearch.endingStatement(continued), "end_of_residence");
      }
    });
  }

  private static void assertPlan(Handle handle, String statement, String index) {
    Map<String, Object> plan =
        handle
            .createQuery("EXPLAIN " + statement)
            .bind("before", BEFORE.toEpochMilli())
            .bind("residence", FilledTables.LARGE)
            .bind("at", BEFORE.minusSeconds(86_400).toEpochMilli())
            .bind("card", "8")
            .bind("from", FROM)
            .bind("until", UNTIL)
            .bind("date", FROM.plusDays(40))
            .bind("limit", LIMIT)
            .mapToMap()
            .first();
    assertThat(plan.get("key")).as(statement).isEqualTo(index);
    assertThat(plan.get("type")).as(statement).isEqualTo("range");
    assertThat((String) plan.get("extra")).as(statement).doesNotContain("filesort", "temporary");
  }

  @Test
  void person_byNameAndBirthDate_readsThoseWithThemOnly() {
    Person person =
        new Person("名前17", BirthDate.parse("1940-01-18"), Optional.empty(), Optional.empty());
    admin.useHandle(handle -> {
      assertThat(ResidentSearch.find(handle, person, 20))
          .containsExactlyInAnyOrder("fill-17", "fill-4017");
      long read = FilledTables.rowsRead(handle, () -> ResidentSearch.find(handle, person, 20));
      assertThat(read).isLessThanOrEqualTo(10);
      Person addressed =
          new Person("名前17", person.birthDate(), Optional.of("住所17"), Optional.empty());
      assertThat(ResidentSearch.find(handle, addressed, 20)).containsExactly("fill-17");
      Person elsewhere =
          new Person(
              "名前17", person.birthDate(), Optional.of("住所17"), Optional.of(FilledTables.SMALL));
      assertThat(ResidentSearch.find(handle, elsewhere, 20)).isEmpty();
    });
  }

  /** Also the readings of those born on a day are in an index, and nothing else is read. */
  @Test
  void person_byReadingAndBirthDate_readsThoseWithThemOnly() {
    NameReading said = new NameReading(Optional.of("なまえ じゅうなな"), Optional.empty());
    Person person =
        new Person(
            Optional.empty(),
            said,
            BirthDate.parse("1940-01-18"),
            Optional.empty(),
            Optional.empty());
    admin.useHandle(handle -> {
      handle.execute(
          "UPDATE ca.resident SET name_kana = 'ナマエ　ジュウナナ' WHERE register_id = 'fill-17'");
      assertThat(ResidentSearch.find(handle, person, 20)).containsExactly("fill-17");
      long read = FilledTables.rowsRead(handle, () -> ResidentSearch.find(handle, person, 20));
      assertThat(read).isLessThanOrEqualTo(10);
    });
  }
}
