package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.server.Health;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plays that a key, an account or a password is in other hands, on the deployed server: how far the
 * thief gets, how it is seen, how it is ended. {@code docs/incident.md} has the same steps for
 * people.
 */
@Tag("deployed")
class DrillsIT extends DeployedServerTest {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int TRIES = 100;

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final Personnel personnel = new Personnel(installation());

  /** At the counter of one town: what a clerk may, in the clerk's name, until somebody looks. */
  @Test
  void clerk_stolen_isSeenByEachActAndShutOut() throws Exception {
    String person = person("clerk");
    StaffClient thief = personnel.join(person, "office-clerk", Optional.of("13221"));
    TestCard card = TestCard.register(installation());
    desk.answer(200, thief.get("/cards/" + card.id));
    String unchecked = card.p384Requests().replace(OfficeRequests.CHECKED + ",", "");
    desk.refused(
        "IDENTITY_CHECK_NEEDED", thief.post("/cards/" + card.id + "/certificates", unchecked));
    desk.refused("NOT_ALLOWED", thief.post("/revocation-jobs", "{}"));
    Map<String, String> serials = desk.issue(card);
    String revocation = "/certificates/signature/" + serials.get("signature") + "/revocation";
    desk.refused("GROUND_NOT_ALLOWED", thief.post(revocation, "{\"ground\":\"ex-officio\"}"));

    assertThat(acts(person)).contains("staff-recognised", "holder-read", "refused");
    shutOut(thief, person, desk.as("supervisor-13221"));
  }

  /** Half of what two people do: what the other half was needed for does not happen. */
  @Test
  void supervisor_stolen_agreesToNothingOfItsOwn() throws Exception {
    String person = person("supervisor");
    StaffClient thief = personnel.join(person, "office-supervisor", Optional.of("13221"));
    String wish = "{\"kinds\":[\"registration\"]}";
    String office = "/offices/13221/dual-control";
    desk.answer(200, thief.post(office, wish));
    desk.refused("SAME_PERSON", thief.post(office + "/approval", wish));
    TestCard card = TestCard.register(installation());
    String serial = desk.issue(card).get("signature");
    JsonNode job = desk.answer(201, thief.post("/revocation-jobs", job(serial, "erroneous-issue")));
    String path = "/revocation-jobs/" + job.get("job").asText();
    desk.refused("SAME_PERSON", thief.post(path + "/approval", "{}"));
    desk.refused("NOT_ALLOWED", thief.post("/issuing", "{\"open\":false,\"reason\":\"x\"}"));

    assertThat(acts(person)).contains("dual-control-proposed", "revocation-job-proposed");
    shutOut(thief, person, desk.as("operator"));
    fell(path, person);
    assertThat(desk.as("auditor").get(office).body().path("proposed").isMissingNode()).isTrue();
    desk.awaitOcsp(card, "signature", "signature.pem: good");
  }

  /** It lets nobody in, and what it asks two for falls with it. */
  @Test
  void operator_stolen_opensNoDoorForOthers() throws Exception {
    String person = person("operator");
    StaffClient thief = personnel.join(person, "ca-operator", Optional.empty());
    String accomplice = person("accomplice");
    JsonNode proposed =
        desk.answer(
            201,
            thief.post("/staff", Personnel.registration(accomplice, "ca-operator").toString()));
    String approval = "/staff/changes/" + proposed.get("change").asText() + "/approval";
    String content = "{\"content\":\"" + proposed.get("content").asText() + "\"}";
    desk.refused("SAME_PERSON", thief.post(approval, content));
    TestCard card = TestCard.register(installation());
    String serial = desk.issue(card).get("signature");
    JsonNode job = desk.answer(201, thief.post("/revocation-jobs", job(serial, "ex-officio")));
    String path = "/revocation-jobs/" + job.get("job").asText();
    desk.refused("SAME_PERSON", thief.post(path + "/approval", "{}"));
    desk.refused("NOT_ALLOWED", thief.get("/cards/" + card.id));
    desk.answer(200, thief.post("/issuing", "{\"open\":false,\"reason\":\"x\"}"));
    try {
      assertThat(acts(person))
          .contains("staff-change-proposed", "revocation-job-proposed", "issuing-closed");
      shutOut(thief, person, desk.as("operator2"));
    } finally {
      desk.answer(200, desk.as("operator").post("/issuing", "{\"open\":true}"));
    }
    assertThat(desk.as("operator").post(approval, content).status()).isNotEqualTo(200);
    assertThat(desk.as("auditor").get("/staff/" + accomplice).status()).isEqualTo(404);
    fell(path, person);
    desk.awaitOcsp(card, "signature", "signature.pem: good");
  }

