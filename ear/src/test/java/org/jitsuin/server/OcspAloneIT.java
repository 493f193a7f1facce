package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.server.Health;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A validation authority: the responder, the mirror of CRLs and the server of what is published, on
 * a machine of their own, without an issuing key, and with database users who read what is public.
 */
@Tag("deployed")
class OcspAloneIT extends DeployedServerTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int TRIES = 300;
  private static final int ACCESS_DENIED = 1142;

  private static OcspServer server;

  private final OfficeRequests desk = new OfficeRequests(installation());

  @BeforeEach
  void startOnce() throws Exception {
    if (server == null) {
      server = OcspServer.start(installation());
      server.carry();
      admit();
    }
    Health health = server.health();
    for (int i = 0; i < TRIES && !(health instanceof Health.Ready); i++) {
      Thread.sleep(STEP);
      health = server.health();
    }
    assertThat(health).isInstanceOf(Health.Ready.class);
  }

  /** Two operators admit the key that it asks with; nobody else's is in its token. */
  private void admit() throws Exception {
    String place = "/ocsp-responders/" + OcspServer.NAME;
    JsonNode asked = desk.as("operator").get(place).body();
    for (int i = 0; i < TRIES && asked.at("/requests/0/key").isMissingNode(); i++) {
      Thread.sleep(STEP);
      asked = desk.as("operator").get(place).body();
    }
    assertThat(asked.get("state").asText()).isEqualTo("unknown");
    String key = "{\"key\":\"" + asked.at("/requests/0/key").asText() + "\"}";
    desk.answer(200, desk.as("operator").post(place + "/admission", key));
    desk.answer(200, desk.as("operator2").post(place + "/admission/approval", key));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void revocation_atTheAuthority_isToldHereToo() throws Exception {
    RelyingParty party = new RelyingParty(installation().ca(), server.httpAddress() + "/ocsp");
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    party.await(card, "signature", "signature.pem: good");

    desk.answer(
        200,
        desk.as("clerk-13221")
            .post(
                "/certificates/signature/" + serials.get("signature") + "/revocation",
                "{\"ground\":\"holder-request\"," + OfficeRequests.CHECKED + "}"));
    party.await(card, "signature", "Reason: cessationOfOperation");
    party.await(card, "user-identification", "user-identification.pem: good");
  }

  /** It hands out what it fetched, though nobody here has a key. */
  @Test
  void revocation_atTheAuthority_isOnTheCrlThatWasCarriedHere() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    String serial = serials.get("signature");
    desk.revoke(serial);
    String entry = "Serial Number: " + serial.toUpperCase(Locale.ROOT);
    String listed = desk.awaitCrl(card, "13221-g1", entry, entry);
    assertThat(listed).contains(entry);
    awaitTheSame("/crl/signature/13221-g1.crl");
    for (String path : new String[] {"/ca/signature.cer", "/ca/signature.p7c"}) {
      assertThat(get(server.httpAddress(), path)).as(path).isEqualTo(get(authority(), path));
    }
    assertThat(Shell.httpStatus(server.httpAddress() + "/log/checkpoint")).isEqualTo("200");
    assertThat(Shell.httpStatus(server.httpAddress() + "/crl/signature/")).isEqualTo("200");
  }

  /** The head names base and delta, and is handed out only when both are here. */
  @Test
  void statusFilter_ofTheAuthority_isHandedOutHereToo() throws Exception {
    for (String kind : new String[] {"signature", "user-identification"}) {
      awaitTheSame("/filter/" + kind + "/head");
    }
    assertThat(new String(get(server.httpAddress(), "/"), StandardCharsets.UTF_8))
        .contains("/ca/signature.p7c", "/filter/signature/head");
  }

  /** What is there, whatever was published meanwhile. */
  private static void awaitTheSame(String path) throws Exception {
    boolean same = false;
    for (int i = 0; i < TRIES && !same; i++) {
      Thread.sleep(STEP);
      same =
          Shell.httpStatus(server.httpAddress() + path).equals("200")
              && Arrays.equals(get(server.httpAddress(), path), get(authority(), path));
    }
    assertThat(same).as(path).isTrue();
  }

  private static String authority() {
    return installation().settings().httpAddress();
  }

  private static byte[] get(String server, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(server + path)).build(),
              HttpResponse.BodyHandlers.ofByteArray())
          .body();
    }
  }

  /** It answers by keys that it made, each certified since; the authority by others. */
  @Test
  void signers_ofItsOwnToken_areCertifiedForEachGeneration() throws Exception {
    JsonNode known = desk.as("operator").get("/ocsp-responders/" + OcspServer.NAME).body();
    assertThat(known.get("state").asText()).isEqualTo("admitted");
    assertThat(known.get("signers").findValuesAsText("authority"))
        .contains("signature", "user-identification");
    assertThat(server.properties().get("jitsuin.pkcs11.ocsp.pin-file"))
        .isNotEqualTo(
            PropertiesFile.read(installation().serverProperties())
                .get("jitsuin.pkcs11.ocsp.pin-file"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet keys =
            statement.executeQuery(
                "SELECT COUNT(*), SUM(key_label LIKE '%-ocsp-validation-1-%')"
                    + " FROM status.ocsp_signer WHERE responder = 'validation-1'")) {
      keys.next();
      assertThat(keys.getLong(1)).isPositive().isEqualTo(keys.getLong(2));
    }
    assertThat(signOfLife()).isPositive();
  }

  @Test
  void services_areThoseThatWereChosen_inReportAndDeployment() throws Exception {
    JsonNode report =
        new ObjectMapper()
            .readTree(new String(get(server.healthAddress(), ""), StandardCharsets.UTF_8));
    List<String> elsewhere = new ArrayList<>();
    for (JsonNode check : report.get("checks")) {
      if (check.at("/data/runs").asText().equals("on another server")) {
        elsewhere.add(check.get("name").asText());
      }
    }
    assertThat(report.get("checks").findValuesAsText("name"))
        .contains("ocsp-responder", "crl-publisher", "repository-server");
    assertThat(elsewhere).containsExactly("ca-core");
    assertThat(server.properties()).containsEntry("jitsuin.services", "ocsp,crl-mirror,repository");
    try (ZipFile deployed = new ZipFile(server.application().toFile())) {
      assertThat(deployed.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".war")))
          .containsExactlyInAnyOrder(
              "ocsp-responder.war", "crl-publisher.war", "repository-server.war");
    }
  }

  @Test
  void otherServices_areNotThere() {
    for (String path : new String[] {"/api/v1/cards", "/crl-publisher/", "/log/tile/entries/000"}) {
      assertThat(Shell.httpStatus(server.httpAddress() + path)).as(path).isEqualTo("404");
    }
  }

  @Test
  void itsSecrets_openNothingOfTheAuthoritys() throws SQLException {
    assertThat(server.properties().keySet())
        .noneMatch(key -> key.contains(".ca.") || key.contains(".admin."));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThat(schemas(statement)).contains("status").doesNotContain("ca", "audit");
      for (String denied :
          new String[] {
            "SELECT name FROM ca.resident",
            "SELECT der FROM ca.certificate_der",
            "SELECT body FROM audit.entry",
            "DELETE FROM status.revocation",
            "UPDATE status.feed SET reason = NULL"
          }) {
        assertThatThrownBy(() -> statement.execute(denied))
            .as(denied)
            .isInstanceOfSatisfying(
                SQLSyntaxErrorException.class,
                refused -> assertThat(refused.getErrorCode()).isEqualTo(ACCESS_DENIED));
      }
    }
  }

  private static Connection connect() throws SQLException {
    Map<String, String> given = server.properties();
    return DriverManager.getConnection(
        given.get("jitsuin.db.url"),
        given.get("jitsuin.db.ocsp.user"),
        given.get("jitsuin.db.ocsp.password"));
  }

  /** What it has told at home: nothing that it needs is taken away meanwhile. */
  private static long signOfLife() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT beat FROM status.responder_life WHERE responder = 'validation-1'")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static Set<String> schemas(Statement statement) throws SQLException {
    Set<String> schemas = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT DISTINCT table_schema FROM information_schema.tables")) {
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
    }
    return schemas;
  }
}
