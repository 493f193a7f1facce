package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the deployed server says of what can be done with a card, beside what it then does. */
@Tag("deployed")
class OptionsIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient clerk = desk.as("clerk-13221");

  private JsonNode options(TestCard card) throws IOException {
    return desk.answer(200, clerk.get("/cards/" + card.id + "/options")).get("options");
  }

  private static JsonNode option(JsonNode options, String act, String ground) {
    for (JsonNode option : options) {
      if (option.get("act").asText().equals(act) && option.path("ground").asText().equals(ground)) {
        return option;
      }
    }
    throw new AssertionError(act + " " + ground);
  }

  /** The body with which the act of an option is asked for. */
  private static String body(JsonNode option, TestCard card, JsonNode keys) {
    ObjectNode body = JSON.createObjectNode();
    if (!option.get("act").asText().equals("resident-event")) {
      body.set("identityCheck", keys.get("identityCheck"));
    }
    String ground = option.path("ground").asText();
    String kind = option.at("/certificates/0").asText();
    switch (option.get("act").asText()) {
      case "certificates", "renewal" -> {
        ObjectNode requests = body.putObject("requests");
        option
            .get("certificates")
            .forEach(one -> requests.set(one.asText(), keys.at("/requests/" + one.asText())));
        if (!ground.isEmpty()) {
          body.put("ground", ground);
        }
      }
      case "replacement" -> body.put("cause", ground).put("notification", "A-17");
      case "registration" -> {
        return TestCard.registration(card.registerId, "13221");
      }
      case "pin" -> body.put("pin", kind).put("what", ground);
      case "suspension" -> {
        return "{\"reporter\":{\"relation\":\"holder\"}}";
      }
      case "extension" -> {
        return "{\"ground\":\"%s\"}".formatted(ground);
      }
      case "revocation" -> body.put("ground", ground);
      case "resident-event" ->
          body.put("event", "E-" + UUID.randomUUID())
              .put("registerId", card.registerId)
              .put("kind", ground)
              .put("occurredOn", "2026-11-01");
      default -> {}
    }
    return body.toString();
  }

  private Answer ask(JsonNode option, TestCard card, JsonNode keys) throws IOException {
    return clerk.post(option.path("address").asText("/resident-events"), body(option, card, keys));
  }

  /**
   * Asks for all that is said to be refused: nothing changes, and each is refused for just that.
   */
  private List<String> compare(TestCard card, JsonNode keys) throws IOException {
    List<String> allowed = new ArrayList<>();
    for (JsonNode option : options(card)) {
      if (option.get("allowed").asBoolean()) {
        assertThat(option.has("code")).isFalse();
        allowed.add(option.get("act").asText());
      } else {
        Answer answer = ask(option, card, keys);
        assertThat(answer.code())
            .as("%s: %s", option, answer)
            .isEqualTo(option.get("code").asText());
        assertThat(answer.body().get("detail")).isEqualTo(option.get("detail"));
        assertThat(answer.body().get("detailJa")).isEqualTo(option.get("detailJa"));
      }
    }
    return allowed;
  }

  private JsonNode perform(TestCard card, JsonNode keys, String act, String ground)
      throws IOException {
    JsonNode option = option(options(card), act, ground);
    assertThat(option.get("allowed").asBoolean()).as(option.toString()).isTrue();
    Answer answer = ask(option, card, keys);
    assertThat(answer.status()).as("%s: %s", option, answer).isIn(200, 201);
    return answer.body();
  }

  @Test
  void options_inEachState_areWhatTheServerDoes() throws IOException {
    TestCard card = TestCard.register(installation());
    JsonNode keys = JSON.readTree(card.p384Requests());
    assertThat(compare(card, keys))
        .contains("certificates", "suspension", "replacement")
        .doesNotContain("renewal", "lift", "registration", "extension", "revocation");
    perform(card, keys, "certificates", "");

    JsonNode more = JSON.readTree(card.p384Requests());
    assertThat(compare(card, more)).contains("revocation", "pin").doesNotContain("certificates");
    JsonNode early = option(options(card), "renewal", "ending");
    assertThat(early.get("code").asText()).isEqualTo("RENEWAL_WINDOW_NOT_OPEN");
    assertThat(early.get("from").asText()).endsWith("-11-18");

    perform(card, more, "suspension", "");
    assertThat(compare(card, more)).contains("lift", "replacement").doesNotContain("certificates");
    assertThat(option(options(card), "suspension", "").get("alreadySo").asBoolean()).isTrue();
    JsonNode lift = option(options(card), "lift", "");
    assertThat(lift.get("effects").findValuesAsText("effect"))
        .containsExactly("card-lifted", "certificate-restored", "certificate-restored");
    perform(card, more, "lift", "");

    JsonNode replaced = perform(card, more, "replacement", "damaged");
    assertThat(compare(card, more)).containsOnly("revocation");
    TestCard successor = card.successor(replaced.get("card").asText());
    assertThat(compare(successor, more)).contains("certificates");
  }

  private String tag(TestCard card) throws IOException {
    Answer file = clerk.get("/cards/" + card.id);
    String version = desk.answer(200, file).get("version").asText();
    assertThat(file.tag()).contains("\"" + version + "\"");
    return file.tag().orElseThrow();
  }

  /** Two clerks have one card open: the second is told what the first one did. */
  @Test
  void act_onWhatHoldsNoMore_isRefusedWithWhatWasDoneSince() throws IOException {
    TestCard card = TestCard.register(installation());
    JsonNode keys = JSON.readTree(card.p384Requests());
    String first = tag(card);
    assertThat(clerk.get("/cards/" + card.id + "/options").tag().orElseThrow())
        .startsWith(first.substring(0, first.indexOf('-')));
    String address = "/cards/" + card.id + "/certificates";
    String key = UUID.randomUUID().toString();
    JsonNode issued = desk.answer(201, clerk.postOn(first, address, card.p384Requests(), key));
    String body = "{" + OfficeRequests.CHECKED + ",\"ground\":\"holder-request\"}";
    String revocation =
        "/certificates/signature/" + issued.at("/certificates/0/serial").asText() + "/revocation";

    Answer overtaken = clerk.postOn(first, revocation, body);
    assertThat(overtaken.status()).isEqualTo(412);
    desk.refused("CARD_CHANGED", overtaken);
    assertThat(overtaken.body().get("changes").findValuesAsText("act"))
        .containsExactly("certificates-issued");
    desk.refused("CARD_CHANGED", clerk.postOn(first, address, keys.toString()));
    assertThat(
            desk.as("operator")
                .postOn(first, revocation, "{\"ground\":\"erroneous-issue\"}")
                .body()
                .has("changes"))
        .isFalse();
    desk.refused("OTHER_MUNICIPALITY", desk.as("clerk-13104").postOn(first, revocation, body));
    for (String other : List.of("W/" + first, "8-1", "\"8\"", first + ", " + first)) {
      desk.refused("REQUEST_INVALID", clerk.postOn(other, revocation, body));
    }
    desk.refused(
        "REQUEST_INVALID",
        clerk.postOn(first, "/cards", TestCard.registration("R-" + UUID.randomUUID(), "13221")));

    String next = "\"" + issued.at("/receipt/version").asText() + "\"";
    desk.answer(200, clerk.postOn(next, revocation, body));
    desk.answer(
        200,
        clerk.postOn(
            "*",
            "/cards/" + card.id + "/pin-events",
            "{\"pin\":\"user-identification\",\"what\":\"locked\"}"));
  }

  /** A request that comes again was not overtaken by itself. */
  @Test
  void act_sentAgainOnWhatItHasChanged_isAnsweredAsBefore() throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    String seen = tag(card);
    String address = "/cards/" + card.id + "/replacement";
    String body = "{\"cause\":\"damaged\"," + OfficeRequests.CHECKED + "}";
    String key = UUID.randomUUID().toString();
    JsonNode replaced = desk.answer(201, clerk.postOn(seen, address, body, key));
    assertThat(desk.answer(201, clerk.postOn(seen, address, body, key))).isEqualTo(replaced);
    // An address alone leaves no entry of a card, and yet what was seen holds no more.
    TestCard next = card.successor(replaced.get("card").asText());
    String before = tag(next);
    desk.answer(
        200,
        desk.as("register")
            .post(
                "/resident-events",
                """
                {"event":"E-%s","registerId":"%s","kind":"address-changed","minor":false,
                 "occurredOn":"2026-11-01","municipality":"13221",
                 "address":"東京都清瀬市中里五丁目８４３番地"}
                """
                    .formatted(UUID.randomUUID(), card.registerId)));
    Answer overtaken =
        clerk.postOn(before, "/cards/" + next.id + "/certificates", next.p384Requests());
    desk.refused("CARD_CHANGED", overtaken);
    assertThat(overtaken.body().get("changes")).isEmpty();
  }

  /** A child's certificate needs two, and the page can say so beforehand. */
  @Test
  void options_ofAChild_needHolderAndRepresentative() throws IOException {
    TestCard child =
        TestCard.register(installation(), json -> json.replace("1980-02-17", "2020-02-17"));
    JsonNode needs = option(options(child), "certificates", "").get("needs");
    assertThat(needs.get("identityCheck").asText()).isEqualTo("sufficient");
    assertThat(needs.get("present").toString()).isEqualTo("[[\"holder\",\"representative\"]]");
    assertThat(needs.get("keys").toString()).contains("signature", "user-identification");
  }

  @Test
  void card_withEndsAndHistory_saysWhy() throws IOException {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    JsonNode file = desk.answer(200, clerk.get("/cards/" + card.id + "?options=true"));
    assertThat(file.at("/ends/because").asText()).isEqualTo("tenth-birthday");
    assertThat(file.get("certificates").findValuesAsText("because"))
        .containsExactly("fifth-birthday", "fifth-birthday");
    assertThat(file.get("options").size()).isGreaterThan(30);
    JsonNode issued = file.at("/history/1");
    assertThat(issued.get("act").asText()).isEqualTo("certificates-issued");
    assertThat(issued.at("/facts/certificates").findValuesAsText("serial"))
        .containsExactlyInAnyOrderElementsOf(serials.values());
    assertThat(issued.at("/facts/documents/0").asText()).isEqualTo("driving-licence");
    assertThat(issued.at("/actor/municipality").asText()).isEqualTo("13221");
    JsonNode entry =
        desk.answer(200, desk.as("auditor").get("/audit/entries/" + issued.get("entry").asText()));
    assertThat(entry.toString()).contains("certificates-issued");

    JsonNode line = desk.answer(200, clerk.get("/cards/" + card.id + "/time-line?limit=2"));
    assertThat(line.get("entries").findValuesAsText("act"))
        .containsExactly("certificates-issued", "holder-read");
    JsonNode rest =
        desk.answer(
            200,
            clerk.get(
                "/cards/%s/time-line?limit=2&before=%s".formatted(card.id, line.get("before"))));
    assertThat(rest.get("entries").findValuesAsText("act")).containsExactly("card-registered");
    assertThat(rest.has("before")).isFalse();
    desk.refused("NOT_ALLOWED", desk.as("lossline").get("/cards/" + card.id + "/options"));
    desk.refused(
        "OTHER_MUNICIPALITY", desk.as("clerk-13104").get("/cards/" + card.id + "/options"));
    desk.refused("REQUEST_INVALID", clerk.get("/cards/" + card.id + "?options=maybe"));
    assertThat(desk.as("auditor").get("/cards/" + card.id + "/time-line").status()).isEqualTo(200);
  }
}