  /** What the thief proposed is nobody's any more: another one does not approve it by mistake. */
  private void fell(String job, String person) throws IOException {
    JsonNode fallen = desk.as("operator").get(job).body();
    assertThat(fallen.get("state").asText()).isEqualTo("cancelled");
    assertThat(fallen.get("fellWith").asText()).isEqualTo(person);
    desk.refused("JOB_NOT_PROPOSED", desk.as("operator2").post(job + "/approval", "{}"));
  }

  /** False events end certificates until somebody notices; each is in the log, with its sender. */
  @Test
  void feed_stolen_endsWhatItReports_andNothingElse_untilShutOut() throws Exception {
    String person = person("feed");
    StaffClient thief = personnel.join(person, "register-feed", Optional.empty());
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    String death =
        "{\"event\":\"E-%s\",\"registerId\":\"%s\",\"kind\":\"died\",\"occurredOn\":\"%s\"}"
            .formatted(
                UUID.randomUUID(), card.registerId, JapanTime.date(Clocks.system().instant()));
    desk.answer(200, thief.post("/resident-events", death));
    desk.awaitOcsp(card, "signature", "signature.pem: revoked");
    desk.refused("NOT_ALLOWED", thief.get("/cards/" + card.id));
    desk.refused("NOT_ALLOWED", thief.post("/cards", "{}"));

    assertThat(acts(person)).contains("resident-event-recorded");
    assertThat(desk.entries(card).findValuesAsText("act")).contains("certificate-revoked");
    shutOut(thief, person, desk.as("operator"));
    desk.refused("STAFF_UNKNOWN", thief.post("/resident-events", death));
  }

  /** Reads nearly everything and changes nothing; each look at somebody is in the log. */
  @Test
  void auditor_stolen_readsAndLeavesATraceOfEachLook() throws Exception {
    String person = person("auditor");
    StaffClient thief = personnel.join(person, "auditor", Optional.empty());
    TestCard card = TestCard.register(installation());
    String serial = desk.issue(card).get("signature");
    desk.answer(200, thief.get("/cards/" + card.id));
    desk.answer(200, thief.get("/audit/entries?limit=10"));
    desk.answer(200, thief.get("/powers"));
    String revocation = "/certificates/signature/" + serial + "/revocation";
    for (String act :
        new String[] {revocation, "/staff", "/revocation-jobs", "/issuing", "/applications"}) {
      desk.refused("NOT_ALLOWED", thief.post(act, "{}"));
    }

    assertThat(acts(person)).contains("staff-recognised", "holder-read", "refused");
    shutOut(thief, person, desk.as("operator"));
    desk.awaitOcsp(card, "signature", "signature.pem: good");
  }

  private static String person(String role) {
    return "drill-" + role + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String job(String serial, String ground) {
    return """
    {"selection":{"authority":"signature","serials":["%s"]},"ground":"%s","reason":"訓練","perSecond":50}
    """
        .formatted(serial, ground);
  }

  /** What the log tells of somebody, for auditors. */
  private List<String> acts(String person) throws IOException {
    return desk.as("auditor")
        .get("/audit/entries?limit=1000&actor=" + person)
        .body()
        .get("entries")
        .findValuesAsText("act");
  }

  /** One person shuts the thief out, on the connection that is open; two make it final. */
  private void shutOut(StaffClient thief, String person, StaffClient by) throws IOException {
    desk.answer(200, by.post("/staff/" + person + "/block", "{\"reason\":\"鍵の紛失\"}"));
    desk.refused("STAFF_UNKNOWN", thief.get("/caller"));
    personnel.withdraw(person);
    assertThat(desk.as("auditor").get("/staff/" + person).body().get("state").asText())
        .isEqualTo("withdrawn");
    desk.refused("STAFF_UNKNOWN", thief.get("/caller"));
  }

  /**
   * A revoked certificate shall pass for good. OCSP believes the feed; the CRL does not lose the
   * entry, the publisher says so, and whoever verifies is told both. What is right is written
   * behind what was forged.
   */
  @Test
  void databaseAdministrator_makesARevokedCertificateGood_isNamedAndSetRight() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    String serial = serials.get("signature");
    desk.revoke(serial);
    desk.awaitOcsp(card, "signature", "Reason: cessationOfOperation");
    String listed = "Serial Number: " + serial.toUpperCase(Locale.ROOT);
    desk.awaitCrl(card, "13221-g1", listed, "Cessation Of Operation");

    String rows = "serial = x'" + serial + "'";
    asAdministrator(
        "CREATE TABLE audit.stolen AS SELECT * FROM status.revocation WHERE " + rows,
        "DELETE FROM status.revocation WHERE " + rows,
        fed("NULL, NULL", "status.certificate", rows));
    try {
      desk.awaitOcsp(card, "signature", "signature.pem: good");
      // Whichever list would lose it first: that of the municipality, or the complete one.
      assertThat(awaitHealth(false)).contains("would vanish");
      desk.awaitCrl(card, "13221-g1", listed, "Cessation Of Operation");
      assertThat(verified())
          .anyMatch(told -> told.contains(serial) && told.contains("not on the way to its CRL"));
    } finally {
      asAdministrator(
          "INSERT INTO status.revocation SELECT * FROM audit.stolen",
          fed("reason, revoked_at", "audit.stolen", rows),
          "DROP TABLE audit.stolen");
    }
    desk.awaitOcsp(card, "signature", "Reason: cessationOfOperation");
    awaitHealth(true);
    assertThat(verified()).noneMatch(told -> told.contains(serial));
  }

