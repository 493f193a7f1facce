package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ocsp.testing.StatusRows;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class StatusFollowerTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");
  private static final int ISSUER = 1;
  private static final int RUNS_UNTIL_HEALED = 60;
  private static final Revocation REVOCATION =
      new Revocation(NOW.minusSeconds(60), RevocationReason.AFFILIATION_CHANGED);

  private final TestStack stack = TestStack.shared();
  private final StatusRows rows = new StatusRows(stack.jdbi("ca"));
  private final StoppedClock clock = new StoppedClock(NOW);
  private final StatusFollower follower = new StatusFollower(stack.jdbi("ocsp"), clock);

  private CertificateStatus status(Serial serial) {
    return follower
        .<CertificateStatus>read(lookup -> lookup.status(ISSUER, SerialKey.of(serial)))
        .orElseThrow();
  }

  private Instant asOf() {
    return follower.read(StatusLookup::asOf).orElseThrow();
  }

  private static CertificateStatus revoked() {
    return new CertificateStatus.Revoked(REVOCATION);
  }

  private static CertificateStatus good() {
    return new CertificateStatus.Good();
  }

  private void runUntilHealed() {
    for (int i = 0; i < RUNS_UNTIL_HEALED; i++) {
      follower.run();
    }
  }

  @Test
  void read_beforeFirstRun_knowsNothing() {
    assertThat(follower.read(StatusLookup::asOf)).isEmpty();
  }

  @Test
  void close_afterARun_tellsNothingFromThenOn() {
    follower.run();
    assertThat(follower.read(StatusLookup::asOf)).isPresent();
    follower.close();
    assertThat(follower.read(StatusLookup::asOf)).isEmpty();
    follower.run();
    assertThat(follower.read(StatusLookup::asOf)).isEmpty();
    assertThat(follower.octets()).isZero();
  }

  @Test
  void run_first_loadsWhatIsThere() {
    Serial kept = rows.issue(ISSUER);
    Serial ended = rows.issue(ISSUER);
    Serial longest = StatusRows.random(20);
    rows.issue(ISSUER, longest);
    rows.revoke(ISSUER, ended, REVOCATION);
    rows.beat(NOW);
    follower.run();
    assertThat(status(kept)).isEqualTo(good());
    assertThat(status(ended)).isEqualTo(revoked());
    assertThat(status(longest)).isEqualTo(good());
    assertThat(status(rows.neverIssued())).isEqualTo(new CertificateStatus.NeverIssued());
    assertThat(asOf()).isEqualTo(NOW);
  }

  @Test
  void run_again_followsTheLifeOfACertificate() {
    follower.run();
    Serial serial = rows.issue(ISSUER);
    assertThat(status(serial)).isEqualTo(new CertificateStatus.NeverIssued());
    follower.run();
    assertThat(status(serial)).isEqualTo(good());
    rows.revoke(ISSUER, serial, new Revocation(NOW, RevocationReason.CERTIFICATE_HOLD));
    follower.run();
    assertThat(status(serial))
        .isEqualTo(
            new CertificateStatus.Revoked(new Revocation(NOW, RevocationReason.CERTIFICATE_HOLD)));
    rows.lift(ISSUER, serial);
    clock.advance(Duration.ofSeconds(7));
    rows.beat(clock.instant());
    follower.run();
    assertThat(status(serial)).isEqualTo(good());
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(7));
  }

  @Test
  void run_invalidityDate_isLoadedAndFollowed() {
    Revocation dated =
        new Revocation(NOW, RevocationReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(3_600)));
    Serial before = rows.issue(ISSUER);
    rows.revoke(ISSUER, before, dated);
    Serial after = rows.issue(ISSUER);
    follower.run();
    rows.revoke(ISSUER, after, dated);
    follower.run();
    assertThat(status(before)).isEqualTo(new CertificateStatus.Revoked(dated));
    assertThat(status(after)).isEqualTo(new CertificateStatus.Revoked(dated));
    rows.lift(ISSUER, before);
    follower.run();
    assertThat(status(before)).isEqualTo(good());
    rows.revoke(ISSUER, before, REVOCATION);
    follower.run();
    assertThat(status(before)).isEqualTo(revoked());
  }

  @Test
  void run_moreThanABatch_catchesUpInOneRun() {
    follower.run();
    List<Serial> many = new ArrayList<>();
    stack
        .jdbi("ca")
        .useTransaction(handle -> {
          for (int i = 0; i < StatusDatabase.BATCH + 10; i++) {
            Serial serial = StatusRows.random(16);
            StatusRows.issue(handle, ISSUER, serial);
            many.add(serial);
          }
        });
    follower.run();
    assertThat(many).allSatisfy(serial -> assertThat(status(serial)).isEqualTo(good()));
  }

  /** The first to insert is the last to take the lock on the head of the feed, and to commit. */
  @Test
  void run_transactionsCommittedOutOfOrder_missesNone() {
    follower.run();
    Serial early = StatusRows.random(16);
    Serial late = StatusRows.random(16);
    Jdbi jdbi = stack.jdbi("ca");
    try (Handle slow = jdbi.open();
        Handle quick = jdbi.open()) {
      slow.begin();
      slow.execute(
          """
          INSERT INTO status.certificate (issuer_no, serial, partition_no, not_after)
          VALUES (?, ?, 1, 1)
          """,
          ISSUER,
          early.octets());
      quick.begin();
      StatusRows.issue(quick, ISSUER, late);
      follower.run();
      assertThat(status(late)).isEqualTo(new CertificateStatus.NeverIssued());
      quick.commit();
      follower.run();
      assertThat(status(late)).isEqualTo(good());
      StatusRows.revoke(slow, ISSUER, early, REVOCATION);
      follower.run();
      assertThat(status(early)).isEqualTo(new CertificateStatus.NeverIssued());
      slow.commit();
    }
    follower.run();
    assertThat(status(early)).isEqualTo(revoked());
  }

  /** As on a copy of the database that nothing reaches any more. */
  @Test
  void run_noNewHeartbeat_knownIsOfTheMomentOfTheLast() {
    rows.beat(NOW);
    follower.run();
    clock.advance(Duration.ofMinutes(5));
    rows.issue(ISSUER);
    follower.run();
    assertThat(asOf()).isEqualTo(NOW);
    rows.beat(NOW.plusSeconds(299));
    follower.run();
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(299));
  }

  @Test
  void run_heartbeatFromTheFuture_countsOnceAsCome() {
    rows.beat(NOW.plusSeconds(3_600));
    follower.run();
    assertThat(asOf()).isEqualTo(NOW);
    clock.advance(Duration.ofMinutes(5));
    follower.run();
    assertThat(asOf()).isEqualTo(NOW);
    rows.beat(NOW.plusSeconds(3_900));
    follower.run();
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void run_heartbeatOfMoreThanIsThere_isNotOfWhatIsKnown() {
    rows.beat(NOW);
    follower.run();
    clock.advance(Duration.ofSeconds(1));
    admin("UPDATE status.beat SET seq = seq + 1, at = ?", NOW.plusSeconds(1).toEpochMilli());
    follower.run();
    assertThat(asOf()).isEqualTo(NOW);
    rows.issue(ISSUER);
    follower.run();
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void nextLook_nothingNew_isNotCompleted() {
    rows.beat(NOW);
    follower.run();
    CompletableFuture<Void> next = follower.nextLook();
    follower.run();
    assertThat(next).isNotDone();
    clock.advance(Duration.ofSeconds(1));
    rows.beat(NOW.plusSeconds(1));
    follower.run();
    assertThat(next).isCompleted();
  }

  /** As if the database came back from a copy that was made before and has gone on differently. */
  @Test
  void run_feedReplacedByAnother_tellsNothingUntilOperatorsRecovered() {
    Serial lost = rows.issue(ISSUER);
    rows.revoke(ISSUER, lost, REVOCATION);
    follower.run();
    admin("DELETE FROM status.revocation WHERE serial = ?", lost.octets());
    admin("UPDATE status.feed SET recorded_at = 2 WHERE serial = ?", lost.octets());
    runUntilHealed();
    assertThat(follower.read(StatusLookup::asOf)).isEmpty();
    assertThat(follower.standstill().orElseThrow()).contains("not the known one");
    try {
      admin("INSERT INTO status.gap (begins_at, ends_at, recovered_at) VALUES (1, 1, 1)");
      runUntilHealed();
      assertThat(status(lost)).isEqualTo(good());
      assertThat(follower.standstill()).isEmpty();
    } finally {
      admin("DELETE FROM status.gap");
    }
  }

  /** As if a responder was connected to a wrong database for a while. */
  @Test
  void run_feedIsTheKnownOneAgain_isFollowedOnWithoutBeingLoaded() {
    Serial serial = rows.issue(ISSUER);
    follower.run();
    // Only the index still knows it.
    admin("DELETE FROM status.certificate WHERE serial = ?", serial.octets());
    admin("UPDATE status.feed SET recorded_at = 2 WHERE serial = ?", serial.octets());
    runUntilHealed();
    assertThat(follower.read(StatusLookup::asOf)).isEmpty();
    admin("UPDATE status.feed SET recorded_at = 1 WHERE serial = ?", serial.octets());
    runUntilHealed();
    assertThat(status(serial)).isEqualTo(good());
  }

  /** As on a copy that is late, after the one before it was connected. */
  @Test
  void run_headSmallerThanBefore_keepsWhatIsKnownAndItsMoment() {
    Serial ended = rows.issue(ISSUER);
    rows.beat(NOW);
    follower.run();
    rows.revoke(ISSUER, ended, REVOCATION);
    follower.run();
    clock.advance(Duration.ofMinutes(1));
    withoutTheLastRow(() -> {
      runUntilHealed();
      assertThat(status(ended)).isEqualTo(revoked());
      assertThat(asOf()).isEqualTo(NOW);
      assertThat(follower.standstill().orElseThrow()).contains("lacks the last 1 changes");
      rows.beat(NOW.plusSeconds(60));
      runUntilHealed();
      assertThat(asOf()).isEqualTo(NOW);
    });
    runUntilHealed();
    assertThat(status(ended)).isEqualTo(revoked());
    assertThat(follower.standstill()).isEmpty();
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(60));
  }

  /** The heartbeat has told of it, and the head counts it: nothing is begun without it. */
  @Test
  void run_firstTimeAndTheLastRowIsGone_tellsNothing() {
    rows.issue(ISSUER);
    rows.beat(NOW);
    withoutTheLastRow(() -> {
      admin("UPDATE status.feed_head SET last = last + 1");
      try (StatusFollower fresh = new StatusFollower(stack.jdbi("ocsp"), clock)) {
        fresh.run();
        assertThat(fresh.read(StatusLookup::asOf)).isEmpty();
      } finally {
        admin("UPDATE status.feed_head SET last = last - 1");
      }
    });
  }

  /** While something is done, the last row of the feed is not there. */
  private void withoutTheLastRow(Runnable work) {
    admin("CREATE TABLE status.kept_row AS SELECT * FROM status.feed ORDER BY seq DESC LIMIT 1");
    try {
      admin("DELETE FROM status.feed WHERE seq = (SELECT seq FROM status.kept_row)");
      admin("UPDATE status.feed_head SET last = last - 1");
      work.run();
    } finally {
      admin("UPDATE status.feed_head SET last = last + 1");
      admin("INSERT INTO status.feed SELECT * FROM status.kept_row");
      admin("DROP TABLE status.kept_row");
    }
  }

  @Test
  void run_gapInTheFeed_tellsNothing() {
    follower.run();
    admin("UPDATE status.feed_head SET last = last + 1");
    rows.issue(ISSUER);
    runUntilHealed();
    assertThat(follower.read(StatusLookup::asOf)).isEmpty();
    assertThat(follower.standstill().orElseThrow()).contains("not the known one");
  }

  private void admin(String sql, Object... parameters) {
    stack.jdbi("admin").useHandle(handle -> handle.execute(sql, parameters));
  }

  @Test
  void run_databaseSetBack_tellsNothingUntilItIsRecovered_andThenNotNeverIssuedOfTheGap() {
    Serial lost = new SerialSource(new SecureRandom()).next(NOW.minusSeconds(3_600));
    Serial before = new SerialSource(new SecureRandom()).next(NOW.minusSeconds(7_201));
    Serial longer = Serial.of(new BigInteger(1, lost.octets()).shiftLeft(16));
    Serial kept = rows.issue(ISSUER);
    follower.run();
    assertThat(status(lost)).isEqualTo(new CertificateStatus.NeverIssued());
    try {
      admin("UPDATE status.audit_head SET open = FALSE");
      follower.run();
      assertThat(follower.read(StatusLookup::asOf)).isEmpty();
      assertThat(follower.isSetBack()).isTrue();
      admin(
          "INSERT INTO status.gap (begins_at, ends_at, recovered_at) VALUES (?, ?, ?)",
          NOW.minusSeconds(7_200).toEpochMilli(),
          NOW.minusSeconds(1_800).toEpochMilli(),
          NOW.toEpochMilli());
      admin("UPDATE status.audit_head SET open = TRUE");
      follower.run();
      assertThat(status(kept)).isEqualTo(good());
      assertThat(status(lost)).isEqualTo(new CertificateStatus.Unknown());
      assertThat(status(before)).isEqualTo(new CertificateStatus.NeverIssued());
      assertThat(status(longer)).isEqualTo(new CertificateStatus.NeverIssued());
      rows.issue(ISSUER, lost);
      follower.run();
      assertThat(status(lost)).isEqualTo(good());
    } finally {
      admin("UPDATE status.audit_head SET open = TRUE");
      admin("DELETE FROM status.gap");
    }
  }

  /** A publisher cannot close the log; what it reports counts without the authority, too. */
  @Test
  void run_publisherFoundANewerCrl_tellsNothing() {
    Serial serial = rows.issue(ISSUER);
    follower.run();
    assertThat(status(serial)).isEqualTo(good());
    try {
      admin("INSERT INTO status.crl_setback VALUES ('signature-g1/x', 2, 1, 'x', 'x', 1)");
      follower.run();
      assertThat(follower.read(StatusLookup::asOf)).isEmpty();
      assertThat(follower.isSetBack()).isTrue();
    } finally {
      admin("DELETE FROM status.crl_setback");
    }
  }

  @Test
  void run_databaseGone_keepsWhatIsKnownAndHeals() throws InterruptedException {
    Serial serial = rows.issue(ISSUER);
    rows.beat(NOW);
    follower.run();
    stack.database().kill();
    try {
      clock.advance(Duration.ofMinutes(1));
      follower.run();
      assertThat(status(serial)).isEqualTo(good());
      assertThat(asOf()).isEqualTo(NOW);
    } finally {
      stack.database().start();
      // For that long the pools of the test stack trust a connection that has been idle.
      Thread.sleep(1_100);
    }
    rows.beat(clock.instant());
    runUntilHealed();
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca.resident", "ca.certificate", "audit.entry", "audit.disclosure"})
  void query_outsideTheStatusSchema_isDenied(String table) {
    assertThatThrownBy(() ->
            stack
                .jdbi("ocsp")
                .useHandle(
                    handle -> handle.createQuery("SELECT * FROM " + table).mapToMap().list()))
        .isInstanceOf(JdbiException.class)
        .hasMessageContaining("SELECT command denied");
  }

  @Test
  void update_ofTheStatusSchema_isDenied() {
    assertThatThrownBy(() ->
            stack.jdbi("ocsp").useHandle(handle -> handle.execute("DELETE FROM status.revocation")))
        .isInstanceOf(JdbiException.class)
        .hasMessageContaining("DELETE command denied");
  }
}
