package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("stack")
class RevocationJobTableTest {
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");
  private static final Mark PROPOSED = new Mark("one", NOW);
  private static final Issuer ISSUER = new Issuer(Authority.USER_IDENTIFICATION, 3);
  private static final Optional<Instant> FROM = Optional.of(Instant.parse("2025-01-01T00:00:00Z"));
  private static final Optional<Instant> UNTIL = Optional.of(Instant.parse("2025-02-01T00:00:00Z"));

  static Stream<RevocationSelection> selections() {
    return Stream.of(
        new RevocationSelection.OfMunicipality("47382", IssueWindow.ALL),
        new RevocationSelection.OfMunicipality("47382", new IssueWindow(FROM, Optional.empty())),
        new RevocationSelection.OfMunicipality("47382", new IssueWindow(Optional.empty(), UNTIL)),
        new RevocationSelection.OfGeneration(ISSUER, 7, IssueWindow.ALL),
        new RevocationSelection.OfGeneration(ISSUER, 7, new IssueWindow(FROM, UNTIL)),
        new RevocationSelection.OfAuthority(ISSUER, 7, Serial.parse("0a0b")),
        new RevocationSelection.OfSerials(Authority.SIGNATURE, Optional.empty()),
        new RevocationSelection.OfSerials(Authority.SIGNATURE, Optional.of("47382")));
  }

  private static Order order(RevocationSelection selection, Optional<Instant> invalidSince) {
    return new Order(
        UUID.randomUUID().toString(),
        selection,
        RevocationCause.KEY_COMPROMISE,
        invalidSince,
        "理由",
        50);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void job_proposed_isReadAsItWasProposed(RevocationSelection selection) {
    for (Optional<Instant> invalidSince : List.of(Optional.<Instant>empty(), FROM)) {
      Order order = order(selection, invalidSince);
      Undone.transaction(handle -> {
        RevocationJobTable.insert(handle, order, 12, PROPOSED);
        RevocationJob job = RevocationJobTable.find(handle, order.id()).orElseThrow();
        assertThat(job)
            .isEqualTo(
                new RevocationJob(
                    job.number(),
                    order,
                    RevocationJobState.PROPOSED,
                    new Counts(12, 0, 0),
                    new Course(
                        PROPOSED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    Cursor.START,
                    Boundary.NONE));
      });
    }
  }

  @Test
  void job_workedOn_tellsHowFarItIsAndWhoDidWhat() {
    Order order = order(new RevocationSelection.OfMunicipality("47382", IssueWindow.ALL), FROM);
    Mark approved = new Mark("two", NOW.plusMillis(1));
    Mark ended = new Mark("three", NOW.plusMillis(4));
    Cursor cursor = new Cursor(5, NOW.toEpochMilli(), 7, Optional.of(Serial.parse("0c")));
    Undone.transaction(handle -> {
      RevocationJobTable.insert(handle, order, 12, PROPOSED);
      RevocationJobTable.approve(handle, order.id(), 13, approved);
      assertThat(RevocationJobTable.running(handle, 1_000))
          .extracting(job -> job.order().id())
          .contains(order.id());
      RevocationJobTable.progress(
          handle, order.id(), new Counts(13, 0, 0), Cursor.START, NOW.plusMillis(2));
      assertThat(RevocationJobTable.lock(handle, order.id()).orElseThrow().cursor())
          .isEqualTo(Cursor.START);
      RevocationJobTable.progress(
          handle, order.id(), new Counts(13, 8, 4), cursor, NOW.plusMillis(3));
      RevocationJobTable.end(handle, order.id(), RevocationJobState.FINISHED, ended);
      RevocationJob job = RevocationJobTable.find(handle, order.id()).orElseThrow();
      assertThat(job)
          .isEqualTo(
              new RevocationJob(
                  job.number(),
                  order,
                  RevocationJobState.FINISHED,
                  new Counts(13, 8, 4),
                  new Course(
                      PROPOSED,
                      Optional.of(approved),
                      Optional.of(NOW.plusMillis(2)),
                      Optional.of(ended),
                      Optional.empty()),
                  cursor,
                  Boundary.NONE));
      assertThat(RevocationJobTable.running(handle, 1_000)).doesNotContain(job);
    });
  }

  /** Jobs that an earlier version began have no partition in their cursor. */
  @Test
  void job_begunByAnEarlierVersion_goesOnInThePartitionsFromTheFirst() {
    Order order = order(new RevocationSelection.OfGeneration(ISSUER, 7, IssueWindow.ALL), FROM);
    Undone.transaction(handle -> {
      RevocationJobTable.insert(handle, order, 12, PROPOSED);
      handle.execute(
          """
          UPDATE ca.revocation_job SET cursor_not_before = 9, cursor_issuer = 7,
            cursor_serial = x'0c'
          WHERE job_id = ?
          """,
          order.id());
      assertThat(RevocationJobTable.find(handle, order.id()).orElseThrow().cursor())
          .isEqualTo(new Cursor(0, 9, 7, Optional.of(Serial.parse("0c"))));
    });
  }
}