  /**
   * Somebody has the password of the CRL publisher's database user: no row of the authority is
   * within reach, what is handed in besides is refused and told, and acts go on.
   */
  @Test
  void publishersDatabaseUser_forgesAnEntry_reachesNothing_andIsNamed() throws Exception {
    Map<String, String> given = PropertiesFile.read(installation().serverProperties());
    try (Connection thief =
            DriverManager.getConnection(
                given.get("jitsuin.db.url"),
                given.get("jitsuin.db.crl.user"),
                given.get("jitsuin.db.crl.password"));
        Statement statement = thief.createStatement()) {
      for (String denied :
          new String[] {
            "UPDATE status.audit_head SET last = 1",
            "UPDATE status.lease SET expires_at = 9000000000000000",
            "INSERT INTO audit.entry (entry_no, id, recorded_at, kind, body)"
                + " VALUES (1, 'x', 1, 'x', 'x')"
          }) {
        assertThatThrownBy(() -> statement.execute(denied))
            .as(denied)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("denied");
      }
      statement.execute(
          "INSERT INTO audit.submission (recorded_at, body) VALUES (1, '{\"act\":\"issuing-opened\"}')");
    }
    try {
      String told = health();
      for (int i = 0; i < TRIES && !told.contains("audit.submission"); i++) {
        Thread.sleep(STEP);
        told = health();
      }
      assertThat(told).contains("entries of the CRL publisher were refused");
      assertThat(awaitHealth(true)).contains("audit.submission");
      assertThat(verified())
          .anyMatch(finding -> finding.contains("the CRL publisher may not write"));
      assertThat(desk.issue(TestCard.register(installation()))).hasSize(2);
    } finally {
      asAdministrator("DELETE FROM audit.submission WHERE refusal IS NOT NULL");
    }
  }

  private static String health() {
    return ServerUnderTest.installation().server().health().toString();
  }

  /** Appends to the feed as the authority does, under the lock of its head. */
  private static String fed(String state, String table, String rows) {
    return "UPDATE status.feed_head SET last = last + 1; INSERT INTO status.feed"
        + " (seq, issuer_no, serial, partition_no, not_after, reason, revoked_at, recorded_at)"
        + " SELECT last, issuer_no, serial, partition_no, not_after, "
        + state
        + ", UNIX_TIMESTAMP() * 1000 FROM "
        + table
        + ", status.feed_head WHERE "
        + rows;
  }

  private static void asAdministrator(String... acts) throws SQLException {
    try (Connection connection = ServerUnderTest.installation().database().admin().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String act : acts) {
        for (String one : act.split("; ", -1)) {
          statement.execute(one);
        }
      }
      connection.commit();
    }
  }

  /** Waits until the server is ready, or is not; returns what it says of itself. */
  private static String awaitHealth(boolean ready) throws InterruptedException {
    Health health = ServerUnderTest.installation().server().health();
    for (int i = 0; i < TRIES && health instanceof Health.Ready != ready; i++) {
      Thread.sleep(STEP);
      health = ServerUnderTest.installation().server().health();
    }
    assertThat(health instanceof Health.Ready).as(health.toString()).isEqualTo(ready);
    return health.toString();
  }

  /** What {@code ./jitsuin audit verify} says of the database. */
  private static List<String> verified() {
    return new Verification(ServerUnderTest.installation()).run().lines();
  }
}
