package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.card.agent.AgentClient;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.TestCards;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.launcher.counter.AgentDesk;
import org.jitsuin.launcher.counter.CardWork;
import org.jitsuin.launcher.staff.OfficeClient;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One act over two machines: agents with a card, and the deployed server. */
@Tag("deployed")
class CardWritingIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient clerk = desk.as("clerk-13221");
  private final UUID order = UUID.randomUUID();
  private final String chip =
      UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
  private final CardInHand hand =
      new CardInHand(
          CardState.blank(chip, CardTraits.usual().withPinIterations(1), TestCards.CHANNEL_KEYS));

  private Answer open(StaffClient caller, TestCard card) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("order", order.toString()).put("chip", chip);
    body.putArray("certificates").add("signature").add("user-identification");
    return caller.post("/cards/" + card.id + "/orders", body.toString());
  }

  private Answer issue(TestCard card, JsonNode requests) throws IOException {
    ObjectNode body =
        ((ObjectNode) JSON.readTree("{" + OfficeRequests.CHECKED + "}"))
            .put("order", order.toString());
    body.set("requests", requests);
    String path = "/cards/" + card.id + "/certificates";
    return clerk.post(path, body.toString(), order.toString());
  }

  private Answer tell(TestCard card, JsonNode readBack) throws IOException {
    String path = "/cards/" + card.id + "/orders/" + order + "/read-back";
    return clerk.post(path, readBack.toString());
  }

  private JsonNode seen(StaffClient caller, TestCard card) throws IOException {
    return desk.answer(200, caller.get("/cards/" + card.id + "/orders")).path("orders").path(0);
  }

  @Test
  void issue_agentKilledAndAnswerLost_isFinishedAtAnotherCounter() throws IOException {
    TestCard card = TestCard.register(installation());
    JsonNode issued;
    try (CounterDesk first = new CounterDesk(installation(), hand)) {
      desk.answer(201, open(clerk, card));
      JsonNode requests = first.prepare(order);
      issued = desk.answer(201, issue(card, requests)).path("certificates");
      assertThat(desk.answer(201, issue(card, requests)).path("certificates")).isEqualTo(issued);
      hand.cutAfter(20, CardInHand.Cut.ANSWER_LOST);
      JsonNode lost = issued;
      assertThatThrownBy(() -> first.finish(order, lost))
          .isInstanceOfSatisfying(
              AgentClient.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo("CARD_REMOVED"));
    }
    hand.reinsert();
    desk.refused("ORDER_LEASED", open(desk.as("supervisor-13221"), card));
    JsonNode open = seen(desk.as("supervisor-13221"), card);
    assertThat(open.path("state").asText()).isEqualTo("open");
    assertThat(open.path("issued")).hasSize(2);
    JsonNode kept = desk.answer(200, clerk.get("/cards/" + card.id)).path("certificates");
    try (CounterDesk second = new CounterDesk(installation(), hand)) {
      desk.answer(201, open(clerk, card));
      assertThat(second.prepare(order)).hasSize(2);
      JsonNode readBack = second.finish(order, kept);
      assertThat(desk.answer(200, tell(card, readBack)).path("state").asText()).isEqualTo("held");
      assertThat(desk.answer(200, tell(card, readBack)).path("state").asText()).isEqualTo("held");
    }
    assertThat(desk.entries(card).findValuesAsText("act"))
        .contains("card-write-begun", "certificates-issued")
        .containsOnlyOnce("card-written")
        .doesNotContain("certificate-revoked");
  }

  @Test
  void issue_takenBack_leavesNoKeyOnTheCardAndNoGoodCertificate() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = new CounterDesk(installation(), hand)) {
      desk.answer(201, open(clerk, card));
      JsonNode issued = desk.answer(201, issue(card, counter.prepare(order))).path("certificates");
      counter.abandon(order);
      String path = "/cards/" + card.id + "/orders/" + order + "/withdrawal";
      JsonNode withdrawn = desk.answer(200, clerk.post(path, "{}"));

      assertThat(withdrawn.path("state").asText()).isEqualTo("withdrawn");
      assertThat(withdrawn.path("receipt").path("entries").asInt()).isEqualTo(3);
      assertThatThrownBy(() -> counter.finish(order, issued))
          .hasMessageContaining("ORDER_NOT_ON_CARD");
      desk.refused("ORDER_ENDED", open(clerk, card));
    }
    assertThat(hand.saved().order()).isEmpty();
    JsonNode kept = desk.answer(200, clerk.get("/cards/" + card.id)).path("certificates");
    assertThat(kept.findValuesAsText("reason")).containsExactly("unspecified", "unspecified");
  }

  private CardWork shell(CounterDesk counter, CardWork.Issuers issuers) {
    Path key = installation().staff().resolve("clerk-13221.p12");
    Credential clerkKey = Credential.read(key, "changeit".toCharArray());
    OfficeClient office = OfficeClient.of(installation(), clerkKey, Clocks.system().instant());
    return new CardWork(counter.desk(), office, issuers);
  }

  private static CardWork.Asked asked(TestCard card, List<String> present) {
    return new CardWork.Asked(
        card.id,
        List.of("signature", "user-identification"),
        false,
        "p-384",
        present,
        List.of("passport"));
  }

  /** Cut off at the card, the same call goes on, and asks nobody for a document again. */
  @Test
  void issue_fromTheCommandLine_goesOnWhereItWasCutOff() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = new CounterDesk(installation(), hand)) {
      CardWork cut =
          shell(
              counter,
              name -> {
                hand.cutAfter(12, CardInHand.Cut.ANSWER_LOST);
                return counter.published(name);
              });
      AgentDesk.Inserted chipThere = counter.desk().card(Optional.empty());
      assertThatThrownBy(() -> cut.issue(chipThere, asked(card, List.of("holder"))))
          .isInstanceOf(AgentClient.Refused.class);
      assertThat(seen(clerk, card).path("issued")).hasSize(2);
      hand.reinsert();

      String goneOn =
          shell(counter, counter::published)
              .issue(counter.desk().card(Optional.empty()), asked(card, List.of()));
      assertThat(seen(clerk, card).path("order").asText()).isEqualTo(goneOn);
      assertThat(seen(clerk, card).path("state").asText()).isEqualTo("held");
    }
    assertThat(desk.entries(card).findValuesAsText("act"))
        .containsOnlyOnce("certificates-issued")
        .containsOnlyOnce("card-written");
  }

  /** The counter unlocks what the log says that it unlocked; what is open is taken back. */
  @Test
  void withdrawAndUnlock_fromTheCommandLine_areDoneAtTheAuthorityAndOnTheCard() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = new CounterDesk(installation(), hand)) {
      desk.answer(201, open(clerk, card));
      JsonNode _ = counter.prepare(order);
      CardWork work = shell(counter, counter::published);
      AgentDesk.Inserted chipThere = counter.desk().card(Optional.empty());
      assertThat(chipThere.order()).contains(order.toString());
      assertThat(work.withdraw(chipThere, card.id)).isEqualTo(order.toString());
      assertThat(hand.saved().order()).isEmpty();
      assertThat(seen(clerk, card).path("state").asText()).isEqualTo("withdrawn");

      String _ = work.issue(counter.desk().card(Optional.empty()), asked(card, List.of("holder")));
      work.ofPin(counter.desk().card(Optional.empty()), asked(card, List.of("holder")), false);
    }
    assertThat(desk.entries(card).findValuesAsText("act"))
        .containsSubsequence("card-write-ended", "card-written", "pin-recorded");
  }

  @Test
  void orders_ofAnotherMunicipality_areNotTold() throws IOException {
    TestCard card = TestCard.register(installation());
    StaffClient elsewhere = desk.as("clerk-13104");

    desk.refused("OTHER_MUNICIPALITY", elsewhere.get("/cards/" + card.id + "/orders"));
    desk.refused("OTHER_MUNICIPALITY", open(elsewhere, card));
  }
}
