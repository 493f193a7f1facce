package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of resident events on the deployed server, sent by a real curl. */
@Tag("deployed")
class RegisterIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 8_000;

  private final String batch = UUID.randomUUID().toString();

  /** Each line is answered before the next is sent: neither side waits for the whole. */
  @ParameterizedTest
  @ValueSource(strings = {"--http1.1", "--http2"})
  void batch_lineByLine_isAnsweredLineByLine(String version) throws Exception {
    try (CurlStream curl = CurlStream.post(installation(), "/resident-events", batch, version)) {
      for (int i = 1; i <= 3; i++) {
        curl.send(move(i));
        curl.flush();
        JsonNode answer = JSON.readTree(curl.answer());
        assertThat(answer.get("line").asInt()).isEqualTo(i);
        assertThat(answer.get("status").asText()).isEqualTo("done");
        assertThat(recorded()).isEqualTo(i);
      }
      curl.end();
      assertThat(curl.rest()).isEmpty();
    }
  }

  @Test
  void batch_brokenOffAndGoneOnWith_takesEveryEventOnce() throws Exception {
    TestCard card = TestCard.register(installation());
    issue(card);
    int lines = MANY;
    IntFunction<String> line = i -> i == 7 ? card.move(event(7)).replace("\n", "") : move(i);
    int answered = 0;
    try (CurlStream curl = CurlStream.post(installation(), "/resident-events", batch)) {
      for (int i = 1; i <= lines / 4; i++) {
        curl.send(line.apply(i));
      }
      curl.sendPart("{\"event\":\"half a li");
      curl.flush();
      while (answered < lines / 8) {
        assertThat(JSON.readTree(curl.answer()).get("line").asInt()).isEqualTo(++answered);
      }
      curl.breakOff();
    }

    JsonNode progress = batch();
    int taken = progress.get("lines").asInt();
    assertThat(taken).isGreaterThanOrEqualTo(answered);
    assertThat(progress.get("refused").asInt()).isZero();
    assertThat(send("?from=" + (lines + 1), List.of(move(1))).getFirst()).contains("BATCH_GAP");
    List<String> answers =
        send(
            "?from=" + (taken + 1),
            IntStream.rangeClosed(taken + 1, lines).mapToObj(line).toList());
    assertThat(answers)
        .hasSize(lines - taken)
        .last()
        .asString()
        .contains("\"line\":" + lines + ",");
    assertThat(batch().get("lines").asInt()).isEqualTo(lines);
    assertThat(recorded()).isEqualTo(lines);
    assertThat(card(card).at("/certificates/0/state").asText()).isEqualTo("revoked");
    assertThat(card(card).at("/certificates/1/state").asText()).isEqualTo("good");
  }

  @Test
  void batch_sentAgainWholly_isAnsweredTheSame() throws Exception {
    List<String> lines =
        List.of(move(1), "{]", move(2), move(2).replace("false", "true"), "", move(3));
    List<JsonNode> first = parsed(send("", lines));
    assertThat(first)
        .extracting(line -> line.get("status").asText())
        .containsExactly("done", "refused", "done", "refused", "refused", "done");
    assertThat(first.get(1).get("code").asText()).isEqualTo("REQUEST_INVALID");
    assertThat(first.get(1).get("detailJa").asText()).isNotEmpty();
    assertThat(first.get(3).get("code").asText()).isEqualTo("EVENT_CONTENT_DIFFERS");
    assertThat(first.get(3).get("event").asText()).isEqualTo(event(2));
    List<JsonNode> again = parsed(send("", lines));
    assertThat(again)
        .extracting(line -> line.get("status").asText())
        .containsExactly("repeated", "refused", "repeated", "refused", "refused", "repeated");
    assertThat(again.get(0).get("revoked")).isEqualTo(first.get(0).get("revoked"));
    assertThat(batch().get("lines").asInt()).isEqualTo(6);
    assertThat(batch().get("refused").asInt()).isEqualTo(3);
  }

  /** What an office entered and the register has otherwise issues nothing until that is settled. */
  @Test
  void confirmed_withOtherData_isShownUntilTheRegisterSettlesIt() throws IOException {
    TestCard card = TestCard.register(installation());
    StaffClient clerk = StaffClient.of(installation(), "clerk-13221");
    assertThat(clerk.get("/cards/" + card.id).body().get("registerConfirmation").asText())
        .isEqualTo("not-required");
    String whole =
        String.format(
            Locale.ROOT,
            """
            {"event":"%s","registerId":"%s","kind":"confirmed","occurredOn":"2026-11-01",
             "municipality":"13221","name":"山田　花代","address":"東京都清瀬市中里五丁目８４２番地",
             "sex":"female","birthDate":"1980-02-17"}
            """,
            event(1),
            card.registerId);
    String part = whole.replace("\"sex\":\"female\",", "");
    assertThat(register().post("/resident-events", part).code()).isEqualTo("REQUEST_INVALID");
    Answer differs = register().post("/resident-events", whole);
    assertThat(differs.body().get("confirmed").asBoolean()).as(differs.toString()).isFalse();
    JsonNode shown = clerk.get("/cards/" + card.id).body();
    assertThat(shown.get("registerConfirmation").asText()).isEqualTo("differs");
    assertThat(shown.get("registerDiffers").toString()).isEqualTo("[\"name\"]");
    assertThat(shown.get("history").findValuesAsText("act")).contains("holder-differs");
    Answer refused = clerk.post("/cards/" + card.id + "/certificates", card.p384Requests());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("RESIDENT_DIFFERS");
    assertThat(refused.body().get("detailJa").asText()).contains("name");

    String corrected =
        whole.replace(event(1), event(2)).replace("\"confirmed\"", "\"name-changed\"");
    assertThat(register().post("/resident-events", corrected).status()).isEqualTo(200);
    JsonNode settled = clerk.get("/cards/" + card.id).body();
    assertThat(settled.get("registerConfirmation").asText()).isEqualTo("confirmed");
    assertThat(settled.at("/holder/name").asText()).isEqualTo("山田　花代");
    issue(card);
  }

  @Test
  void batch_unknown_isNotFound() throws IOException {
    Answer answer = register().get("/resident-events/batches/" + batch);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("BATCH_UNKNOWN");
  }

  @Test
  void batch_withoutKey_isRefusedBeforeAnythingIsRead() throws Exception {
    batchKeyIs("short", "IDEMPOTENCY_KEY_MISSING");
  }

  private void batchKeyIs(String key, String code) throws Exception {
    try (CurlStream curl = CurlStream.post(installation(), "/resident-events", key)) {
      curl.send(move(1));
      curl.end();
      assertThat(curl.rest()).singleElement().asString().contains(code);
    }
    assertThat(recorded()).isZero();
  }

  private List<String> send(String query, List<String> lines) throws Exception {
    try (CurlStream curl = CurlStream.post(installation(), "/resident-events" + query, batch)) {
      for (String line : lines) {
        curl.send(line);
      }
      curl.end();
      return curl.rest();
    }
  }

  private static List<JsonNode> parsed(List<String> lines) throws IOException {
    List<JsonNode> parsed = new ArrayList<>();
    for (String line : lines) {
      parsed.add(JSON.readTree(line));
    }
    return parsed;
  }

  private JsonNode batch() throws IOException {
    return register().get("/resident-events/batches/" + batch).body();
  }

  private static StaffClient register() {
    return StaffClient.of(installation(), "register");
  }

  private String event(int number) {
    return batch + "-" + number;
  }

  private String move(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"event":"%s","registerId":"R-%s-%d","kind":"address-changed","minor":false,\
        "occurredOn":"2026-11-01","municipality":"13104","address":"東京都新宿区歌舞伎町一丁目４番１号"}\
        """,
        event(number),
        batch,
        number);
  }

  private static void issue(TestCard card) throws IOException {
    Answer answer =
        StaffClient.of(installation(), "clerk-13221")
            .post("/cards/" + card.id + "/certificates", card.p384Requests());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  private static JsonNode card(TestCard card) throws IOException {
    return StaffClient.of(installation(), "auditor").get("/cards/" + card.id).body();
  }

  private long recorded() throws Exception {
    try (Connection connection = ServerUnderTest.installation().database().admin().getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM ca.resident_event WHERE event_id LIKE ?")) {
      query.setString(1, batch + "-%");
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
