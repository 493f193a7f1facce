package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.startup.StartOutcome;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole product as the launcher starts it: the demo, and what is left when the server is killed
 * in the middle of an issue or starts while what it needs is not there.
 */
@Tag("deployed")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SurvivalIT {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final int TRIES = 3_000;

  private static TestInstallation test;

  /** With both certificates since before anything was killed. */
  private static TestCard kept;

  @BeforeAll
  static void bringUp() {
    test = new TestInstallation("survival");
    assertThat(test.startup().run(Optional.empty())).isEqualTo(new StartOutcome.Ready(false));
  }

  @AfterAll
  static void bringDown() {
    test.delete();
  }

  @Test
  @Order(1)
  void up_whileItRuns_findsIt() {
    assertThat(test.startup().run(Optional.empty())).isEqualTo(new StartOutcome.Ready(true));
  }

  @Test
  @Order(2)
  void demo_endsWell() {
    Shell.Ended demo = launcher("demo");
    assertThat(demo.code()).as(demo.output()).isZero();
    assertThat(demo.output()).contains("all right");
  }

  /** The same with a chip: OpenSC's and OpenSSL's programs use what a counter wrote. */
  @Test
  @Order(2)
  void demo_withACard_endsWell() {
    for (String file :
        List.of(
            "/usr/sbin/pcscd",
            "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
            "/usr/bin/pkcs11-tool")) {
      assumeTrue(Files.exists(Path.of(file)), file + " is missing");
    }
    Shell.Ended demo = launcher("demo", "--card");
    assertThat(demo.code()).as(demo.output()).isZero();
    assertThat(demo.output()).contains("CKR_PIN_LOCKED", "Verification successful", "all right");
  }

  /**
   * The third act: one holder at the parties of a sandbox, through a move, a renewal and a new
   * card; who it is to the portal stays.
   */
  @Test
  @Order(2)
  void demo_ofItsUses_endsWell() {
    Shell.Ended demo = launcher("demo", "--uses");
    assertThat(demo.code()).as(demo.output()).isZero();
    assertThat(demo.output())
        .contains(
            "ask your office for a new one",
            "the same sub as on the first day",
            "nothing is told: CONSENT_WITHDRAWN",
            "all right");
  }

  /**
   * One issue waits for the token, another for its commit, when the server dies: as often as it may
   * happen at once.
   */
  @Test
  @Order(3)
  void kill_beforeAndBehindTheSignature_leavesNothingHalfIssued() throws Exception {
    kept = TestCard.register(installation());
    issue(kept, UUID.randomUUID().toString());
    TestCard signed = TestCard.register(installation());
    TestCard unsigned = TestCard.register(installation());
    assertThat(requests(unsigned)).as("made while nobody waits for it").isNotEmpty();
    String key = UUID.randomUUID().toString();
    String otherKey = UUID.randomUUID().toString();
    List<String> serials;
    List<String> unsignedSerials;
    try (Connection admin = test.database().admin().getConnection()) {
      admin.setAutoCommit(false);
      query(
          admin,
          "SELECT version FROM ca.resident WHERE register_id = ? FOR UPDATE",
          signed.registerId);
      issueLater(signed, key);
      serials = awaitIntents(signed);
      awaitLockWait();
      try (TokenLock _ = TokenLock.of(installation().home().resolve("tokens/tokens"))) {
        issueLater(unsigned, otherKey);
        unsignedSerials = awaitIntents(unsigned);
        test.server().kill();
      }
      admin.rollback();
    }
    // For the test behind this one: a backup with issues that were under way.
    test.database().stop();
    copy(installation().database(), backup());
    restart();

    assertAbandoned(signed, serials);
    assertAbandoned(unsigned, unsignedSerials);
    assertThat(certificates(kept)).hasSize(2);
    issue(signed, key);
    issue(unsigned, otherKey);
    assertThat(certificates(signed)).hasSize(2);
    assertThat(certificates(unsigned)).hasSize(2);
  }

  @Test
  @Order(4)
  void start_withAnOlderDatabase_signsNothingUntilTwoOperatorsRecovered() throws Exception {
    Installation installation = installation();
    String revoked = serial(kept, "signature");
    String good = serial(kept, "user-identification");
    Answer moved =
        StaffClient.of(installation, "register")
            .post("/resident-events", kept.move(UUID.randomUUID().toString()));
    assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
    TestCard lost = TestCard.register(installation);
    issue(lost, UUID.randomUUID().toString());
    String forgotten = serial(lost, "signature");
    test.server().stop();
    test.database().stop();
    byte[] checkpoint = Files.readAllBytes(installation.audit().resolve("public/checkpoint"));
    Trees.delete(installation.database());
    Files.move(backup(), installation.database());

    StartOutcome outcome = test.startup().run(Optional.empty());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            StartOutcome.NotReady.class,
            down -> assertThat(down.toString()).contains("are missing"));
    assertThat(installation.audit().resolve("public/checkpoint")).hasBinaryContent(checkpoint);
    assertThat(clerk().get("/cards/" + kept.id).code()).isEqualTo("RECOVERY_NEEDED");
    assertThat(ocsp(revoked)).contains("trylater").doesNotContain("good");
    assertThat(launcher("recover").code()).isOne();
    Path password = Files.writeString(installation.home().resolve("password"), "changeit");
    Path staff = installation.staff();
    Shell.Ended recovered =
        launcher(
            "recover",
            "--operator",
            staff.resolve("operator.p12").toString(),
            "--operator",
            staff.resolve("operator2.p12").toString(),
            "--password-file",
            password.toString());
    assertThat(recovered.code()).as(recovered.output()).isZero();
    awaitReady();

    assertThat(ocsp(revoked)).contains("revoked");
    assertThat(ocsp(good)).contains(": good");
    assertThat(ocsp(forgotten))
        .contains(": unknown")
        .doesNotContain("1970")
        .doesNotContain(": good");
    assertThat(query("SELECT state FROM ca.signing_intent WHERE state = ?", "pending")).isEmpty();
    TestCard next = TestCard.register(installation);
    issue(next, UUID.randomUUID().toString());
    assertThat(certificates(next)).hasSize(2);
    assertThat(launcher("audit", "verify").output())
        .contains("log-recovered")
        .doesNotContain("LOG_FORKED")
        .doesNotContain("LOG_SHRUNK");
  }

  private static Path backup() {
    return installation().home().resolve("db-backup");
  }

  private static String serial(TestCard card, String authority) throws IOException {
    return certificates(card)
        .valueStream()
        .filter(certificate -> certificate.get("authority").asText().equals(authority))
        .map(certificate -> certificate.get("serial").asText())
        .findFirst()
        .orElseThrow();
  }

  /** Most of it is room that was never written. */
  private static void copy(Path from, Path to) {
    Shell.Ended copied =
        Shell.run(from.getParent(), "cp", "-a", "--sparse=always", from.toString(), to.toString());
    assertThat(copied.code()).as(copied.output()).isZero();
  }

  @Test
  @Order(5)
  void start_withoutDatabaseAndTokenAndWithWrongPin_saysSoAndHeals() throws Exception {
    Installation installation = installation();
    Path tokens = installation.home().resolve("tokens/tokens");
    Path away = installation.home().resolve("tokens/away");
    Path pin = installation.secrets().file("ca-pin");
    String rightPin = Secrets.read(pin);
    test.server().stop();
    test.database().stop();
    Files.move(tokens, away);
    Secrets.write(pin, "wrong");
    // For the test behind this one, which needs another server.
    PropertiesFile.write(
        installation.home().resolve("settings.properties"),
        Map.of("jitsuin.ocsp.requesters", "registered", "jitsuin.ocsp.signer-reload", "PT1S"));

    test.server().start(Distribution.in(Path.of("").toAbsolutePath().getParent()), Duration.ZERO);
    awaitReason("the database cannot be used");
    test.database().start();
    awaitReason("token ca cannot be opened");
    Files.move(away, tokens);
    awaitReason("refuses the PIN");
    Secrets.write(pin, rightPin + "\n");
    awaitReady();

    TestCard card = TestCard.register(installation);
    issue(card, UUID.randomUUID().toString());
    assertThat(certificates(card)).hasSize(2);
  }

  @Test
  @Order(6)
  void relyingParty_registeredOverTheApi_isAnsweredOverMutualTlsUntilItEnds() throws Exception {
    TestCard card = TestCard.register(installation());
    issue(card, UUID.randomUUID().toString());
    PartyClient party = new PartyClient(installation(), "tax-office", "relying-party");
    StaffClient operator = StaffClient.of(installation(), "operator");
    assertThat(party.askOpenly(certificates(card))).contains("sigrequired (5)");
    party.await(certificates(card), "signature", ": good");
    // As which the key ceremony registered its certificate.
    assertThat(operator.post("/relying-parties/relying-party/end", "{}").status()).isEqualTo(200);
    party.await(certificates(card), "signature", "unauthorized (6)");

    Answer registered = operator.post("/relying-parties", party.registration("signature"));
    assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
    party.await(certificates(card), "signature", ": good");
    assertThat(party.ask(certificates(card), "user-identification")).contains("unauthorized (6)");
    Answer listed = StaffClient.of(installation(), "auditor").get("/relying-parties/tax-office");
    assertThat(listed.body().get("certificates")).hasSize(1);
    assertThat(operator.post("/relying-parties", party.registration("signature")).code())
        .isEqualTo("RELYING_PARTY_EXISTS");

    Answer changed =
        operator.post("/relying-parties/tax-office/change", party.change("user-identification"));
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    party.await(certificates(card), "user-identification", ": good");
    assertThat(operator.post("/relying-parties/tax-office/end", "{}").status()).isEqualTo(200);
    party.await(certificates(card), "user-identification", "unauthorized (6)");
  }

  /** Runs a command of the launcher, as the script does. */
  private static Shell.Ended launcher(String... command) {
    Map<String, String> environment = new HashMap<>(test.environment());
    environment.put("JITSUIN_HOME", installation().home().toString());
    // As the script does.
    environment.put(
        "PCSCLITE_CSOCK_NAME",
        installation().cards().resolve("reader/run/pcscd.comm").toAbsolutePath().toString());
    Path checkout = Path.of("").toAbsolutePath().getParent();
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djitsuin.checkout=" + checkout,
                "-cp",
                checkout.resolve("launcher/target/launcher")
                    + "/*:"
                    + checkout.resolve("launcher/target/launcher/lib")
                    + "/*",
                "org.jitsuin.launcher.Launcher"));
    line.addAll(List.of(command));
    return Shell.run(installation().home(), environment, line);
  }

  private static Installation installation() {
    return test.installation();
  }

  private static void restart() {
    assertThat(test.startup().run(Optional.empty())).isEqualTo(new StartOutcome.Ready(false));
  }

  private static StaffClient clerk() {
    return StaffClient.of(installation(), "clerk-13221");
  }

  private static void issue(TestCard card, String key) throws IOException {
    Answer answer = clerk().post("/cards/" + card.id + "/certificates", requests(card), key);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  private static void issueLater(TestCard card, String key) {
    var _ = clerk().postLater("/cards/" + card.id + "/certificates", requests(card), key);
  }

  /** The same keys each time, so that the same request can be repeated. */
  private static String requests(TestCard card) {
    if (!Files.exists(card.directory().resolve("requests.json"))) {
      card.write("requests.json", card.rsaRequests());
    }
    return card.read("requests.json");
  }

  private static JsonNode certificates(TestCard card) throws IOException {
    return clerk().get("/cards/" + card.id).body().get("certificates");
  }

  private static List<String> awaitIntents(TestCard card) throws Exception {
    String pending = "SELECT serial FROM ca.signing_intent WHERE card_id = ? AND state = 'pending'";
    List<String> serials = List.of();
    for (int i = 0; i < TRIES && serials.size() < 2; i++) {
      Thread.sleep(STEP);
      serials = query(pending, card.id);
    }
    assertThat(serials).hasSize(2);
    return serials;
  }

  private static void awaitLockWait() throws Exception {
    String waiting =
        "SELECT trx_state FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT' AND ? = ''";
    List<String> found = List.of();
    for (int i = 0; i < TRIES && found.isEmpty(); i++) {
      Thread.sleep(STEP);
      found = query(waiting, "");
    }
    assertThat(found).isNotEmpty();
  }

  private static void assertAbandoned(TestCard card, List<String> serials) throws Exception {
    assertThat(query("SELECT state FROM ca.signing_intent WHERE card_id = ?", card.id))
        .containsExactly("abandoned", "abandoned");
    assertThat(query("SELECT serial FROM ca.certificate WHERE card_id = ?", card.id)).isEmpty();
    for (String serial : serials) {
      byte[] octets = HexFormat.of().parseHex(serial);
      assertThat(query("SELECT reason FROM status.revocation WHERE serial = ?", octets)).hasSize(1);
      assertThat(query("SELECT serial FROM status.certificate WHERE serial = ?", octets))
          .hasSize(1);
      assertThat(query("SELECT kind FROM audit.entry WHERE body LIKE ?", "%" + serial + "%"))
          .contains("issue-abandoned");
      assertThat(ocsp(serial)).contains("revoked");
    }
  }

  /** Asks both authorities, since only one of them knows the number. */
  private static String ocsp(String serial) {
    StringBuilder answers = new StringBuilder();
    for (String kind : new String[] {"signature", "user-identification"}) {
      String authority = installation().ca().resolve(kind + ".pem").toString();
      answers.append(
          Shell.run(
                  installation().home(),
                  "openssl",
                  "ocsp",
                  "-url",
                  installation().settings().httpAddress() + "/ocsp",
                  "-CAfile",
                  authority,
                  "-issuer",
                  authority,
                  "-serial",
                  "0x" + serial)
              .output());
    }
    return answers.toString();
  }

  private static List<String> query(String sql, Object parameter) throws SQLException {
    try (Connection admin = test.database().admin().getConnection()) {
      return query(admin, sql, parameter);
    }
  }

  private static List<String> query(Connection connection, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameter);
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(
              result.getObject(1) instanceof byte[] octets
                  ? HexFormat.of().formatHex(octets)
                  : result.getString(1));
        }
      }
      return rows;
    }
  }

  private static void awaitReason(String wanted) throws InterruptedException {
    Health health = test.server().health();
    for (int i = 0; i < TRIES && !says(health, wanted); i++) {
      Thread.sleep(STEP);
      health = test.server().health();
    }
    assertThat(says(health, wanted)).as(wanted + " in " + health).isTrue();
  }

  private static boolean says(Health health, String wanted) {
    return health instanceof Health.NotReady(List<String> reasons, _)
        && reasons.stream().anyMatch(reason -> reason.contains(wanted));
  }

  private static void awaitReady() throws InterruptedException {
    Health health = test.server().health();
    for (int i = 0; i < TRIES && !(health instanceof Health.Ready); i++) {
      Thread.sleep(STEP);
      health = test.server().health();
    }
    assertThat(health).isInstanceOf(Health.Ready.class);
  }
}
