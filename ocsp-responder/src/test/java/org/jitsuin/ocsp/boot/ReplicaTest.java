package org.jitsuin.ocsp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ocsp.renewal.SignerRenewal;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.StatusRows;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.testing.ReplicaChain;
import org.jitsuin.testing.ReplicaChain.Place;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A responder behind a relay and a replica of the schema {@code status}, with real replication: it
 * stands still, is made anew and comes from another source, and nothing wrong is ever told.
 */
@Tag("stack")
class ReplicaTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int LOOKS = 120;
  private static final String NAME = "Nobody outside may read this";

  @TempDir private static Path home;
  private static ReplicaChain chain;

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final StatusRows rows = new StatusRows(Database.open(chain.admin()));
  private Lab lab;

  @BeforeAll
  static void startChain() {
    chain = ReplicaChain.start(home.resolve("chain"));
  }

  @AfterAll
  static void stopChain() {
    chain.close();
  }

  @BeforeEach
  void follow() {
    lab =
        new Lab(
            clock,
            Map.of("jitsuin.ocsp.freshness-limit", LIMIT.toString()),
            chain.ocsp(Place.REPLICA));
    lab.signers.run();
    // Where a test before ended in the middle.
    chain.execute(Place.REPLICA, "START SLAVE");
    arrive();
  }

  @AfterEach
  void close() {
    lab.statuses.close();
    lab.close();
  }

  /** A heartbeat, and all of it comes to the replica and is read there. */
  private void arrive() {
    rows.beat(clock.instant());
    chain.await();
    lab.statuses.run();
  }

  /**
   * Looks until it has looked: after a look that failed, as over a connection that ended, it rests.
   */
  private void lookAgain() {
    for (int i = 0; i < LOOKS; i++) {
      lab.statuses.run();
    }
  }

  private void revoke(Serial serial) {
    rows.revoke(
        Lab.SIGNATURE,
        serial,
        new Revocation(clock.instant(), RevocationReason.KEY_COMPROMISE, Optional.empty()));
  }

  /** What is told of a certificate, in a word or two. */
  private String told(Serial serial) {
    String status = Statuses.of(lab.ask(Lab.SIGNATURE, serial)).getFirst();
    return status.equals("certificateHold " + Instant.EPOCH)
        ? "never issued"
        : status.replaceFirst("^keyCompromise .*", "revoked");
  }

  @Test
  void run_whatTheAuthorityDid_isToldFromTheReplica() {
    Serial serial = rows.issue(Lab.SIGNATURE);
    arrive();
    assertThat(told(serial)).isEqualTo("good");
    revoke(serial);
    arrive();
    assertThat(told(serial)).isEqualTo("revoked");
    assertThat(told(rows.neverIssued())).isEqualTo("never issued");
  }

  /** The database answers as quickly as ever, and nothing new comes to it. */
  @Test
  void replicationStopped_nothingIsGoodNorNeverIssuedAfterTheLimit() {
    Serial old = rows.issue(Lab.SIGNATURE);
    arrive();
    chain.execute(Place.REPLICA, "STOP SLAVE");
    revoke(old);
    Serial young = rows.issue(Lab.SIGNATURE);
    clock.advance(Duration.ofSeconds(10));
    rows.beat(clock.instant());
    lab.statuses.run();
    // Known as of ten seconds ago; of what is not known nothing can be said.
    assertThat(told(old)).isEqualTo("good");
    assertThat(told(young)).isEqualTo("tryLater");
    clock.advance(LIMIT);
    lab.statuses.run();
    assertThat(told(old)).isEqualTo("tryLater");
    assertThat(told(young)).isEqualTo("tryLater");
    assertThat(told(rows.neverIssued())).isEqualTo("tryLater");
    chain.execute(Place.REPLICA, "START SLAVE");
    arrive();
    assertThat(told(old)).isEqualTo("revoked");
    assertThat(told(young)).isEqualTo("good");
  }

  /** One that was made anew from an older copy is late: what was known is not forgotten. */
  @Test
  void replicaMadeAnew_isBehindAndCatchesUp_andWhatWasRevokedIsNeverGood() {
    Serial serial = rows.issue(Lab.SIGNATURE);
    arrive();
    chain.execute(Place.REPLICA, "STOP SLAVE");
    chain.keepReplica();
    chain.execute(Place.REPLICA, "START SLAVE");
    revoke(serial);
    arrive();
    assertThat(told(serial)).isEqualTo("revoked");
    chain.putBackReplica();
    lookAgain();
    assertThat(lab.statuses.standstill())
        .hasValueSatisfying(why -> assertThat(why).contains("behind"));
    assertThat(told(serial)).isEqualTo("revoked");
    clock.advance(LIMIT.plusSeconds(1));
    lookAgain();
    assertThat(told(serial)).isEqualTo("tryLater");
    chain.execute(Place.REPLICA, "START SLAVE");
    arrive();
    lookAgain();
    assertThat(lab.statuses.standstill()).isEmpty();
    assertThat(told(serial)).isEqualTo("revoked");
  }

  @Test
  void sourceSwitched_goesOnWhereItWas() {
    Serial serial = rows.issue(Lab.SIGNATURE);
    arrive();
    chain.follow(Place.REPLICA, Place.PRIMARY);
    revoke(serial);
    rows.beat(clock.instant());
    chain.awaitFromPrimary();
    lab.statuses.run();
    assertThat(told(serial)).isEqualTo("revoked");
    chain.follow(Place.REPLICA, Place.RELAY);
    Serial next = rows.issue(Lab.SIGNATURE);
    arrive();
    assertThat(told(next)).isEqualTo("good");
    assertThat(told(serial)).isEqualTo("revoked");
    assertThat(lab.statuses.standstill()).isEmpty();
  }

  /**
   * As where a node is lost whose last change only its relay had, and the others give its number to
   * another change: no number is missing, and none is there twice.
   */
  @Test
  void anotherRowUnderItsNumber_isFoundByWhatTheFeedComesTo_andNothingIsTold() {
    Serial serial = rows.issue(Lab.SIGNATURE);
    arrive();
    chain.execute(Place.REPLICA, "STOP SLAVE");
    chain.keepReplica();
    try {
      chain.execute(
          Place.REPLICA,
          "UPDATE status.feed_head SET last = last + 1",
          """
          INSERT INTO status.feed (seq, issuer_no, serial, partition_no, not_after, recorded_at)
          SELECT seq + 1, issuer_no, serial, partition_no, not_after, recorded_at
            FROM status.feed ORDER BY seq DESC LIMIT 1
          """);
      revoke(serial);
      String passed = chain.ask(Place.PRIMARY, "SELECT @@gtid_binlog_pos");
      chain.execute(Place.REPLICA, "SET GLOBAL gtid_slave_pos = '" + passed + "'", "START SLAVE");
      Serial next = rows.issue(Lab.SIGNATURE);
      arrive();
      lookAgain();
      assertThat(lab.statuses.standstill())
          .hasValueSatisfying(why -> assertThat(why).contains("not all the authority's"));
      assertThat(told(serial)).isEqualTo("tryLater");
      assertThat(told(next)).isEqualTo("tryLater");
    } finally {
      chain.putBackReplica();
      chain.execute(Place.REPLICA, "START SLAVE");
    }
  }

  /** Not even in the binary log of the relay, which whoever copies from it reads. */
  @Test
  void relay_hasNothingButTheSchemaStatus() throws IOException {
    assertThat(chain.ask(Place.PRIMARY, "SELECT name FROM ca.resident")).isEqualTo(NAME);
    for (Place place : new Place[] {Place.RELAY, Place.REPLICA}) {
      assertThat(chain.ask(place, "SHOW DATABASES LIKE 'ca'")).as(place.name()).isEmpty();
    }
    assertThat(chain.binaryLog(Place.RELAY)).isNotEmpty();
    for (Path file : chain.binaryLog(Place.RELAY)) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .contains("status")
          .doesNotContain(NAME);
    }
    boolean there = false;
    for (Path file : chain.binaryLog(Place.PRIMARY)) {
      there |= new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(NAME);
    }
    assertThat(there).isTrue();
  }

  @Test
  void readersOfTheReplica_writeNothing() throws SQLException {
    try (Connection connection = chain.ocsp(Place.REPLICA).getConnection();
        Statement statement = connection.createStatement()) {
      for (String denied :
          new String[] {
            "INSERT INTO status.relying_party_count (day) VALUES (NOW())",
            "DELETE FROM status.feed",
            "UPDATE status.beat SET at = 0"
          }) {
        assertThatThrownBy(() -> statement.execute(denied)).isInstanceOf(SQLException.class);
      }
    }
  }

  /** It asks at home; where it has none, its health report says what is missing. */
  @Test
  void renewal_onAReplica_asksAtHome() {
    // The signers of the test stack, whose keys are in this token, last for two weeks.
    clock.advance(Duration.ofDays(12));
    renewal(Place.REPLICA).run();
    assertThat(reason(Place.REPLICA)).contains("jitsuin.db.home");
    SignerRenewal home = renewal(Place.PRIMARY);
    home.run();
    assertThat(
            chain.ask(
                Place.PRIMARY,
                "SELECT COUNT(*) FROM status.signer_request WHERE responder = 'replica-test'"))
        .isNotEqualTo("0");
    assertThat(home.confirm(Readiness.ready()).up()).isTrue();
  }

  private String reason(Place place) {
    SignerRenewal renewal = renewal(place);
    renewal.run();
    return renewal.confirm(Readiness.ready()).facts().getOrDefault("reason", "");
  }

  private SignerRenewal renewal(Place place) {
    return new SignerRenewal(
        Database.open(chain.ocsp(place)), lab.pool, clock, "replica-test", () -> false);
  }
}
