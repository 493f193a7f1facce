package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Searches and notices on the deployed server. */
@Tag("deployed")
class SearchIT extends DeployedServerTest {
  private static final int MOST_PAGES = 1_000;

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient clerk = desk.as("clerk-13221");
  private final StaffClient auditor = desk.as("auditor");
  private final LocalDate today = JapanTime.date(Clocks.system().instant());

  /** All of a search, page by page. */
  private List<JsonNode> all(StaffClient who, String path, String member) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    String next = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = desk.answer(200, who.get(path + next));
      answer.get(member).forEach(found::add);
      if (!answer.has("next")) {
        return found;
      }
      next = "&after=" + answer.get("next").asText();
    }
    throw new AssertionError("more than " + MOST_PAGES + " pages: " + path);
  }

  private static List<String> serials(List<JsonNode> found) {
    return found.stream().map(one -> one.get("serial").asText()).toList();
  }

  /** How often one act is counted this month in a municipality. */
  private long counted(StaffClient who, String act, String detail) throws IOException {
    String month = today.toString().substring(0, 7);
    return all(who, "/statistics?limit=3&municipality=13221&from=" + month, "statistics").stream()
        .filter(one -> one.get("period").asText().equals(month))
        .filter(one -> one.get("act").asText().equals(act))
        .filter(one -> one.path("detail").asText().equals(detail))
        .mapToLong(one -> one.get("count").asLong())
        .sum();
  }

  @Test
  void statistics_ofAMunicipality_countWhatWasDone() throws Exception {
    long issued = counted(auditor, "issued", "");
    desk.issue(TestCard.register(installation()));
    for (int i = 0; i < 200 && counted(auditor, "issued", "") < issued + 2; i++) {
      Thread.sleep(100);
    }
    assertThat(counted(auditor, "issued", "")).isGreaterThanOrEqualTo(issued + 2);
    assertThat(counted(clerk, "issued", "")).isGreaterThanOrEqualTo(issued + 2);
    desk.refused(
        "OTHER_MUNICIPALITY", desk.as("clerk-13104").get("/statistics?municipality=13221"));
    assertThat(all(desk.as("clerk-13104"), "/statistics?by=day", "statistics"))
        .allSatisfy(one -> assertThat(one.get("municipality").asText()).isEqualTo("13104"));
    for (String wrong :
        new String[] {"by=year", "by=day&from=2025-10", "municipality=1", "after=x", "limit=0"}) {
      desk.refused("REQUEST_INVALID", auditor.get("/statistics?" + wrong));
    }
  }

  @Test
  void certificates_byOwnerAndState_areFoundByThoseWhoMay() throws IOException {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    for (String query :
        new String[] {
          "card=" + card.id,
          "registerId=" + card.registerId,
          "card=" + card.id + "&state=good&expiringBefore=2999-01-01",
          "card=" + card.id + "&registerId=" + card.registerId
        }) {
      assertThat(serials(all(clerk, "/certificates?" + query, "certificates")))
          .as(query)
          .containsExactlyInAnyOrderElementsOf(serials.values());
    }
    String one = "/certificates?serial=" + serials.get("signature");
    JsonNode found = desk.answer(200, clerk.get(one)).at("/certificates/0");
    assertThat(found.get("registerId").asText()).isEqualTo(card.registerId);
    assertThat(found.get("municipality").asText()).isEqualTo("13221");
    assertThat(found.get("state").asText()).isEqualTo("good");
    assertThat(found.toString()).doesNotContain("山田", "清瀬");
    for (String nothing :
        new String[] {
          one + "&authority=user-identification",
          one + "&state=revoked",
          one + "&expiringBefore=2027-01-01",
          one + "&card=" + UUID.randomUUID(),
          "/certificates?card=x"
        }) {
      assertThat(desk.answer(200, clerk.get(nothing)).get("certificates")).as(nothing).isEmpty();
    }
    assertThat(desk.answer(200, desk.as("clerk-13104").get(one)).get("certificates")).isEmpty();
    assertThat(desk.answer(200, auditor.get(one)).get("certificates")).hasSize(1);
    JsonNode operator = desk.answer(200, desk.as("operator").get(one)).at("/certificates/0");
    assertThat(operator.get("card").asText()).isEqualTo(card.id);
    assertThat(operator.has("registerId")).isFalse();
    desk.refused(
        "NOT_ALLOWED", desk.as("operator").get("/certificates?registerId=" + card.registerId));
  }

  @Test
  void certificates_ofTheMunicipality_comePageByPageInOrderAndFollowWhoMoves() throws IOException {
    TestCard stays = TestCard.register(installation());
    TestCard moves = TestCard.register(installation());
    Map<String, String> kept = desk.issue(stays);
    Map<String, String> moved = desk.issue(moves);
    desk.answer(
        200, desk.as("register").post("/resident-events", moves.move("E-" + UUID.randomUUID())));

    List<JsonNode> found = all(clerk, "/certificates?limit=3", "certificates");
    assertThat(found).extracting(one -> one.get("municipality").asText()).containsOnly("13221");
    assertThat(found).extracting(one -> one.get("notAfter").asText()).isSorted();
    assertThat(new HashSet<>(serials(found))).hasSameSizeAs(found);
    assertThat(serials(found))
        .containsAll(kept.values())
        .doesNotContainAnyElementsOf(moved.values());
    List<String> elsewhere =
        serials(all(desk.as("clerk-13104"), "/certificates?state=revoked&limit=2", "certificates"));
    assertThat(elsewhere)
        .contains(moved.get("signature"))
        .doesNotContain(moved.get("user-identification"));
    assertThat(serials(all(auditor, "/certificates?limit=200", "certificates")))
        .containsAll(kept.values())
        .containsAll(moved.values());
    JsonNode cards =
        desk.answer(200, desk.as("clerk-13104").get("/cards?registerId=" + moves.registerId));
    assertThat(cards.at("/cards/0/card").asText()).isEqualTo(moves.id);
    assertThat(cards.at("/cards/0/municipality").asText()).isEqualTo("13104");
    assertThat(
            desk.answer(
                    200,
                    desk.as("clerk-13104")
                        .post(
                            "/cards/of-resident", "{\"registerId\":\"" + moves.registerId + "\"}"))
                .get("cards"))
        .isEqualTo(cards.get("cards"));
    desk.refused("REQUEST_INVALID", clerk.post("/cards/of-resident", "{\"limit\":1}"));
    assertThat(desk.answer(200, clerk.get("/cards?registerId=" + moves.registerId)).get("cards"))
        .isEmpty();
  }

  @Test
  void searches_writtenWrongly_areRefusedAndNotWidened() throws IOException {
    for (String path :
        new String[] {
          "/certificates?registerID=x",
          "/certificates?state=good&state=revoked",
          "/certificates?state=fine",
          "/certificates?authority=passport",
          "/certificates?serial=zz",
          "/certificates?expiringBefore=soon",
          "/certificates?limit=201",
          "/certificates?limit=0",
          "/certificates?after=AAAA",
          "/cards",
          "/cards?registerId=x&limit=x",
          "/suspensions?days=-1",
          "/suspensions?after=x",
          "/expiry-notices?within-months=13",
          "/expiry-notices?months=3",
          "/applications?stat=received",
          "/applications?state=received&state=received",
          "/cards/none?history=1"
        }) {
      desk.refused("REQUEST_INVALID", clerk.get(path));
    }
    desk.refused(
        "REQUEST_INVALID", desk.as("supervisor-13221").get("/revocation-jobs?state=running"));
    desk.refused("REQUEST_INVALID", desk.as("operator").get("/relying-parties?name=tax-office"));
    StaffClient auditor = desk.as("auditor");
    desk.refused("REQUEST_INVALID", auditor.get("/audit/entries?cards=x"));
    desk.refused("REQUEST_INVALID", auditor.get("/audit/consistency?from=1&to=2"));
    desk.refused("REQUEST_INVALID", auditor.get("/audit/key?format=pem"));
  }

  @Test
  void cards_ofAResident_comeOldestFirstAndPageByPage() throws IOException {
    TestCard first = TestCard.register(installation());
    List<String> ids = new ArrayList<>(List.of(first.id));
    for (int i = 0; i < 2; i++) {
      ids.add(
          desk.answer(
                  201,
                  clerk.post(
                      "/cards/" + ids.getLast() + "/replacement",
                      "{\"cause\":\"damaged\"," + OfficeRequests.CHECKED + "}"))
              .get("card")
              .asText());
    }
    List<JsonNode> found = all(clerk, "/cards?limit=1&registerId=" + first.registerId, "cards");
    assertThat(found).extracting(card -> card.get("card").asText()).isEqualTo(ids);
    assertThat(found)
        .extracting(card -> card.get("state").asText())
        .containsExactly("ended", "ended", "valid");
  }

  /** A caller says how a name sounds: neither its kanji nor where the space is. */
  @Test
  void person_bySound_isFoundByTheLossLine() throws IOException {
    String drawn = UUID.randomUUID().toString().replaceAll("[^0-9a-f]", "").substring(0, 12);
    String kana = "ヤマダ　" + katakana(drawn);
    TestCard card =
        TestCard.register(
            installation(),
            json -> json.replace("\"sex\"", "\"nameKana\":\"%s\",\"sex\"".formatted(kana)));
    StaffClient line = desk.as("lossline");
    String said = "やまだ " + katakana(drawn).replace("　", "");
    String body = "{\"nameKana\":\"%s\",\"birthDate\":\"1980-02-17\"}";
    JsonNode found = desk.answer(200, line.post("/cards/search", body.formatted(said)));
    assertThat(found.at("/cards/0/card").asText()).isEqualTo(card.id);
    assertThat(desk.answer(200, clerk.get("/cards/" + card.id)).at("/holder/nameKana").asText())
        .isEqualTo(kana);

    String other = "スズキ　" + katakana(drawn);
    desk.answer(
        200,
        desk.as("register")
            .post(
                "/resident-events",
                """
                {"event":"E-%s","registerId":"%s","kind":"reading-changed","occurredOn":"2026-11-01",
                 "nameKana":"%s","nameRomaji":"SUZUKI"}
                """
                    .formatted(UUID.randomUUID(), card.registerId, other)));
    assertThat(desk.answer(200, line.post("/cards/search", body.formatted(said))).get("cards"))
        .isEmpty();
    String there = body.replace("\"birthDate\"", "\"municipality\":\"13221\",\"birthDate\"");
    assertThat(desk.answer(200, line.post("/cards/search", there.formatted(other))).get("cards"))
        .hasSize(1);
    desk.refused("REQUEST_INVALID", line.post("/cards/search", body.formatted("山田")));
    desk.refused("REQUEST_INVALID", line.post("/cards/search", "{\"birthDate\":\"1980-02-17\"}"));
  }

  /** Letters of a number that nobody else draws. */
  private static String katakana(String drawn) {
    return drawn
        .chars()
        .mapToObj(
            digit -> Character.toString("カキクケコサシスセソタチツテトナ".charAt(Character.digit(digit, 16))))
        .collect(Collectors.joining());
  }

  @Test
  void person_byNameAndBirthDate_isFoundAndTheSearchIsRecorded() throws IOException {
    String unique = "検索　" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    TestCard card = TestCard.register(installation(), json -> json.replace("山田　花子", unique));
    String body = "{\"name\":\"%s\",\"birthDate\":\"1980-02-17\"}".formatted(unique);
    StaffClient line = desk.as("lossline");
    for (StaffClient who : new StaffClient[] {clerk, line}) {
      JsonNode found = desk.answer(200, who.post("/cards/search", body));
      assertThat(found.get("cards")).hasSize(1);
      assertThat(found.at("/cards/0/card").asText()).isEqualTo(card.id);
      assertThat(found.at("/cards/0/state").asText()).isEqualTo("valid");
      assertThat(found.toString()).doesNotContain(unique);
    }
    assertThat(desk.answer(200, desk.as("clerk-13104").post("/cards/search", body)).get("cards"))
        .isEmpty();
    assertThat(
            desk.answer(200, clerk.post("/cards/search", body.replace("02-17", "02-18")))
                .get("cards"))
        .isEmpty();
    String addressed = body.replace("\"birthDate\"", "\"address\":\"東京都清瀬市中里\",\"birthDate\"");
    assertThat(desk.answer(200, line.post("/cards/search", addressed)).get("cards")).isEmpty();
    desk.refused("REQUEST_INVALID", line.post("/cards/search", "{\"name\":\"x\"}"));
    desk.refused("NOT_ALLOWED", desk.as("operator").post("/cards/search", body));

    String log = all(auditor, "/audit/entries?limit=1000", "entries").toString();
    assertThat(log).contains("holder-searched").doesNotContain(unique);
  }

  @Test
  void suspensions_neverLifted_areListedByMunicipality() throws IOException {
    TestCard card = TestCard.register(installation());
    desk.answer(
        200,
        desk.as("lossline")
            .post("/cards/" + card.id + "/suspension", "{\"reporter\":{\"relation\":\"police\"}}"));
    for (String who : new String[] {"clerk-13221", "auditor", "lossline"}) {
      assertThat(all(desk.as(who), "/suspensions?days=0&limit=2", "suspensions"))
          .as(who)
          .extracting(one -> one.get("card").asText())
          .contains(card.id)
          .doesNotHaveDuplicates();
    }
    assertThat(all(desk.as("clerk-13104"), "/suspensions?days=0&limit=200", "suspensions"))
        .extracting(one -> one.get("card").asText())
        .doesNotContain(card.id);
    assertThat(all(auditor, "/suspensions?days=30", "suspensions"))
        .extracting(one -> one.get("card").asText())
        .doesNotContain(card.id);
  }

  @Test
  void notices_whatEndsSoon_isListedAndInTheLetterButNotWhatEndsWithAStay() throws IOException {
    TestCard card = TestCard.ending(installation());
    Map<String, String> serials = desk.issue(card);
    TestCard foreigner =
        TestCard.register(
            installation(),
            json ->
                json.replace(
                    "\"sex\"",
                    "\"stay\":{\"status\":\"other\",\"until\":\"%s\"},\"sex\""
                        .formatted(today.plusDays(20))));
    desk.issue(foreigner);

    List<JsonNode> notices = all(clerk, "/expiry-notices?limit=1", "notices");
    assertThat(notices)
        .filteredOn(notice -> notice.get("card").asText().equals(card.id))
        .extracting(notice -> notice.get("what").asText())
        .containsExactlyInAnyOrder("card", "signature", "user-identification");
    assertThat(notices)
        .filteredOn(notice -> notice.has("serial"))
        .extracting(notice -> notice.get("serial").asText())
        .containsAll(serials.values());
    assertThat(notices)
        .extracting(notice -> notice.get("card").asText())
        .doesNotContain(foreigner.id);
    assertThat(notices).extracting(notice -> notice.get("endsOn").asText()).isSorted();
    assertThat(all(desk.as("clerk-13104"), "/expiry-notices?limit=200", "notices"))
        .extracting(notice -> notice.get("card").asText())
        .doesNotContain(card.id);

    JsonNode letter = desk.answer(200, clerk.get("/cards/" + card.id + "/expiry-notice"));
    assertThat(letter.get("name").asText()).isEqualTo("山田　花子");
    assertThat(letter.at("/office/nameJa").asText()).isEqualTo("東京都清瀬市");
    assertThat(letter.get("ends")).hasSize(3);
    assertThat(letter.at("/ends/1/endsWithCard").asBoolean()).isTrue();
    assertThat(letter.at("/text/0").asText()).contains("Kiyose-shi");
    assertThat(letter.at("/textJa/0").asText()).contains("東京都清瀬市の窓口");
    assertThat(desk.entries(card).findValuesAsText("act")).contains("holder-read");
    desk.refused("NOTICE_NOT_DUE", clerk.get("/cards/" + foreigner.id + "/expiry-notice"));
    lettersOfADay(card, foreigner, letter);
    desk.refused(
        "OTHER_MUNICIPALITY", desk.as("clerk-13104").get("/cards/" + card.id + "/expiry-notice"));
  }

  /** Together each is what it is alone, and a refused one stops none. */
  private void lettersOfADay(TestCard card, TestCard notDue, JsonNode alone) throws IOException {
    String body = "{\"cards\":[\"%s\",\"%s\",\"山\"]}".formatted(notDue.id, card.id);
    int before = desk.entries(card).size();
    JsonNode answer = desk.answer(200, clerk.post("/expiry-notices/letters", body));
    assertThat(answer.get("letters")).containsExactly(alone);
    assertThat(answer.get("refused").findValuesAsText("card")).containsExactly(notDue.id, "山");
    assertThat(answer.get("refused").findValuesAsText("code"))
        .containsExactly("NOTICE_NOT_DUE", "CARD_UNKNOWN");
    assertThat(answer.get("refused").findValuesAsText("detailJa")).doesNotContain("");
    assertThat(desk.entries(card)).hasSize(before + 1);
    JsonNode others =
        desk.answer(200, desk.as("clerk-13104").post("/expiry-notices/letters", body));
    assertThat(others.get("letters")).isEmpty();
    assertThat(others.at("/refused/1/code").asText()).isEqualTo("OTHER_MUNICIPALITY");
    assertThat(desk.entries(card).findValuesAsText("act")).contains("refused");
    for (String wrong :
        List.of(
            "{}",
            "{\"cards\":[]}",
            "{\"cards\":[null]}",
            "{\"cards\":[\"a\",\"a\"]}",
            "{\"cards\":[\"a\"],\"withinMonths\":13}",
            "{\"cards\":[" + "\"a\",".repeat(100) + "\"b\"]}")) {
      desk.refused("REQUEST_INVALID", clerk.post("/expiry-notices/letters", wrong));
    }
  }

  /** In the window a card is renewed, and its certificates begin a new life on the next one. */
  @Test
  void renewal_ofACardInItsWindow_givesALaterOne() throws IOException {
    TestCard card = TestCard.ending(installation());
    desk.issue(card);
    desk.refused(
        "RENEWAL_GAINS_NOTHING", clerk.post("/cards/" + card.id + "/renewal", card.p384Requests()));
    JsonNode renewed =
        desk.answer(
            201,
            clerk.post(
                "/cards/" + card.id + "/replacement",
                "{\"cause\":\"renewed\"," + OfficeRequests.CHECKED + "}"));
    assertThat(LocalDate.parse(renewed.get("expiresOn").asText())).isAfter(today.plusYears(9));
    TestCard successor = card.successor(renewed.get("card").asText());
    desk.issue(successor);
  }
}
