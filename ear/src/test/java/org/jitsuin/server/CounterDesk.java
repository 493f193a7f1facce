package org.jitsuin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.card.agent.AgentClient;
import org.jitsuin.card.agent.AgentSettings;
import org.jitsuin.card.agent.AgentToken;
import org.jitsuin.card.agent.CounterAgent;
import org.jitsuin.card.agent.PinFile;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.HandReaders;
import org.jitsuin.card.testing.TestCards;
import org.jitsuin.launcher.counter.AgentDesk;
import org.jitsuin.launcher.installation.Installation;

/** A counter with an agent of its own, and a reader into which a card is put. */
final class CounterDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Installation installation;
  private final CardInHand card;
  private final String token;
  private final CounterAgent agent;
  private final AgentClient client;

  /** At any port. */
  CounterDesk(Installation installation, CardInHand card) throws IOException {
    this(installation, card, 0, true);
  }

  /**
   * At a port at which the pages may ask it.
   *
   * @param withPins whether PINs come from a file; otherwise holders enter them at its page
   */
  CounterDesk(Installation installation, CardInHand card, int port, boolean withPins)
      throws IOException {
    this.installation = installation;
    this.card = card;
    Path directory = Files.createTempDirectory(installation.home(), "counter-");
    SecureRandom random = new SecureRandom();
    AgentToken.Made made = AgentToken.make(directory.resolve("token"), random);
    Path pins = directory.resolve("pins");
    Files.writeString(pins, "signature=ABC123\nuser-identification=1234\n");
    AgentSettings settings =
        new AgentSettings(
            port,
            Set.of(installation.settings().httpsAddress()),
            directory,
            AgentSettings.USUAL_PATIENCE);
    this.agent =
        CounterAgent.start(
            settings,
            made.token(),
            new CardDesk(new HandReaders(card), (_, _) -> TestCards.CHANNEL_KEYS, random),
            Optional.of(new PinFile(pins)).filter(_ -> withPins),
            Clocks.system(),
            random,
            trouble -> {
              throw new AssertionError(trouble);
            });
    this.token = made.text();
    this.client = new AgentClient(agent.address(), token);
  }

  /** What the agent showed once. */
  String token() {
    return token;
  }

  /** The same agent as the command line speaks to it. */
  AgentDesk desk() {
    return new AgentDesk(client, _ -> {});
  }

  private ObjectNode deed(String name, UUID order) {
    return JSON.createObjectNode()
        .put("do", name)
        .put("reader", HandReaders.id())
        .put("chip", card.saved().number())
        .put("order", order.toString());
  }

  private JsonNode run(ObjectNode deed) throws IOException {
    return client.run(deed, UUID.randomUUID(), _ -> {});
  }

  /** Has the card make both keys; the requests as the office API takes them. */
  JsonNode prepare(UUID order) throws IOException {
    ObjectNode deed = deed("prepare", order).put("scheme", "p-384");
    deed.putArray("certificates").add("signature").add("user-identification");
    return run(deed).path("requests");
  }

  /**
   * Writes certificates.
   *
   * @param certificates as the office API tells them
   * @return what the server is told that the card holds
   */
  JsonNode finish(UUID order, JsonNode certificates) throws IOException {
    ObjectNode deed = deed("finish", order);
    for (JsonNode one : certificates) {
      String authority = one.path("authority").asText();
      String issuer = authority + "-g" + one.path("generation").asInt() + ".cer";
      deed.withArray("certificates")
          .addObject()
          .put("authority", authority)
          .put("certificate", one.path("certificate").asText())
          .put("issuer", published(issuer));
    }
    return run(deed).path("readBack");
  }

  /** The certificate of an authority as anybody reads it, in base64. */
  String published(String name) throws IOException {
    URI address = URI.create(installation.settings().httpAddress() + "/ca/" + name);
    try (InputStream in = address.toURL().openStream()) {
      return Base64.getEncoder().encodeToString(in.readAllBytes());
    }
  }

  /** Takes off the card what was begun. */
  void abandon(UUID order) throws IOException {
    run(deed("abandon", order));
  }

  /** The agent is ended. */
  @Override
  public void close() {
    agent.close();
  }
}
