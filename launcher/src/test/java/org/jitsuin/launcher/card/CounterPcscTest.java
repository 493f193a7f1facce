package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.card.agent.AgentClient;
import org.jitsuin.card.agent.AgentSettings;
import org.jitsuin.card.agent.AgentToken;
import org.jitsuin.card.agent.CounterAgent;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.counter.PcscReaders;
import org.jitsuin.card.counter.Readers;
import org.jitsuin.card.personalisation.MasterKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counter agent on a card in a reader, through PC/SC; the card is pulled. */
@Tag("stack")
class CounterPcscTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final UUID order = UUID.randomUUID();
  private PcscStage stage;
  private CounterAgent agent;
  private AgentClient client;

  @BeforeEach
  void start() throws IOException {
    stage = PcscStage.get();
    SecureRandom random = new SecureRandom();
    AgentToken.Made token = AgentToken.make(directory.resolve("token"), random);
    CardDesk desk =
        new CardDesk(
            new PcscReaders(), MasterKey.inFile(stage.shelf().officeKey(), random), random);
    agent =
        CounterAgent.start(
            new AgentSettings(0, Set.of(), directory, AgentSettings.USUAL_PATIENCE),
            token.token(),
            desk,
            Optional.empty(),
            Clocks.system(),
            random,
            trouble -> {
              throw new AssertionError(trouble);
            });
    client = new AgentClient(agent.address(), token.text());
  }

  @AfterEach
  void end() {
    agent.close();
    if (stage.shelf().inserted(PcscStage.OTHER).isEmpty()) {
      stage.shelf().insert(PcscStage.OTHER, stage.shelf().ownReader());
    }
  }

  private String reader() {
    return new Readers.Reader(stage.reader(PcscStage.OTHER), true).id();
  }

  private JsonNode card() throws IOException {
    return client.get("/readers/" + reader() + "/card");
  }

  private ObjectNode deed(String name, JsonNode card) {
    return JSON.createObjectNode()
        .put("do", name)
        .put("reader", card.path("reader").asText())
        .put("chip", card.path("chip").asText());
  }

  private ObjectNode prepare(JsonNode card) {
    ObjectNode deed = deed("prepare", card).put("order", order.toString()).put("scheme", "p-384");
    deed.putArray("certificates").add("user-identification");
    return deed;
  }

  private JsonNode run(ObjectNode deed) throws IOException {
    return client.run(deed, UUID.randomUUID(), _ -> {});
  }

  @Test
  void prepare_cardInAReader_makesKeysAndUnlockGivesTriesBack() throws IOException {
    JsonNode card = card();
    JsonNode readers = client.get("/readers").path("readers");
    assertThat(readers.findValuesAsText("name")).contains(stage.reader(PcscStage.OTHER));

    assertThat(run(prepare(card)).path("requests").path("user-identification").asText())
        .startsWith("-----BEGIN CERTIFICATE REQUEST-----");
    assertThat(card().path("order").asText()).isEqualTo(order.toString());
    run(deed("unlock", card).put("certificate", "user-identification"));
    run(deed("abandon", card).put("order", order.toString()));

    JsonNode after = card();
    assertThat(after.has("order")).isFalse();
    assertThat(after.path("keys").findValuesAsText("active"))
        .isEqualTo(card.path("keys").findValuesAsText("active"));
  }

  @Test
  void prepare_cardPulledAndPutBack_goesOnUnderItsKey()
      throws IOException, InterruptedException, ExecutionException {
    JsonNode card = card();
    UUID key = UUID.randomUUID();
    ProcessHandle process = stage.shelf().inserted(PcscStage.OTHER).orElseThrow().process();
    process.destroyForcibly();
    process.onExit().get();

    assertThatThrownBy(() -> client.run(prepare(card), key, _ -> {}))
        .isInstanceOfSatisfying(
            AgentClient.Refused.class,
            refused -> assertThat(refused.code()).isIn("CARD_ABSENT", "CARD_REMOVED"));
    stage.shelf().insert(PcscStage.OTHER, stage.shelf().ownReader());

    assertThat(client.run(prepare(card), key, _ -> {}).path("requests")).hasSize(1);
    run(deed("abandon", card).put("order", order.toString()));
  }
}
