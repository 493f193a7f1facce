package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What pages show at a glance: how much waits, and who asked how much. */
@Tag("deployed")
class OverviewIT extends DeployedServerTest {
  private static final String PARTY = "relying-party";

  private final OfficeRequests desk = new OfficeRequests(installation());

  private int count(String who, String what) throws IOException {
    JsonNode counted = desk.answer(200, desk.as(who).get("/counts")).get(what);
    assertThat(counted.get("more").asBoolean()).isFalse();
    return counted.get("count").asInt();
  }

  @Test
  void counts_ofApplications_areThoseOfTheOfficeAndThePerson() throws IOException {
    TestCard card = TestCard.register(installation());
    int received = count("clerk-13221", "received");
    int entered = count("clerk-13221", "entered");
    int others = count("supervisor-13221", "entered");
    int elsewhere = count("clerk-13104", "received");
    String application = "{\"kind\":\"pin\",\"card\":\"%s\",\"content\":{}}".formatted(card.id);
    String id =
        desk.answer(201, desk.as("clerk-13221").post("/applications", application))
            .get("application")
            .asText();
    assertThat(count("clerk-13221", "received")).isEqualTo(received + 1);
    assertThat(count("clerk-13221", "entered")).isEqualTo(entered + 1);
    assertThat(count("supervisor-13221", "entered")).isEqualTo(others);
    assertThat(count("clerk-13104", "received")).isEqualTo(elsewhere);
    desk.answer(
        200,
        desk.as("clerk-13221").post("/applications/" + id + "/refusal", "{\"reason\":\"test\"}"));
    assertThat(count("clerk-13221", "received")).isEqualTo(received);
    assertThat(count("clerk-13221", "entered")).isEqualTo(entered);
  }

  /** Its card was suspended today: it counts as soon as nobody says how long ago at least. */
  @Test
  void counts_ofSuspensions_goBackSoManyDays() throws IOException {
    TestCard card = TestCard.register(installation());
    StaffClient clerk = desk.as("clerk-13221");
    int before = clerk.get("/counts?days=0").body().at("/suspensions/count").asInt();
    int old = clerk.get("/counts?days=1").body().at("/suspensions/count").asInt();
    desk.answer(
        200,
        clerk.post(
            "/cards/" + card.id + "/suspension", "{\"reporter\":{\"relation\":\"police\"}}"));
    assertThat(clerk.get("/counts?days=0").body().at("/suspensions/count").asInt())
        .isEqualTo(before + 1);
    assertThat(clerk.get("/counts?days=1").body().at("/suspensions/count").asInt()).isEqualTo(old);
    desk.refused("REQUEST_INVALID", clerk.get("/counts?days=99999"));
  }

  @Test
  void counts_ofARelyingParty_areSumsOfADay() throws Exception {
    LocalDate today = JapanTime.date(Clocks.system().instant());
    LocalDate day = today.minusDays(400);
    try (var connection = ServerUnderTest.installation().database().admin().getConnection();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO status.relying_party_count
                  (day, party_no, authority, kind, node, started_at, answers)
                SELECT ?, party_no, 'signature', 'good', ?, 1, 20 FROM status.relying_party
                WHERE name = ?
                """)) {
      for (String node : List.of("overview-1", "overview-2")) {
        insert.setObject(1, day);
        insert.setString(2, node);
        insert.setString(3, PARTY);
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
    }
    String address = "/relying-parties/" + PARTY + "/counts";
    StaffClient operator = desk.as("operator");
    JsonNode told =
        desk.answer(200, operator.get(address + "?from=" + day + "&until=" + day.plusDays(1)));
    assertThat(told.get("counts"))
        .hasToString(
            "[{\"day\":\"%s\",\"authority\":\"signature\",\"kind\":\"good\",\"answers\":40}]"
                .formatted(day));
    // Written as an earlier release does.
    assertThat(told.get("hashes"))
        .hasToString("[{\"hash\":\"not-counted\",\"last\":\"%s\",\"answers\":40}]".formatted(day));
    JsonNode recent = desk.answer(200, operator.get(address));
    assertThat(recent.get("from").asText()).isEqualTo(today.minusDays(30).toString());
    assertThat(recent.get("until").asText()).isEqualTo(today.toString());
    desk.refused("REQUEST_INVALID", operator.get(address + "?from=" + today.minusDays(367)));
    desk.refused("REQUEST_INVALID", operator.get(address + "?from=" + today.plusDays(1)));
    desk.refused("RELYING_PARTY_UNKNOWN", operator.get("/relying-parties/nobody/counts"));
  }
}
