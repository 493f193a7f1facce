package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.jitsuin.ca.store.CertificateSearch.Criteria;
import org.jitsuin.ca.store.CertificateSearch.Found;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("stack")
class CertificateSearchTest {
  /** In the middle of the two hundred days on which the certificates of the filled tables end. */
  private static final Instant NOW = Instant.parse("2025-03-10T03:00:00Z");

  private static final int LIMIT = 50;

  /** A page reads its own rows, an issuer and a partition for each, and where it begins. */
  private static final int MOST_ROWS_A_RANGE = 3 * LIMIT + 20;

  private static Jdbi admin;

  @BeforeAll
  static void fill() {
    admin = TestStack.shared().jdbi("admin");
    FilledTables.fill(admin);
  }

  static Stream<Criteria> criteria() {
    List<Optional<CertificateState>> states =
        Stream.concat(
                Stream.of(Optional.<CertificateState>empty()),
                Stream.of(CertificateState.values()).map(Optional::of))
            .toList();
    return Stream.of(Optional.of(FilledTables.LARGE), Optional.of(FilledTables.SMALL))
        .flatMap(residence ->
            states.stream()
                .flatMap(state ->
                    Stream.of(
                            Optional.<Instant>empty(),
                            Optional.of(Instant.parse("2025-05-01T00:00:00Z")))
                        .map(end -> new Criteria(residence, Optional.empty(), state, end))));
  }

  /** Every page, one after the other. */
  private static List<Found> pages(Handle handle, Criteria criteria, int limit) {
    List<Found> all = new ArrayList<>();
    Optional<CertificateKey> after = Optional.empty();
    while (true) {
      List<Found> page = CertificateSearch.page(handle, criteria, NOW, after, limit);
      assertThat(page.size()).isLessThanOrEqualTo(limit);
      all.addAll(page);
      if (page.size() < limit) {
        return all;
      }
      after = Optional.of(CertificateKey.of(page.getLast().certificate()));
    }
  }

  @ParameterizedTest
  @MethodSource("criteria")
  void page_oneAfterTheOther_giveAllThatMatchOnceAndInOrder(Criteria criteria) {
    admin.useHandle(handle -> {
      List<CertificateKey> found =
          pages(handle, criteria, 200).stream()
              .map(Found::certificate)
              .map(CertificateKey::of)
              .toList();
      assertThat(found).isEqualTo(expected(handle, criteria)).isNotEmpty();
    });
  }

  /** By another way: all rows of the village, matched and sorted here. */
  private static List<CertificateKey> expected(Handle handle, Criteria criteria) {
    List<String> residents =
        handle
            .select(
                "SELECT register_id FROM ca.resident WHERE municipality = ?",
                criteria.residence().orElseThrow())
            .mapTo(String.class)
            .list();
    return CertificateTable.ofResidents(handle, residents).stream()
        .map(OwnedCertificate::certificate)
        .filter(one -> criteria.match(one, NOW))
        .map(CertificateKey::of)
        .sorted(CertificateSearch.ORDER)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("criteria")
  void page_anywhere_readsNoMoreRowsThanItGives(Criteria ofResidence) {
    Criteria everywhere =
        new Criteria(
            Optional.empty(), Optional.empty(), ofResidence.state(), ofResidence.endsBefore());
    admin.useHandle(handle -> {
      for (Criteria criteria : List.of(ofResidence, everywhere)) {
        int ranges = criteria.state().isEmpty() ? 3 : 2;
        List<Found> all = pages(handle, criteria, 200);
        for (int at : new int[] {0, all.size() / 3, all.size() - 2}) {
          Optional<CertificateKey> after =
              Optional.of(CertificateKey.of(all.get(at).certificate()));
          long read =
              FilledTables.rowsRead(
                  handle, () -> CertificateSearch.page(handle, criteria, NOW, after, LIMIT));
          assertThat(read)
              .as("rows read behind row %d of %d: %s", at, all.size(), criteria)
              .isLessThanOrEqualTo((long) ranges * MOST_ROWS_A_RANGE);
        }
      }
    });
  }

  @Test
  void page_ofOneAuthority_givesThatOnly() {
    Criteria criteria =
        new Criteria(
            Optional.of(FilledTables.SMALL),
            Optional.of(Authority.SIGNATURE),
            Optional.of(CertificateState.SUSPENDED),
            Optional.empty());
    admin.useHandle(handle -> {
      List<Found> found = pages(handle, criteria, LIMIT);
      assertThat(found)
          .isNotEmpty()
          .allSatisfy(one -> {
            assertThat(one.certificate().kind()).isEqualTo(Authority.SIGNATURE);
            assertThat(one.certificate().isOnHold()).isTrue();
            assertThat(one.residence()).isEqualTo(FilledTables.SMALL);
          });
    });
  }

  @ParameterizedTest
  @MethodSource("criteria")
  void statement_explained_readsARangeOfItsIndexInOrder(Criteria criteria) {
    admin.useHandle(handle -> {
      for (boolean continued : new boolean[] {false, true}) {
        Map<String, Object> plan = plan(handle, criteria, continued);
        assertThat(plan.get("key")).isEqualTo("standing_of_residence");
        assertThat(plan.get("type")).isEqualTo("range");
        assertThat((String) plan.get("extra")).doesNotContain("filesort", "temporary");
      }
    });
  }

  private static Map<String, Object> plan(Handle handle, Criteria criteria, boolean continued) {
    return handle
        .createQuery("EXPLAIN " + CertificateSearch.statement(criteria, continued))
        .bind("standing", 0)
        .bind("from", 0)
        .bind("before", Long.MAX_VALUE)
        .bind("residence", criteria.residence())
        .bind("notAfter", NOW.toEpochMilli())
        .bind("issuer", 1)
        .bind("serial", new byte[] {1})
        .bind("limit", LIMIT)
        .mapToMap()
        .first();
  }

  @Test
  void order_ofKeys_isThatOfTheDatabase() {
    Criteria criteria =
        new Criteria(
            Optional.of(FilledTables.SMALL),
            Optional.empty(),
            Optional.of(CertificateState.REVOKED),
            Optional.empty());
    admin.useHandle(handle -> {
      List<CardCertificate> found =
          CertificateSearch.page(handle, criteria, NOW, Optional.empty(), 200).stream()
              .map(Found::certificate)
              .toList();
      assertThat(found)
          .isSortedAccordingTo(Comparator.comparing(CertificateKey::of, CertificateSearch.ORDER));
      assertThat(IntStream.range(1, found.size()))
          .as("some end on the same day")
          .anyMatch(i -> found.get(i).notAfter().equals(found.get(i - 1).notAfter()));
    });
  }
}
