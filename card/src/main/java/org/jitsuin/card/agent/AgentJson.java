package org.jitsuin.card.agent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.counter.CardView;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.DeedResult;
import org.jitsuin.card.counter.OrderName;
import org.jitsuin.card.counter.Readers;
import org.jitsuin.card.state.KeyUse;

/** What the agent answers, as JSON. */
final class AgentJson {
  private static final int DEEPEST = 8;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private AgentJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads JSON strictly.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JsonNode read(byte[] octets) {
    try {
      return MAPPER.readTree(octets);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException("octets in memory cannot be read", e);
    }
  }

  static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JacksonException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }

  static ObjectNode readers(List<Readers.Reader> readers) {
    ObjectNode answer = object();
    ArrayNode list = answer.putArray("readers");
    for (Readers.Reader reader : readers) {
      list.addObject()
          .put("reader", reader.id())
          .put("name", reader.name())
          .put("card", reader.card());
    }
    return answer;
  }

  static ObjectNode card(String reader, CardView view) {
    Standing standing = view.standing();
    ObjectNode answer = object();
    answer.put("reader", reader);
    answer.put("chip", standing.number());
    answer.put("ended", standing.ended());
    answer.put("generation", standing.generation());
    answer.put("counter", standing.counter());
    standing.order().ifPresent(order -> answer.put("order", OrderName.uuid(order).toString()));
    ArrayNode keys = answer.putArray("keys");
    for (KeyUse use : KeyUse.values()) {
      key(keys.addObject(), use, view.keys().get(use));
    }
    return answer;
  }

  private static void key(ObjectNode node, KeyUse use, KeyStanding standing) {
    node.put("certificate", use.authority().id());
    node.put("triesLeft", standing.triesLeft());
    node.put("pinSet", standing.pinSet());
    put(node, "active", standing.activeCertificate());
    put(node, "newKey", standing.newKey());
    put(node, "newCertificate", standing.newCertificate());
  }

  private static void put(ObjectNode node, String name, Optional<Bytes> hash) {
    hash.ifPresent(octets -> node.put(name, hex(octets)));
  }

  static ObjectNode job(Job.Seen seen) {
    JobRecord record = seen.record();
    ObjectNode node = object();
    node.put("job", record.id().toString());
    node.put("do", record.deed());
    node.put("reader", record.reader());
    node.put("chip", record.chip());
    record.order().ifPresent(order -> node.put("order", order.toString()));
    node.put("state", record.state().id());
    seen.prompt().ifPresent(prompt -> prompt(node.putObject("pin"), prompt));
    record.result().ifPresent(result -> node.set("result", result));
    record.problem().ifPresent(problem -> node.set("problem", problem));
    return node;
  }

  private static void prompt(ObjectNode node, PinPad.Prompt prompt) {
    ArrayNode uses = node.putArray("certificates");
    prompt.uses().stream().sorted().forEach(use -> uses.add(use.authority().id()));
    node.put("page", prompt.page());
    node.put("until", prompt.until().toString());
  }

  static ObjectNode result(DeedResult result) {
    return switch (result) {
      case DeedResult.Done _ -> object();
      case DeedResult.Requests(Map<KeyUse, Bytes> requests) -> requests(requests);
      case DeedResult.ReadBack readBack -> {
        ObjectNode answer = object();
        readBack(answer.putObject("readBack"), readBack);
        yield answer;
      }
    };
  }

  private static ObjectNode requests(Map<KeyUse, Bytes> requests) {
    ObjectNode answer = object();
    ObjectNode texts = answer.putObject("requests");
    requests.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> texts.put(entry.getKey().authority().id(), pem(entry.getValue())));
    return answer;
  }

  private static String pem(Bytes request) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + lines.encodeToString(request.bytes())
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }

  private static void readBack(ObjectNode node, DeedResult.ReadBack readBack) {
    node.put("chip", readBack.chip());
    node.put("counter", readBack.counter());
    node.put("generation", readBack.generation());
    ArrayNode certificates = node.putArray("certificates");
    readBack.certificates().entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(entry ->
            certificates
                .addObject()
                .put("authority", entry.getKey().authority().id())
                .put("sha256", hex(entry.getValue())));
  }

  static ObjectNode problem(CounterFailure failure) {
    ObjectNode node = object();
    node.put("code", failure.code().name());
    node.put("status", failure.code().status());
    node.put("detail", failure.words().en());
    node.put("detailJa", failure.words().ja());
    failure.order().ifPresent(order -> node.put("order", order.toString()));
    return node;
  }

  private static String hex(Bytes octets) {
    return HexFormat.of().formatHex(octets.bytes());
  }
}
