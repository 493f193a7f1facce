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
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.ApplicationTable.Mark;
import org.jitsuin.ca.store.RevocationJobTable.Counts;
import org.jitsuin.ca.store.RevocationJobTable.Course;
import org.jitsuin.ca.store.RevocationJobTable.Cursor;
import org.jitsuin.ca.store.RevocationJobTable.Order;
import org.jitsuin.ca.store.RevocationJobTable.Row;
import org.jitsuin.ca.store.RevocationJobTable.State;
import org.jitsuin.ca.store.RevocationTargets.Listed;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.ca.testing.TestStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
        new RevocationSelection.OfMunicipality(FilledTables.LARGE),
        new RevocationSelection.OfGeneration(new Issuer(Authority.SIGNATURE, 1), number),
        new RevocationSelection.OfSerials(Authority.SIGNATURE, Optional.empty()));
  }

  private static Row job(RevocationSelection selection, String id, Cursor cursor) {
    Mark proposed = new Mark("x", AT);
    return new Row(
        1,
        new Order(id, selection, RevocationCause.EX_OFFICIO, Optional.empty(), "x", 1),
        State.RUNNING,
        new Counts(0, 0, 0),
        new Course(proposed, Optional.of(proposed), Optional.empty(), Optional.empty()),
        cursor);
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
      list(handle, id);
      List<Target> all = new ArrayList<>();
      List<Target> portion;
      Cursor cursor = Cursor.START;
      long bound = ROWS + READS_OF_OTHERS * others(handle);
      do {
        Row job = job(selection, id, cursor);
        List<Target> next = new ArrayList<>();
        long read =
            FilledTables.rowsRead(
                handle, () -> next.addAll(RevocationTargets.next(handle, job, AT, PORTION)));
        assertThat(read).isLessThanOrEqualTo(bound);
        portion = next;
        all.addAll(portion);
        cursor = portion.isEmpty() ? cursor : portion.getLast().place();
      } while (portion.size() == PORTION);
      assertThat(all).hasSize((int) RevocationTargets.count(handle, id, selection, AT));
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

  private static Comparator<Cursor> order(RevocationSelection selection) {
    Comparator<Cursor> serials =
        Comparator.comparingInt(Cursor::issuerNumber)
            .thenComparing(Cursor::octets, Arrays::compareUnsigned);
    return selection instanceof RevocationSelection.OfMunicipality
        ? Comparator.comparingLong(Cursor::notAfter).thenComparing(serials)
        : serials;
  }
}
