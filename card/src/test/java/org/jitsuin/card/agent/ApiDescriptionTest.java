package org.jitsuin.card.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/counter-api.json} says of the agent what the agent does. */
class ApiDescriptionTest {
  private static final Path FILE = Path.of("..", "docs", "counter-api.json");

  @TempDir private Path directory;
  private final JsonNode description = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void addresses_areThese() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values())
                .map(route -> route.method() + " " + route.template())
                .toList());
    assertThat(description.path("servers").path(0).path("url").asText())
        .isEqualTo("http://127.0.0.1:" + AgentSettings.USUAL_PORT + Route.BASE);
  }

  @Test
  void codes_areThese() {
    List<String> codes =
        schema("Problem")
            .path("properties")
            .path("code")
            .path("enum")
            .valueStream()
            .map(JsonNode::asText)
            .toList();

    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values()).map(Enum::name).toList());
  }

  @Test
  void answers_areAsDescribed() throws IOException {
    UUID order = UUID.randomUUID();
    try (AgentStage stage = new AgentStage(directory, TestCards.blank())) {
      AgentClient client = stage.client();
      JsonNode prepared = client.run(stage.prepare(order), UUID.randomUUID(), _ -> {});
      assertConforms(client.get("/readers/" + AgentStage.readerId() + "/card"), "Card");
      assertConforms(stage.prepare(order), "Prepare");
      ObjectNode finish = stage.finish(order, prepared);
      assertConforms(finish, "Finish");
      client.run(
          finish,
          UUID.randomUUID(),
          job -> {
            assertConforms(job, "Job");
            stage.enterBoth(job);
          });
      assertConforms(client.submit(stage.deed("end"), UUID.randomUUID()), "Job");
      assertConforms(client.get("/agent"), "Agent");
      assertConforms(client.get("/readers"), "Readers");
      assertConforms(client.get("/jobs"), "Jobs");
      String problem = stage.send(stage.request("/x").build()).body();
      assertConforms(AgentJson.read(problem.getBytes(StandardCharsets.UTF_8)), "Problem");
    }
  }

  private JsonNode schema(String name) {
    return description.path("components").path("schemas").path(name);
  }

  private void assertConforms(JsonNode value, String name) {
    assertThat(schema(name).isObject()).as(name).isTrue();
    conforms(value, schema(name), name);
  }

  /** As much of JSON Schema as the description uses. */
  private void conforms(JsonNode value, JsonNode given, String at) {
    JsonNode schema = given;
    if (given.has("$ref")) {
      String reference = given.path("$ref").asText();
      schema = schema(reference.substring(reference.lastIndexOf('/') + 1));
    }
    switch (schema.path("type").asText()) {
      case "object" -> object(value, schema, at);
      case "array" -> {
        assertThat(value.isArray()).as(at).isTrue();
        for (JsonNode item : value) {
          conforms(item, schema.path("items"), at + "[]");
        }
      }
      case "string" -> {
        assertThat(value.isTextual()).as(at).isTrue();
        if (schema.has("pattern")) {
          assertThat(value.textValue()).as(at).matches(schema.path("pattern").textValue());
        }
        if (schema.has("enum")) {
          assertThat(schema.path("enum").valueStream()).as(at).contains(value);
        }
        if (schema.has("const")) {
          assertThat(value).as(at).isEqualTo(schema.path("const"));
        }
      }
      case "integer" -> assertThat(value.isIntegralNumber()).as(at).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
      default -> throw new AssertionError("no type at " + at);
    }
  }

  private void object(JsonNode value, JsonNode schema, String at) {
    assertThat(value.isObject()).as(at).isTrue();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode described = schema.path("properties").path(member.getKey());
      assertThat(described.isMissingNode()).as(at + "." + member.getKey()).isFalse();
      conforms(member.getValue(), described, at + "." + member.getKey());
    }
    schema
        .path("required")
        .forEach(name -> assertThat(value.has(name.asText())).as(at + "." + name).isTrue());
  }
}
