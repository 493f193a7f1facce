package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJob.Boundary;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.RevocationJob.Course;
import org.jitsuin.ca.store.RevocationJob.Cursor;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.ca.store.RevocationTargets.Listed;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job meets each certificate once, and a portion costs the same wherever it is. */
@Tag("stack")
class RevocationTargetsTest {
  /** Each with its intent. */
  private static final int READS_OF_OTHERS = 3;

  private static final int PORTION = 200;

  /** A portion's rows, of the list of serials too, and a few to find the place. */
  private static final int ROWS = 2 * PORTION + 10;

  /** Before any of the certificates that were filled in ran out. */
  private static final Instant AT = Instant.parse("2024-12-01T00:00:00Z");

  /** That in which all of them were issued, in its first second. */
  private static final IssueWindow HOUR =
      new IssueWindow(
          Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
          Optional.of(Instant.parse("2020-01-01T01:00:00Z")));

  private static final Jdbi ADMIN = TestStack.shared().jdbi("admin");

  @BeforeAll
  static void fill() {
    FilledTables.fill(ADMIN);
  }

  static Stream<RevocationSelection> selections() {
    int number =
        ADMIN.withHandle(handle ->
            handle
                .select("SELECT MIN(issuer_no) FROM status.issuer WHERE authority = 'signature'")
                .mapTo(int.class)
                .one());
    return Stream.of(
        new RevocationSelection.OfMunicipality(FilledTables.LARGE, IssueWindow.ALL),
        new RevocationSelection.OfMunicipality(FilledTables.LARGE, HOUR),
        new RevocationSelection.OfGeneration(
            new Issuer(Authority.SIGNATURE, 1), number, IssueWindow.ALL),
        new RevocationSelection.OfGeneration(new Issuer(Authority.SIGNATURE, 1), number, HOUR),
        new RevocationSelection.OfSerials(Authority.SIGNATURE, Optional.empty()));
  }

  private static Order order(RevocationSelection selection, String id) {
    return new Order(id, selection, RevocationCause.EX_OFFICIO, Optional.empty(), "x", 1);
  }

  private static RevocationJob job(RevocationSelection selection, String id, Cursor cursor) {
    Mark proposed = new Mark("x", AT);
    return new RevocationJob(
        1,
        order(selection, id),
        RevocationJobState.RUNNING,
        new Counts(0, 0, 0),
        new Course(
            proposed, Optional.of(proposed), Optional.empty(), Optional.empty(), Optional.empty()),
        cursor,
        new Boundary(Optional.of(1L), Optional.of(0L), false));
  }

  /** Every third signature certificate that was filled in. */
  private static void list(Handle handle, String job) {
    List<Listed> some =
        handle
            .createQuery(
                """
                SELECT issuer_no, serial, residence FROM ca.certificate
                WHERE authority = 'signature' AND register_id LIKE 'fill-%3'
                """)
            .map((row, _) ->
                new Listed(
                    row.getInt("issuer_no"),
                    Serial.of(row.getBytes("serial")),
                    row.getString("residence")))
            .list();
    RevocationTargets.keep(handle, job, some);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void next_portionByPortion_givesEachOnceAndReadsNoMoreThanItGives(RevocationSelection selection) {
    ADMIN.useTransaction(handle -> {
      String id = UUID.randomUUID().toString();
      if (selection instanceof RevocationSelection.OfSerials) {
        list(handle, id);
      }
      List<Target> all = new ArrayList<>();
      List<Target> portion;
      Cursor cursor = Cursor.START;
      long bound = ROWS + READS_OF_OTHERS * (others(handle) + places(handle));
      do {
        RevocationJob job = job(selection, id, cursor);
        List<Target> next = new ArrayList<>();
        long read =
            FilledTables.rowsRead(
                handle, () -> next.addAll(RevocationTargets.next(handle, job, AT, PORTION)));
        assertThat(read).isLessThanOrEqualTo(bound);
        portion = next;
        all.addAll(portion);
        cursor = portion.isEmpty() ? cursor : portion.getLast().place();
      } while (portion.size() == PORTION);
      assertThat(all).hasSize((int) RevocationCount.of(handle, order(selection, id), AT, 100_000));
      assertThat(all.size()).isGreaterThan(3 * PORTION);
      assertThat(new HashSet<>(all)).hasSameSizeAs(all);
      assertThat(all).extracting(Target::place).isSortedAccordingTo(order(selection));
      handle.rollback();
    });
  }

  /** What other tests left in the table, and is passed over. */
  private static long others(Handle handle) {
    return handle
        .select("SELECT COUNT(*) FROM ca.certificate WHERE register_id NOT LIKE 'fill-%'")
        .mapTo(long.class)
        .one();
  }

  /** Each is looked into once where all municipalities are selected. */
  private static long places(Handle handle) {
    return handle.select("SELECT COUNT(*) FROM status.crl_partition").mapTo(long.class).one();
  }

  private static Comparator<Cursor> order(RevocationSelection selection) {
    Comparator<Cursor> serials =
        Comparator.comparingInt(Cursor::issuerNumber)
            .thenComparing(Cursor::octets, Arrays::compareUnsigned);
    boolean bySerial =
        switch (selection) {
          case RevocationSelection.OfMunicipality _ -> false;
          case RevocationSelection.OfGeneration of -> of.window().isAll();
          case RevocationSelection.OfSerials _, RevocationSelection.OfAuthority _ -> true;
        };
    return bySerial
        ? serials
        : Comparator.comparingInt(Cursor::partition)
            .thenComparingLong(Cursor::notBefore)
            .thenComparing(serials);
  }

  /** What is issued outside of the time is of no concern. */
  @Test
  void next_besideTheWindow_givesNothing() {
    Instant first = HOUR.from().orElseThrow();
    for (IssueWindow window :
        List.of(
            new IssueWindow(Optional.empty(), Optional.of(first)),
            new IssueWindow(Optional.of(first.plusSeconds(1)), Optional.empty()))) {
      RevocationSelection selection =
          new RevocationSelection.OfMunicipality(FilledTables.LARGE, window);
      ADMIN.useHandle(handle -> {
        assertThat(RevocationTargets.next(handle, job(selection, "x", Cursor.START), AT, PORTION))
            .isEmpty();
        assertThat(RevocationCount.of(handle, order(selection, "x"), AT)).isZero();
      });
    }
  }

  /** However many there are: looked at are so many, and told is what was counted from the feed. */
  @Test
  void count_ofMany_readsNoMoreThanItMay() {
    RevocationSelection selection =
        new RevocationSelection.OfMunicipality(FilledTables.LARGE, IssueWindow.ALL);
    ADMIN.useTransaction(handle -> {
      handle.execute(
          """
          INSERT INTO ca.partition_load (partition_no, certificates)
          SELECT partition_no, 777 FROM status.crl_partition WHERE municipality = ?
          """,
          FilledTables.LARGE);
      long partitions =
          handle
              .select(
                  "SELECT COUNT(*) FROM status.crl_partition WHERE municipality = ?",
                  FilledTables.LARGE)
              .mapTo(long.class)
              .one();
      long read =
          FilledTables.rowsRead(
              handle,
              () ->
                  assertThat(RevocationCount.of(handle, order(selection, "x"), AT, PORTION))
                      .isEqualTo(777 * partitions));
      // Each of them, with its intent, and the partitions.
      assertThat(read).isLessThan(6 * PORTION);
      handle.rollback();
    });
  }
}
