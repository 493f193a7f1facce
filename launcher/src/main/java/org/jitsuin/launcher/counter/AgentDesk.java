package org.jitsuin.launcher.counter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jitsuin.card.agent.AgentClient;
import org.jitsuin.installation.setup.SetupFailure;

/** The agent of a desk, and the cards in its readers. */
public final class AgentDesk {
  private final AgentClient agent;
  private final Consumer<JsonNode> announce;

  /**
   * @param announce is told a job that waits for a PIN
   */
  public AgentDesk(AgentClient agent, Consumer<JsonNode> announce) {
    this.agent = agent;
    this.announce = announce;
  }

  /**
   * A card in a reader.
   *
   * @param reader its id
   * @param name of the reader
   * @param standing what the card says of itself
   */
  public record Inserted(String reader, String name, JsonNode standing) {
    /** The number of the chip. */
    public String chip() {
      return standing.path("chip").asText();
    }

    /** The order that is being written to it. */
    public Optional<String> order() {
      return Optional.of(standing.path("order").asText()).filter(text -> !text.isEmpty());
    }
  }

  /**
   * Returns the cards in the readers of the desk.
   *
   * @throws AgentClient.Refused if the agent, or a card, does not say
   */
  public List<Inserted> cards() throws IOException {
    List<Inserted> cards = new ArrayList<>();
    for (JsonNode reader : agent.get("/readers").path("readers")) {
      if (reader.path("card").asBoolean()) {
        String id = reader.path("reader").asText();
        JsonNode card = agent.get("/readers/" + id + "/card");
        cards.add(new Inserted(id, reader.path("name").asText(), card));
      }
    }
    return cards;
  }

  /**
   * Returns the one card that is meant.
   *
   * @param reader the name of its reader; there may be one card only where it is empty
   * @throws SetupFailure if it is not clear, or there is none
   */
  public Inserted card(Optional<String> reader) throws IOException {
    List<Inserted> found =
        cards().stream()
            .filter(card -> reader.filter(name -> !name.equals(card.name())).isEmpty())
            .toList();
    if (found.size() > 1) {
      throw new SetupFailure("there are several cards; say which reader: --reader NAME");
    }
    return found.stream()
        .findFirst()
        .orElseThrow(() -> new SetupFailure("there is no card in the reader"));
  }

  /** What is to be done to a card, to which more is added. */
  static ObjectNode deed(Inserted card, String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("do", name)
        .put("reader", card.reader())
        .put("chip", card.chip());
  }

  /** Has it done, and returns what came of it; the card itself says where it goes on. */
  JsonNode run(ObjectNode deed) throws IOException {
    return agent.run(deed, UUID.randomUUID(), announce);
  }

  /** Takes what was begun off a card; what was in use stays. */
  public void abandon(Inserted card, String order) throws IOException {
    JsonNode _ = run(deed(card, "abandon").put("order", order));
  }

  /** Has the holder enter a PIN, or gives the one that is locked its tries back. */
  public void ofPin(Inserted card, String use, boolean reset) throws IOException {
    JsonNode _ = run(deed(card, reset ? "set-pin" : "unlock").put("certificate", use));
  }
}
