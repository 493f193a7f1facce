package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.ceremony.PrivateInstallation;
import org.jitsuin.installation.setup.DatabaseInstaller.Users;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The next release comes to a database with servers of this one: it expands the schema, both run,
 * and when this one is gone it takes away what was only for it. One database lives through it, step
 * by step.
 */
@Tag("stack")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SchemaMigrationTest {
  private static final int EXPANDING = 9_001;
  private static final int CONTRACTING = 9_002;
  private static final int LAST_CONTRACT = 9_003;
  private static final int LAST = 9_004;
  private static final Duration PATIENT = Duration.ofMinutes(2);

  @TempDir private static Path directory;
  private static PrivateInstallation installation;
  private static Jdbi admin;
  private static SchemaSteps next;
  private static SchemaSteps after;

  @BeforeAll
  static void install() throws IOException {
    installation = new PrivateInstallation(directory.resolve("home"), Size.SMALL);
    installation.start();
    admin = Database.open(installation.admin());
    Path further = Files.createDirectory(directory.resolve("next"));
    Files.writeString(
        further.resolve("V9001__more.sql"),
        "-- Step: expand.\nCREATE TABLE ca.next_release (one INT PRIMARY KEY);\n");
    Files.writeString(
        further.resolve("V9002__less.sql"), "-- Step: contract.\nDROP TABLE ca.lineage_count;\n");
    next = SchemaSteps.ofThisRelease().with(further);
  }

  @AfterAll
  static void end() {
    installation.database().kill();
  }

  private static SchemaMigration migration(SchemaSteps steps, Duration silence) {
    return new SchemaMigration(
        installation.admin(), steps, new LivingServers(installation.admin(), silence));
  }

  /** As a start of this release does. */
  private static SchemaMigration.Result startOfThisRelease() {
    return new DatabaseInstaller(installation.admin())
        .install(installation.secrets().databasePasswords(), Users.SHARED);
  }

  private static long count(String what) {
    return admin.withHandle(
        handle -> handle.select("SELECT COUNT(*) FROM " + what).mapTo(Long.class).one());
  }

  private static List<String> grants() {
    return admin.withHandle(
        handle -> handle.select("SHOW GRANTS FOR 'jitsuin_ca'@'%'").mapTo(String.class).list());
  }

  private static boolean isThere(String table) {
    return count(
            "information_schema.tables WHERE table_schema = 'ca' AND table_name = '" + table + "'")
        == 1;
  }

  @Test
  @Order(1)
  void start_ofThisRelease_isAtItsLastStep() {
    assertThat(startOfThisRelease().level().version())
        .isEqualTo(SchemaSteps.ofThisRelease().program().knows());
    assertThat(startOfThisRelease().waiting()).isEmpty();
  }

  @Test
  @Order(2)
  void expand_ofTheNextRelease_stopsBeforeWhatTakesSomethingAway() {
    SchemaMigration.Result result = migration(next, PATIENT).expand();
    assertThat(result.level().version()).isEqualTo(EXPANDING);
    assertThat(result.level().contracted()).isZero();
    assertThat(result.waiting().orElseThrow().version()).isEqualTo(CONTRACTING);
    assertThat(isThere("next_release")).isTrue();
    assertThat(isThere("lineage_count")).isTrue();
    assertThat(migration(next, PATIENT).expand()).isEqualTo(result);
  }

  /** A server of this release that starts again meanwhile takes nothing back, no grant either. */
  @Test
  @Order(3)
  void start_ofThisReleaseOverTheNext_changesNothing() {
    admin.useHandle(handle -> {
      handle.execute("GRANT SELECT ON ca.next_release TO 'jitsuin_ca'@'%'");
      // As after a change of the grants, which the next release has brought.
      handle.execute("UPDATE ca.schema_history SET checksum = 1 WHERE script = 'R__grants.sql'");
    });
    long history = count("ca.schema_history");
    assertThat(startOfThisRelease().level().version()).isEqualTo(EXPANDING);
    assertThat(count("ca.schema_history")).isEqualTo(history);
    assertThat(grants()).anyMatch(grant -> grant.contains("next_release"));
  }

  @Test
  @Order(4)
  void contract_serverOfThisReleaseLives_isRefusedAndNamesIt() {
    admin.useHandle(handle ->
        handle.execute(
            """
            INSERT INTO ca.server (name, home, boot, starts, knows)
            VALUES ('app-1', '0', 'a', 1, 9001), ('app-2', '0', 'b', 1, NULL), ('app-3', '0', 'c', 1, 9002)
            """));
    ScheduledExecutorService beats = beats("ca.server");
    try {
      SchemaMigration contracting = migration(next, PATIENT);
      assertThatThrownBy(contracting::contract)
          .isInstanceOf(SetupFailure.class)
          .hasMessageContaining("app-1, app-2")
          .hasMessageNotContaining("app-3");
    } finally {
      beats.close();
    }
    assertThat(isThere("lineage_count")).isTrue();
    assertThat(migration(next, PATIENT).expand().level().contracted()).isZero();
  }

  private static ScheduledExecutorService beats(String table) {
    ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    var _ =
        beats.scheduleWithFixedDelay(
            () ->
                admin.useHandle(
                    handle -> handle.execute("UPDATE " + table + " SET beat = beat + 1")),
            0,
            100,
            TimeUnit.MILLISECONDS);
    return beats;
  }

  /**
   * A validation authority is on a machine of its own and in no list of servers. What it says of
   * itself counts only while it is admitted.
   */
  @Test
  @Order(5)
  void contract_admittedResponderOfThisReleaseLives_isRefusedAndNamesIt() {
    admin.useHandle(handle -> {
      handle.execute("UPDATE ca.server SET stopped = TRUE");
      handle.execute(
          """
          INSERT INTO status.ocsp_responder (name, admission, state, since)
          VALUES ('validation-1', 1, 'admitted', 0), ('validation-2', 1, 'admitted', 0),
            ('validation-3', 2, 'withdrawn', 0), ('validation-4', 1, 'admitted', 0),
            ('validation-5', 1, 'admitted', 0), ('validation-6', 1, 'admitted', 0)
          """);
      handle.execute(
          """
          INSERT INTO status.responder_life (responder, knows, stopped)
          VALUES ('validation-1', 9001, FALSE), ('validation-2', NULL, FALSE),
            ('validation-3', 9001, FALSE), ('validation-4', 9002, FALSE),
            ('validation-5', 9001, TRUE)
          """);
    });
    ScheduledExecutorService beats = beats("status.responder_life");
    try {
      SchemaMigration contracting = migration(next, PATIENT);
      assertThatThrownBy(contracting::contract)
          .isInstanceOf(SetupFailure.class)
          .hasMessageContaining("these live: validation-1, validation-2;");
    } finally {
      beats.close();
    }
    assertThat(isThere("lineage_count")).isTrue();
  }

  /** Who has the password of the responders' user can give nobody's sign of life. */
  @Test
  @Order(6)
  void responderThatNobodyAdmitted_cannotSayThatItLives() {
    Jdbi ocsp = Jdbi.create(installation.poolUrl(DatabaseUser.OCSP, ""));
    for (String statement :
        new String[] {
          "INSERT INTO status.responder_life (responder, knows) VALUES ('mallory', 1)",
          "UPDATE status.responder_life SET responder = 'mallory'",
          "DELETE FROM status.responder_life"
        }) {
      assertThatThrownBy(() -> ocsp.useHandle(handle -> handle.execute(statement)))
          .as(statement)
          .isInstanceOf(JdbiException.class);
    }
    assertThat(count("status.responder_life WHERE responder = 'mallory'")).isZero();
  }

  @Test
  @Order(7)
  void contract_noneLives_takesItAwayAndShutsThisReleaseOut() {
    // Some ended in order, others were not heard of for as long as it takes: it says of which.
    admin.useHandle(
        handle -> handle.execute("UPDATE ca.server SET stopped = name = 'app-1' WHERE TRUE"));
    SchemaMigration.Result result = migration(next, Duration.ZERO).contract();
    assertThat(result.level().version()).isEqualTo(CONTRACTING);
    assertThat(result.level().contracted()).isEqualTo(CONTRACTING);
    assertThat(result.waiting()).isEmpty();
    assertThat(result.passedOver())
        .containsExactly("app-2", "validation-1", "validation-2", "validation-6");
    assertThat(isThere("lineage_count")).isFalse();
    assertThatThrownBy(SchemaMigrationTest::startOfThisRelease)
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("newer");
    assertThat(migration(next, PATIENT).expand().level()).isEqualTo(result.level());
  }

  /** Nobody asked for what takes away before a further release brings more, with its grants. */
  @Test
  @Order(8)
  void contract_moreBehindIt_isGrantedWhenItIsThere() throws IOException {
    Path further = Files.createDirectory(directory.resolve("after"));
    Files.writeString(
        further.resolve("V9003__less.sql"), "-- Step: contract.\nDROP TABLE ca.next_release;\n");
    Files.writeString(
        further.resolve("V9004__more.sql"),
        "-- Step: expand.\nCREATE TABLE ca.after_next (one INT PRIMARY KEY);\n");
    Files.writeString(
        further.resolve("R__more_grants.sql"),
        "GRANT SELECT ON ca.after_next TO 'jitsuin_ca'@'%';\n");
    after = next.with(further);
    assertThat(migration(after, PATIENT).expand().level())
        .isEqualTo(new SchemaLevel(CONTRACTING, CONTRACTING));
    assertThat(migration(after, Duration.ZERO).contract().level())
        .isEqualTo(new SchemaLevel(LAST, LAST_CONTRACT));
    assertThat(grants()).anyMatch(grant -> grant.contains("after_next"));
  }

  /** Killed when it had done them, and not yet said so. */
  @Test
  @Order(9)
  void expand_stepsThatNobodyWasToldOf_areTold() {
    admin.useHandle(
        handle -> handle.execute("UPDATE status.schema_level SET version = 9001, contracted = 0"));
    assertThat(migration(after, PATIENT).expand().level())
        .isEqualTo(new SchemaLevel(LAST, LAST_CONTRACT));
  }
}
