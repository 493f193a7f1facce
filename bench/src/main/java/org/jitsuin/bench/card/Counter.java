package org.jitsuin.bench.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
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
import org.jitsuin.card.counter.PcscReaders;
import org.jitsuin.card.counter.Readers;
import org.jitsuin.card.personalisation.MasterKey;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.StateFile;
import org.jitsuin.card.state.StateKey;

/** A counter with an agent of its own, and blank cards in virtual readers. */
final class Counter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NUMBER_OCTETS = 8;

  private final CardShelf shelf;
  private final SecureRandom random = new SecureRandom();
  private final MasterKey office;
  private final CounterAgent agent;
  private final AgentClient client;

  Counter(CardShelf shelf, Path directory) throws IOException {
    this.shelf = shelf;
    Files.createDirectories(directory);
    Files.createDirectories(shelf.officeKey().getParent());
    this.office = MasterKey.inFile(shelf.officeKey(), random);
    Path pins = directory.resolve("pins");
    Files.writeString(pins, "signature=ABC123\nuser-identification=1234\n");
    AgentToken.Made token = AgentToken.make(directory.resolve("token"), random);
    this.agent =
        CounterAgent.start(
            new AgentSettings(0, Set.of(), directory, AgentSettings.USUAL_PATIENCE),
            token.token(),
            new CardDesk(new PcscReaders(), office, random),
            Optional.of(new PinFile(pins)),
            Clocks.system(),
            random,
            trouble -> {
              throw new IllegalStateException(trouble);
            });
    this.client = new AgentClient(agent.address(), token.text());
  }

  /**
   * A card in a reader.
   *
   * @param reader its id
   */
  record Inserted(String name, String chip, String reader, String readerName) {}

  /** Makes a blank card and puts it into a reader. */
  Inserted insert(String name) throws IOException {
    byte[] octets = new byte[NUMBER_OCTETS];
    random.nextBytes(octets);
    String chip = HexFormat.of().withUpperCase().formatHex(octets);
    try (StateFile file =
        StateFile.open(shelf.file(name), StateKey.inFile(shelf.key(), random), random)) {
      file.save(CardState.blank(chip, CardTraits.usual(), office.ofCard(chip, 1)));
    }
    String reader = shelf.insert(name, shelf.ownReader()).reader();
    return new Inserted(name, chip, new Readers.Reader(reader, true).id(), reader);
  }

  private static ObjectNode deed(Inserted card, String name) {
    return JSON.createObjectNode()
        .put("do", name)
        .put("reader", card.reader())
        .put("chip", card.chip());
  }

  private JsonNode run(ObjectNode deed) throws IOException {
    return client.run(deed, UUID.randomUUID(), _ -> {});
  }

  /** Sets both PINs, which holders take their time for. */
  void setPins(Inserted card) throws IOException {
    run(deed(card, "set-pin").put("certificate", "signature"));
    run(deed(card, "set-pin").put("certificate", "user-identification"));
  }

  JsonNode prepare(Inserted card, UUID order, String scheme) throws IOException {
    ObjectNode deed = deed(card, "prepare").put("order", order.toString()).put("scheme", scheme);
    deed.putArray("certificates").add("signature").add("user-identification");
    return run(deed).path("requests");
  }

  JsonNode finish(Inserted card, UUID order, JsonNode certificates) throws IOException {
    ObjectNode deed = deed(card, "finish").put("order", order.toString());
    deed.set("certificates", certificates);
    return run(deed).path("readBack");
  }

  @Override
  public void close() {
    agent.close();
  }
}
