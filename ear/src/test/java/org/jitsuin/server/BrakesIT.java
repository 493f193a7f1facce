package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one credential can end on the deployed server, however often it asks. */
@Tag("deployed")
class BrakesIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** On the way at once, as many as the server lets wait. */
  private static final int AT_ONCE = 200;

  private static final int REQUESTS = 10_000;
  private static final int BUDGET = 20;
  private static final int BURST = 30;
  private static final int TRIES = 300;
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final OfficeRequests desk = new OfficeRequests(installation());

  /** Sends requests as fast as they are answered; tells how often which code came back. */
  private static Map<String, Integer> flood(
      StaffClient client, int requests, IntFunction<String> path, String body)
      throws InterruptedException {
    Semaphore places = new Semaphore(AT_ONCE);
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      places.acquire();
      answers.add(
          client
              .postLater(path.apply(i), body, UUID.randomUUID().toString())
              .whenComplete((_, _) -> places.release()));
    }
    Map<String, Integer> codes = new HashMap<>();
    answers.forEach(answer -> codes.merge(code(answer.join()), 1, Integer::sum));
    return codes;
  }

  private static String code(HttpResponse<byte[]> answer) {
    try {
      return answer.statusCode() == 200
          ? "200"
          : answer.statusCode() + " " + JSON.readTree(answer.body()).path("code").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ten thousand single revocations of one operator do not succeed. */
  @Test
  void revocation_tenThousandOfOneOperator_endNoMoreThanTheBudget() throws Exception {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      desk.issue(TestCard.register(installation()))
          .forEach(
              (kind, serial) -> paths.add("/certificates/" + kind + "/" + serial + "/revocation"));
    }
    StaffClient operator = desk.as("operator2");
    assertThat(operator.get("/caller").body().at("/budgets/0/limit").asInt()).isEqualTo(BUDGET);
    String body = "{\"ground\":\"ex-officio\"}";
    assertThat(flood(operator, paths.size(), paths::get, body))
        .containsOnlyKeys("200", "409 BUDGET_USED")
        .containsEntry("200", BUDGET);

    List<String> good = paths.stream().filter(path -> state(path).equals("good")).toList();
    assertThat(good).hasSize(paths.size() - BUDGET);
    assertThat(flood(operator, REQUESTS, i -> good.get(i % good.size()), body))
        .isEqualTo(Map.of("409 BUDGET_USED", REQUESTS));
    assertThat(good).allMatch(path -> state(path).equals("good"));
    assertThat(operator.get("/caller").body().at("/budgets/0/left").asInt()).isZero();
    assertThat(entries("budget-used-up")).isOne();
    // It is that person's budget, not the others'.
    desk.answer(200, desk.as("operator").post(good.getFirst(), body));
  }

  private String state(String path) {
    String[] parts = path.split("/", -1);
    try {
      return desk.answer(
              200,
              desk.as("auditor").get("/certificates?authority=" + parts[2] + "&serial=" + parts[3]))
          .at("/certificates/0/state")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int entries(String kind) throws IOException {
    return desk.as("auditor")
        .get("/audit/entries?limit=1000&actor=operator2&kind=" + kind)
        .body()
        .get("entries")
        .size();
  }

  @Test
  void suspension_manyInARow_areSlowedForSecondsAndNobodyElseIs() throws Exception {
    StaffClient clerk = desk.as("clerk-13104");
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < BURST + 10; i++) {
      paths.add(suspendable(clerk));
    }
    String body = "{\"reporter\":{\"relation\":\"police\"}}";
    long begin = System.nanoTime();
    Map<String, Integer> codes = flood(clerk, paths.size(), paths::get, body);
    long more = (System.nanoTime() - begin) / INTERVAL.toNanos();
    assertThat(codes.get("200")).isBetween(BURST, BURST + (int) more);
    HttpResponse<byte[]> slowed =
        clerk.postLater(suspendable(clerk), body, UUID.randomUUID().toString()).join();
    assertThat(slowed.statusCode()).isEqualTo(429);
    assertThat(slowed.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 10L);
    desk.answer(200, desk.as("lossline").post(suspendable(clerk), body));
  }

  /** Where a card of somebody in Shinjuku-ku is suspended. */
  private String suspendable(StaffClient clerk) throws IOException {
    String registration =
        TestCard.registration("R-" + UUID.randomUUID(), "13104")
            .replace("東京都清瀬市中里五丁目８４２番地", "東京都新宿区西新宿二丁目８番１号");
    String card = desk.answer(201, clerk.post("/cards", registration)).get("card").asText();
    return "/cards/" + card + "/suspension";
  }

  /** More losses than an hour may have: the rest waits for two operators, and none is lost. */
  @Test
  void event_moreThanAnHourMayHave_waitsForTwoOperators() throws Exception {
    LocalDate today = JapanTime.date(Clocks.system().instant());
    List<String> events = new ArrayList<>();
    for (int i = 0; i < ServerUnderTest.LOSSES + 1; i++) {
      TestCard card = TestCard.register(installation());
      // Who has no certificates loses none: that is not counted.
      assertThat(desk.issue(card)).hasSize(2);
      events.add(
          "{\"event\":\"E-%s\",\"registerId\":\"%s\",\"kind\":\"card-lost\",\"occurredOn\":\"%s\"}"
              .formatted(UUID.randomUUID(), card.registerId, today));
    }
    StaffClient register = desk.as("register");
    Answer last = register.post("/resident-events", events.getFirst());
    for (String event : events.subList(1, events.size())) {
      last = register.post("/resident-events", event);
    }
    JsonNode held = desk.answer(202, last);
    assertThat(held.get("held").asBoolean()).isTrue();
    String hold = held.get("hold").asText();
    String path = "/event-holds/" + hold;
    awaitHealth(hold, true);
    StaffClient operator = desk.as("operator");
    assertThat(desk.answer(200, operator.get(path)).at("/kinds/card-lost").asInt()).isPositive();

    String reason = "{\"reason\":\"a bag of cards was found at the station\"}";
    desk.answer(200, operator.post(path + "/release", reason));
    desk.refused("SAME_PERSON", operator.post(path + "/approval", "{\"decision\":\"release\"}"));
    desk.answer(200, desk.as("operator2").post(path + "/approval", "{\"decision\":\"release\"}"));
    awaitHealth(hold, false);
    JsonNode ended = desk.answer(200, operator.get(path));
    for (int i = 0; i < TRIES && !ended.get("state").asText().equals("released"); i++) {
      Thread.sleep(100);
      ended = desk.answer(200, operator.get(path));
    }
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("released");
    JsonNode applied = desk.answer(200, register.post("/resident-events", events.getLast()));
    assertThat(applied.has("held")).isFalse();
    assertThat(applied.get("cards")).hasSize(1);
    assertThat(heldRows(hold)).isZero();
    assertThat(
            desk.answer(200, operator.get("/event-breakers"))
                .get("breakers")
                .findValuesAsText("events"))
        .contains("losses", "removals");
  }

  /** The server stays ready, and says what waits or does not any more. */
  private static void awaitHealth(String hold, boolean told) throws InterruptedException {
    boolean tells = !told;
    for (int i = 0; i < TRIES && tells != told; i++) {
      Thread.sleep(100);
      tells =
          ServerUnderTest.installation().server().health()
                  instanceof Health.Ready(List<String> facts)
              && facts.stream().anyMatch(fact -> fact.contains(hold));
    }
    assertThat(tells).isEqualTo(told);
  }

  private static int heldRows(String hold) throws Exception {
    try (Connection connection = ServerUnderTest.installation().database().admin().getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT COUNT(*) FROM ca.held_event WHERE hold_id = ?")) {
      query.setString(1, hold);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
