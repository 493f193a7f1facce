package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What offices do to cards, on the deployed server. */
@Tag("deployed")
class CardActsIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient clerk = desk.as("clerk-13221");
  private final LocalDate today = JapanTime.date(Clocks.system().instant());

  private TestCard foreigner(LocalDate until) throws IOException {
    return TestCard.register(
        installation(),
        json ->
            json.replace(
                "\"birthDate\":\"1980-02-17\"",
                "\"birthDate\":\"1980-02-17\",\"stay\":{\"status\":\"other\",\"until\":\"%s\"}"
                    .formatted(until)));
  }

  private JsonNode read(TestCard card) throws IOException {
    return desk.answer(200, clerk.get("/cards/" + card.id));
  }

  @Test
  void register_foreignResident_cardEndsWithTheStayAndIsExtendedOnRequest() throws IOException {
    TestCard card = foreigner(today.plusMonths(2));
    JsonNode file = read(card);
    assertThat(file.get("expiresOn").asText()).isEqualTo(today.plusMonths(2).toString());
    assertThat(file.at("/stay/status").asText()).isEqualTo("other");
    assertThat(file.at("/stay/until").asText()).isEqualTo(today.plusMonths(2).toString());
    assertThat(file.at("/term/speciallyExtended").asBoolean()).isFalse();

    String extension = "/cards/" + card.id + "/extension";
    desk.refused("STAY_NOT_EXTENDED", clerk.post(extension, "{\"ground\":\"stay-extended\"}"));
    desk.refused("REQUEST_INVALID", clerk.post(extension, "{\"ground\":\"because\"}"));
    JsonNode bridged =
        desk.answer(200, clerk.post(extension, "{\"ground\":\"permission-pending\"}"));
    assertThat(bridged.get("expiresOn").asText())
        .isEqualTo(today.plusMonths(2).plusMonths(2).toString());
    assertThat(bridged.get("speciallyExtended").asBoolean()).isTrue();
    desk.refused("EXTENSION_USED", clerk.post(extension, "{\"ground\":\"permission-pending\"}"));

    desk.answer(
        200,
        desk.as("register")
            .post(
                "/resident-events",
                """
                {"event":"E-%s","registerId":"%s","kind":"stay-changed","occurredOn":"%s",
                 "stay":{"status":"other","until":"%s"}}
                """
                    .formatted(UUID.randomUUID(), card.registerId, today, today.plusYears(3))));
    JsonNode extended = desk.answer(200, clerk.post(extension, "{\"ground\":\"stay-extended\"}"));
    assertThat(extended.get("expiresOn").asText()).isEqualTo(today.plusYears(3).toString());
    assertThat(extended.get("speciallyExtended").asBoolean()).isFalse();
    desk.refused(
        "STAY_NOT_LIMITED",
        clerk.post(
            "/cards/" + TestCard.register(installation()).id + "/extension",
            "{\"ground\":\"stay-extended\"}"));
  }

  @Test
  void register_withoutPins_getsNoSignatureCertificateAndHasNoPinToReset() throws IOException {
    TestCard card =
        TestCard.register(
            installation(), json -> json.replaceFirst("\\{", "{\"withoutPins\":true,"));
    assertThat(read(card).get("withoutPins").asBoolean()).isTrue();
    desk.refused(
        "CARD_WITHOUT_PINS",
        clerk.post("/cards/" + card.id + "/certificates", card.p384Requests()));
    desk.refused(
        "CARD_WITHOUT_PINS",
        clerk.post(
            "/cards/" + card.id + "/pin-events", "{\"pin\":\"signature\",\"what\":\"locked\"}"));
  }

  @Test
  void issue_adultWardAndChild_needsHolderAndRepresentative() throws IOException {
    TestCard ward =
        TestCard.register(
            installation(),
            json -> json.replace("\"sex\":\"female\"", "\"sex\":\"female\",\"ward\":true"));
    TestCard child =
        TestCard.register(
            installation(), json -> json.replace("1980-02-17", today.minusYears(9).toString()));
    for (TestCard card : new TestCard[] {ward, child}) {
      String requests = card.p384Requests();
      String path = "/cards/" + card.id + "/certificates";
      desk.refused(
          "IDENTITY_CHECK_NEEDED",
          clerk.post(path, requests.replace(OfficeRequests.CHECKED + ",", "")));
      desk.refused("SIGNATURE_NEEDS_REPRESENTATIVE", clerk.post(path, requests));
      String unproven = requests.replace("[\"holder\"]", "[\"holder\",\"representative\"]");
      desk.refused("IDENTITY_CHECK_INSUFFICIENT", clerk.post(path, unproven));
      desk.answer(
          201,
          clerk.post(path, unproven.replace("[\"driving", "[\"representation-proof\",\"driving")));
    }
    TestCard told = TestCard.register(installation());
    desk.refused(
        "SIGNATURE_NEEDS_REPRESENTATIVE",
        clerk.post(
            "/cards/" + told.id + "/certificates",
            told.p384Requests().replaceFirst("\\{", "{\"ward\":true,")));
    desk.refused(
        "REQUEST_INVALID",
        clerk.post(
            "/cards/" + told.id + "/certificates",
            told.p384Requests().replace("[\"holder\"]", "[\"ghost\"]")));
  }

  @Test
  void renewal_beforeItsWindow_isRefusedWithTheDate() throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    Answer early = clerk.post("/cards/" + card.id + "/renewal", card.p384Requests());
    desk.refused("RENEWAL_WINDOW_NOT_OPEN", early);
    assertThat(early.body().get("detail").asText()).contains("-11-18");
    desk.refused(
        "OTHER_MUNICIPALITY",
        desk.as("clerk-13104").post("/cards/" + card.id + "/renewal", card.p384Requests()));
  }

  private static String checked(String body) {
    return body.replaceFirst("\\{", "{" + OfficeRequests.CHECKED + ",");
  }

  /** The life of the leaflet's section 5: lost, suspended, replaced. */
  @Test
  void replacement_lostCard_endsItWithItsCertificatesAndLinksItsSuccessor() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> old = desk.issue(card);
    String path = "/cards/" + card.id + "/replacement";
    desk.refused("NOTIFICATION_NUMBER_NEEDED", clerk.post(path, checked("{\"cause\":\"lost\"}")));
    desk.refused("REQUEST_INVALID", clerk.post(path, "{\"cause\":\"died\"}"));
    desk.refused(
        "REQUEST_INVALID", clerk.post(path, "{\"cause\":\"lost\",\"notification\":\"a b\"}"));
    desk.refused("REQUEST_INVALID", clerk.post(path, "{\"cause\":\"damaged\",\"feeYen\":100001}"));
    String unchecked = "{\"cause\":\"lost\",\"notification\":\"A1234\",\"feeYen\":1000}";
    desk.refused("IDENTITY_CHECK_NEEDED", clerk.post(path, unchecked));
    String body = checked(unchecked);
    desk.refused("OTHER_MUNICIPALITY", desk.as("clerk-13104").post(path, body));

    String key = UUID.randomUUID().toString();
    JsonNode replaced = desk.answer(201, clerk.post(path, body, key));
    assertThat(replaced.get("predecessor").asText()).isEqualTo(card.id);
    assertThat(replaced.get("revoked").findValuesAsText("serial"))
        .containsExactlyInAnyOrderElementsOf(old.values());
    assertThat(replaced.get("revoked").findValuesAsText("reason")).containsOnly("superseded");
    assertThat(desk.answer(201, clerk.post(path, body, key))).isEqualTo(replaced);
    desk.refused("CARD_EXISTS", clerk.post(path, body));

    JsonNode before = read(card);
    assertThat(before.get("state").asText()).isEqualTo("ended");
    assertThat(before.get("stateCause").asText()).isEqualTo("lost");
    assertThat(before.get("stateSince").asText()).isNotEmpty();
    TestCard successor = card.successor(replaced.get("card").asText());
    assertThat(before.get("successor").asText()).isEqualTo(successor.id);
    desk.awaitOcsp(card, "signature", "signature.pem: revoked");

    Map<String, String> fresh = desk.issue(successor);
    JsonNode after = read(successor);
    assertThat(after.get("state").asText()).isEqualTo("valid");
    assertThat(after.get("predecessor").asText()).isEqualTo(card.id);
    JsonNode signature = after.at("/certificates/0");
    assertThat(signature.get("chainNumber").asInt()).isEqualTo(2);
    assertThat(signature.get("predecessor").asText()).isEqualTo(old.get("signature"));
    assertThat(signature.at("/siblings/0").asText()).isEqualTo(fresh.get("user-identification"));
    assertThat(desk.entries(successor).findValuesAsText("act"))
        .containsSubsequence("card-replaced", "certificates-issued");
  }

  @Test
  void suspension_byTheLossLine_holdsUntilAnOfficeLiftsIt() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    StaffClient line = desk.as("lossline");
    String path = "/cards/" + card.id + "/suspension";
    desk.refused("REQUEST_INVALID", line.post(path, "{}"));
    desk.refused("REQUEST_INVALID", line.post(path, "{\"reporter\":{\"relation\":\"cat\"}}"));
    String reporter =
        """
        {"reporter":{"relation":"family","name":"山田　太郎","contact":"090-0000-1111",
         "note":"電車に忘れた"}}
        """;
    JsonNode held = desk.answer(200, line.post(path, reporter));
    assertThat(held.get("state").asText()).isEqualTo("suspended");
    assertThat(held.get("certificates").findValuesAsText("state"))
        .containsExactly("suspended", "suspended");
    assertThat(held.get("certificates").findValuesAsText("reason")).containsOnly("certificateHold");
    assertThat(desk.answer(200, clerk.post(path, reporter.replace("family", "holder"))))
        .isEqualTo(OfficeRequests.withoutReceipt(held));
    desk.awaitOcsp(card, "signature", "Reason: certificateHold");
    desk.awaitOcsp(card, "user-identification", "Reason: certificateHold");
    desk.refused(
        "CARD_SUSPENDED", clerk.post("/cards/" + card.id + "/certificates", card.p384Requests()));

    String lift = path + "/lift";
    desk.refused("NOT_ALLOWED", line.post(lift, "{" + OfficeRequests.CHECKED + "}"));
    desk.refused("REQUEST_INVALID", clerk.post(lift, "{}"));
    desk.refused(
        "OTHER_MUNICIPALITY",
        desk.as("clerk-13104").post(lift, "{" + OfficeRequests.CHECKED + "}"));
    JsonNode lifted = desk.answer(200, clerk.post(lift, "{" + OfficeRequests.CHECKED + "}"));
    assertThat(lifted.get("state").asText()).isEqualTo("valid");
    assertThat(lifted.get("certificates").findValuesAsText("state"))
        .containsExactly("good", "good");
    desk.awaitOcsp(card, "signature", "signature.pem: good");
    desk.refused("CARD_NOT_SUSPENDED", clerk.post(lift, "{" + OfficeRequests.CHECKED + "}"));

    JsonNode entries = desk.entries(card);
    assertThat(entries.findValuesAsText("act"))
        .containsSubsequence("card-suspended", "certificate-held", "suspension-lifted")
        .containsOnlyOnce("card-suspended");
    assertThat(entries.toString()).doesNotContain("山田", "090-0000-1111", "電車");
    assertThat(entries.findValues("evidence"))
        .anyMatch(hash -> hash.asText().matches("[0-9a-f]{64}"));
  }

  @Test
  void pinEvents_areEvidenceAndNothingElse() throws IOException {
    TestCard card = TestCard.register(installation());
    String path = "/cards/" + card.id + "/pin-events";
    JsonNode locked =
        desk.answer(200, clerk.post(path, "{\"pin\":\"signature\",\"what\":\"locked\"}"));
    assertThat(locked.get("what").asText()).isEqualTo("locked");
    desk.refused(
        "IDENTITY_CHECK_NEEDED",
        clerk.post(path, "{\"pin\":\"user-identification\",\"what\":\"reset\"}"));
    desk.answer(
        200,
        clerk.post(
            path,
            "{\"pin\":\"user-identification\",\"what\":\"reset\"," + OfficeRequests.CHECKED + "}"));
    desk.refused(
        "REQUEST_INVALID", clerk.post(path, "{\"pin\":\"signature\",\"what\":\"guessed\"}"));
    assertThat(desk.entries(card).findValuesAsText("what")).containsExactly("locked", "reset");
  }
}
