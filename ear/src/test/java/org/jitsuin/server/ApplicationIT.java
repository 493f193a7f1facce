package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the people of an office, and the operators, work together on the deployed server. */
@Tag("deployed")
class ApplicationIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int TRIES = 300;

  private final StaffClient clerk = StaffClient.of(installation(), "clerk-13221");
  private final StaffClient supervisor = StaffClient.of(installation(), "supervisor-13221");
  private final StaffClient supervisor2 = StaffClient.of(installation(), "supervisor2-13221");
  private final StaffClient operator = StaffClient.of(installation(), "operator");
  private final RelyingParty party = RelyingParty.of(installation());

  private static String application(String kind, String card, String content) throws IOException {
    ObjectNode application = JSON.createObjectNode();
    application.put("kind", kind);
    if (!card.isEmpty()) {
      application.put("card", card);
    }
    application.set("content", JSON.readTree(content));
    return JSON.writeValueAsString(application);
  }

  private static String completion(String content) {
    return "{\"content\":" + content + "}";
  }

  private static Answer expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }

  private String received(String kind, String card, String content) throws IOException {
    return expect(201, clerk.post("/applications", application(kind, card, content)))
        .body()
        .get("application")
        .asText();
  }

  @Test
  void application_enteredByOne_isCompletedByAnother() throws IOException {
    TestCard card = TestCard.register(installation());
    String id = received("certificates", card.id, "{}");
    JsonNode read = expect(200, supervisor.get("/applications/" + id)).body();
    assertThat(read.get("state").asText()).isEqualTo("received");
    assertThat(read.get("enteredBy").asText()).isEqualTo("clerk-13221");
    assertThat(read.get("content").isEmpty()).isTrue();

    String path = "/applications/" + id + "/completion";
    assertThat(supervisor.post(path, "{}").code()).isEqualTo("REQUEST_INVALID");
    Answer completed = expect(200, supervisor.post(path, completion(card.rsaRequests())));
    assertThat(completed.body().get("state").asText()).isEqualTo("completed");
    assertThat(completed.body().at("/result/certificates")).hasSize(2);
    assertThat(clerk.post(path, completion(card.rsaRequests()))).isEqualTo(completed);
    assertThat(clerk.get("/cards/" + card.id).body().get("certificates")).hasSize(2);

    StaffClient stranger = StaffClient.of(installation(), "clerk-13104");
    assertThat(stranger.get("/applications/" + id).code()).isEqualTo("OTHER_MUNICIPALITY");
    JsonNode entries =
        StaffClient.of(installation(), "auditor")
            .get("/audit/entries?limit=1000&card=" + card.id)
            .body();
    assertThat(entries.at("/entries").findValuesAsText("act"))
        .containsSubsequence(
            "application-received",
            "application-read",
            "certificates-issued",
            "application-completed");
  }

  /** What the list says is no personal data, and the next page begins where this one ends. */
  @Test
  void list_ofOpenApplications_saysNothingOfTheContent() throws IOException {
    String first =
        received("registration", "", TestCard.registration("R-" + UUID.randomUUID(), "13221"));
    String second =
        received("registration", "", TestCard.registration("R-" + UUID.randomUUID(), "13221"));
    List<String> listed = new ArrayList<>();
    JsonNode page;
    String after = "0";
    do {
      page = expect(200, clerk.get("/applications?state=received&limit=2&after=" + after)).body();
      assertThat(page.toString()).doesNotContain("山田").doesNotContain("content");
      listed.addAll(page.findValuesAsText("application"));
      after = page.path("next").asText();
    } while (page.has("next"));
    assertThat(listed).containsSubsequence(first, second).doesNotHaveDuplicates();
    expect(200, clerk.post("/applications/" + first + "/refusal", "{\"reason\":\"二重申請\"}"));
    Answer registered = expect(200, clerk.post("/applications/" + second + "/completion", "{}"));
    assertThat(registered.body().at("/result/expiresOn").asText()).isNotEmpty();
    assertThat(registered.body().has("content")).isFalse();
    assertThat(clerk.post("/applications/" + first + "/completion", "{}").code())
        .isEqualTo("APPLICATION_ENDED");
    assertThat(clerk.get("/applications?state=ripe").code()).isEqualTo("REQUEST_INVALID");
  }

  private static final String DUAL_CONTROL = "/offices/13221/dual-control";

  private void dualControl(String kinds) throws IOException {
    String wish = "{\"kinds\":[" + kinds + "]}";
    expect(200, supervisor.post(DUAL_CONTROL, wish));
    assertThat(supervisor.post(DUAL_CONTROL + "/approval", wish).code()).isEqualTo("SAME_PERSON");
    expect(200, supervisor2.post(DUAL_CONTROL + "/approval", wish));
  }

  @Test
  void dualControl_ofRegistrations_asksForASecondPerson() throws IOException {
    String registration = TestCard.registration("R-" + UUID.randomUUID(), "13221");
    dualControl("\"registration\"");
    try {
      assertThat(clerk.get(DUAL_CONTROL).body().get("kinds").toString())
          .isEqualTo("[\"registration\"]");
      assertThat(clerk.post("/cards", registration).code()).isEqualTo("SECOND_PERSON_NEEDED");
      Answer entered =
          expect(
              201, supervisor.post("/applications", application("registration", "", registration)));
      assertThat(entered.body().get("state").asText()).isEqualTo("awaiting-approval");
      String path = "/applications/" + entered.body().get("application").asText();
      assertThat(clerk.post(path + "/completion", "{}").code())
          .isEqualTo("APPLICATION_AWAITS_APPROVAL");
      assertThat(supervisor.post(path + "/approval", "{}").code()).isEqualTo("SAME_PERSON");
      assertThat(clerk.post(path + "/approval", "{}").code()).isEqualTo("NOT_ALLOWED");
      expect(200, supervisor2.post(path + "/approval", "{}"));
      expect(200, clerk.post(path + "/completion", "{}"));
    } finally {
      dualControl("");
    }
    TestCard.register(installation());
  }

  /** The second person agrees to these keys and this check of identity, as openssl sees them. */
  @Test
  void dualControl_ofCertificates_approvesWhatWillBeDone() throws IOException {
    TestCard card = TestCard.register(installation());
    String content = card.p384Requests();
    dualControl("\"certificates\"");
    try {
      assertThat(clerk.post("/cards/" + card.id + "/certificates", content).code())
          .isEqualTo("SECOND_PERSON_NEEDED");
      String path = "/applications/" + received("certificates", card.id, "{}");
      assertThat(supervisor.post(path + "/approval", "{}").code())
          .isEqualTo("APPLICATION_INCOMPLETE");
      assertThat(clerk.post(path + "/completion", completion(content)).code())
          .isEqualTo("APPLICATION_INCOMPLETE");
      JsonNode extended =
          expect(200, supervisor.post(path + "/content", completion(content))).body();
      assertThat(extended.get("state").asText()).isEqualTo("awaiting-approval");
      assertThat(supervisor.post(path + "/approval", "{}").code()).isEqualTo("SAME_PERSON");

      JsonNode seen = expect(200, supervisor2.get(path)).body();
      assertThat(seen.at("/keys/signature").asText()).isEqualTo(keyHash(card, "signature"));
      assertThat(seen.at("/keys/user-identification").asText())
          .isEqualTo(keyHash(card, "user-identification"));
      assertThat(seen.at("/content/identityCheck/documents/0").asText())
          .isEqualTo("driving-licence");
      String keys = "{\"keys\":" + seen.get("keys") + "}";
      String others = keys.replaceFirst(":\"[0-9a-f]{4}", ":\"0000");
      assertThat(supervisor2.post(path + "/approval", others).code())
          .isEqualTo("APPLICATION_KEYS_DIFFER");
      expect(200, supervisor2.post(path + "/approval", keys));
      assertThat(clerk.post(path + "/completion", completion("{\"ward\":true}")).code())
          .isEqualTo("APPLICATION_CONTENT_FIXED");
      Answer completed = expect(200, clerk.post(path + "/completion", "{}"));
      assertThat(completed.body().at("/result/certificates")).hasSize(2);
    } finally {
      dualControl("");
    }
  }

  private static String keyHash(TestCard card, String kind) {
    return Shell.run(
            card.directory(),
            "sh",
            "-c",
            "openssl req -in "
                + kind
                + ".csr -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum")
        .output()
        .replaceFirst("(?s) .*", "");
  }

  @Test
  void issuing_closed_stopsIssuingAndNothingElse() throws Exception {
    TestCard card = TestCard.register(installation());
    String id;
    try {
      expect(200, operator.post("/issuing", "{\"open\":false,\"reason\":\"点検\"}"));
      assertThat(clerk.get("/issuing").body().get("open").asBoolean()).isFalse();
      Answer refused = clerk.post("/cards/" + card.id + "/certificates", card.p384Requests());
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("ISSUING_CLOSED");
      assertThat(refused.body().get("detailJa").asText()).contains("保守");
      assertThat(clerk.post("/cards", TestCard.registration("R-x", "13221")).code())
          .isEqualTo("ISSUING_CLOSED");
      id = received("certificates", card.id, "{}");
      assertThat(clerk.post("/applications/" + id + "/completion", "{}").code())
          .isEqualTo("ISSUING_CLOSED");
      String event = card.move("E-" + UUID.randomUUID()).replace("13104", "13221");
      expect(200, StaffClient.of(installation(), "register").post("/resident-events", event));
    } finally {
      expect(200, operator.post("/issuing", "{\"open\":true}"));
    }
    assertThat(clerk.get("/issuing").body().get("open").asBoolean()).isTrue();
    expect(200, clerk.post("/applications/" + id + "/completion", completion(card.p384Requests())));
  }

  @Test
  void revocationJob_overListedSerials_revokesThemEverywhere() throws Exception {
    TestCard card = TestCard.register(installation());
    JsonNode issued =
        expect(201, clerk.post("/cards/" + card.id + "/certificates", card.p384Requests()))
            .body()
            .get("certificates");
    String serial = "";
    for (JsonNode certificate : issued) {
      String kind = certificate.get("authority").asText();
      card.write(kind + ".pem", certificate.get("certificate").asText());
      if (kind.equals("signature")) {
        serial = certificate.get("serial").asText();
      }
    }
    String proposal =
        """
        {"selection":{"authority":"signature","serials":["%s"]},"ground":"erroneous-issue",
         "reason":"誤発行","perSecond":50}
        """
            .formatted(serial);
    JsonNode job = expect(201, supervisor.post("/revocation-jobs", proposal)).body();
    assertThat(job.get("state").asText()).isEqualTo("proposed");
    assertThat(job.get("total").asLong()).isOne();
    String path = "/revocation-jobs/" + job.get("job").asText();
    assertThat(supervisor.post(path + "/approval", "{}").code()).isEqualTo("SAME_PERSON");
    expect(200, supervisor2.post(path + "/approval", "{}"));
    JsonNode done = awaitFinished(path);
    assertThat(done.get("revoked").asLong()).isOne();
    assertThat(done.get("remaining").asLong()).isZero();
    assertThat(supervisor.get("/revocation-jobs?limit=200").body().findValuesAsText("job"))
        .contains(job.get("job").asText());

    party.await(card, "signature", "signature.pem: revoked");
    assertThat(party.ask(card, "signature")).contains("Reason: affiliationChanged");
    assertThat(party.ask(card, "user-identification")).contains("user-identification.pem: good");
    awaitCrl(card, serial);
    JsonNode history = clerk.get("/cards/" + card.id).body().get("history");
    assertThat(history.findValuesAsText("act")).contains("certificate-revoked");
    assertThat(supervisor.post(path + "/cancel", "{}").code()).isEqualTo("JOB_ENDED");
  }

  /** Where the holder's office wants two people, an operator is not enough either. */
  @Test
  void dualControl_ofRevocations_bindsOperatorsToo() throws Exception {
    TestCard card = TestCard.register(installation());
    TestCard other = TestCard.register(installation());
    String serial = "";
    for (JsonNode certificate :
        expect(201, clerk.post("/cards/" + card.id + "/certificates", card.p384Requests()))
            .body()
            .get("certificates")) {
      if (certificate.get("authority").asText().equals("signature")) {
        serial = certificate.get("serial").asText();
      }
    }
    String content =
        "{\"authority\":\"signature\",\"serial\":\"%s\",\"ground\":\"holder-request\"}"
            .formatted(serial);
    assertThat(clerk.post("/applications", application("revocation", other.id, content)).code())
        .isEqualTo("CERTIFICATE_NOT_ON_CARD");
    dualControl("\"revocation\"");
    try {
      String path = "/certificates/signature/" + serial + "/revocation";
      assertThat(operator.post(path, "{\"ground\":\"ex-officio\"}").code())
          .isEqualTo("SECOND_OPERATOR_NEEDED");
      assertThat(clerk.get("/cards/" + card.id).body().at("/certificates/0/state").asText())
          .isEqualTo("good");
      String proposal =
          """
          {"selection":{"authority":"signature","serials":["%s"]},"ground":"ex-officio",
           "reason":"職権","perSecond":50}
          """
              .formatted(serial);
      JsonNode job = expect(201, operator.post("/revocation-jobs", proposal)).body();
      String jobPath = "/revocation-jobs/" + job.get("job").asText();
      assertThat(operator.post(jobPath + "/approval", "{}").code()).isEqualTo("SAME_PERSON");
      expect(200, operator.post(jobPath + "/cancel", "{}"));
    } finally {
      dualControl("");
    }
  }

  private JsonNode awaitFinished(String path) throws IOException, InterruptedException {
    JsonNode job = supervisor.get(path).body();
    for (int i = 0; i < TRIES && !job.get("state").asText().equals("finished"); i++) {
      Thread.sleep(STEP);
      job = supervisor.get(path).body();
    }
    assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("finished");
    return job;
  }

  private static String crl(TestCard card) {
    String address = installation().settings().httpAddress() + "/crl/signature/13221-g1.crl";
    Shell.run(card.directory(), "curl", "-s", "-f", "-o", "signature.crl", address);
    return Shell.run(
            card.directory(),
            "openssl",
            "crl",
            "-inform",
            "DER",
            "-in",
            "signature.crl",
            "-noout",
            "-text")
        .output()
        .toLowerCase(Locale.ROOT);
  }

  private static void awaitCrl(TestCard card, String serial) throws InterruptedException {
    for (int i = 0; i < TRIES && !crl(card).contains(serial); i++) {
      Thread.sleep(STEP);
    }
    assertThat(crl(card)).contains("serial number: " + serial);
  }
}
