package org.jitsuin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * {@code docs/openapi.json}, against which every answer is held that a deployed test gets: its
 * status, its media type, and its members, of which none may be there that the document does not
 * tell. (The document itself leaves room for later ones.)
 */
final class ApiDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode WHOLE = read();
  private static final List<Route> ROUTES = routes();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final Map<JsonNode, JsonSchema> COMPILED = new ConcurrentHashMap<>();

  private ApiDocument() {}

  private record Route(Pattern path, JsonNode operations) {}

  private static JsonNode read() {
    Path document = Path.of("").toAbsolutePath().getParent().resolve("docs/openapi.json");
    try {
      return JSON.readTree(Files.readString(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole of it. */
  static JsonNode whole() {
    return WHOLE;
  }

  /** Those with fewer parameters first, as the server looks for them. */
  private static List<Route> routes() {
    List<Map.Entry<String, JsonNode>> paths = new ArrayList<>(WHOLE.get("paths").properties());
    paths.sort(
        Comparator.comparingLong(path -> path.getKey().chars().filter(c -> c == '{').count()));
    return paths.stream().map(path -> new Route(pattern(path.getKey()), path.getValue())).toList();
  }

  private static Pattern pattern(String path) {
    // Of all parameters only the path of a tile has slashes in it.
    String named = path.replace("{path}", "\u0000").replaceAll("\\{\\w+}", "[^/]+");
    return Pattern.compile(named.replace("\u0000", ".+"));
  }

  /**
   * An answer.
   *
   * @param method of the request
   * @param path of the request, without parameters
   * @param type the media type, with what follows it
   */
  record Answered(String method, String path, int status, String type, String body) {}

  /**
   * Holds an answer against the document.
   *
   * @throws AssertionError if it is not as the document says
   */
  static void check(HttpResponse<byte[]> answer) {
    check(
        new Answered(
            answer.request().method(),
            answer.request().uri().getPath(),
            answer.statusCode(),
            answer.headers().firstValue("Content-Type").orElse("none"),
            new String(answer.body(), StandardCharsets.UTF_8)));
  }

  /**
   * As above.
   *
   * @throws AssertionError likewise
   */
  static void check(Answered answer) {
    ROUTES.stream()
        .filter(route -> route.path().matcher(answer.path()).matches())
        .map(route -> route.operations().path(answer.method().toLowerCase(Locale.ROOT)))
        .findFirst()
        .filter(JsonNode::isObject)
        .ifPresent(operation -> check(operation, answer));
  }

  private static void check(JsonNode operation, Answered answer) {
    String what = answer.method() + " " + answer.path() + " " + answer.status();
    String type = answer.type().replaceFirst(";.*", "");
    JsonNode responses = operation.get("responses");
    String status = Integer.toString(answer.status());
    JsonNode response =
        resolved(responses.has(status) ? responses.get(status) : responses.get("default"));
    JsonNode media = response.path("content").path(type);
    if (!media.isObject() || (status.startsWith("2") && !responses.has(status))) {
      throw new AssertionError(what + ": docs/openapi.json does not know it with " + type);
    }
    for (JsonNode body : bodies(type, answer.body())) {
      List<String> wrong =
          compiled(media.get("schema")).validate(body).stream()
              .map(ValidationMessage::getMessage)
              .toList();
      if (!wrong.isEmpty()) {
        throw new AssertionError(
            what + ": not as docs/openapi.json says: " + wrong + " in " + body);
      }
    }
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? WHOLE.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** What is JSON of it, of which text and octets have none. */
  private static List<JsonNode> bodies(String type, String body) {
    try {
      if (type.endsWith("ndjson")) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : body.split("\n", -1)) {
          if (!line.isEmpty()) {
            lines.add(JSON.readTree(line));
          }
        }
        return lines;
      }
      return type.endsWith("json") ? List.of(JSON.readTree(body)) : List.of();
    } catch (IOException e) {
      throw new AssertionError("an answer is no JSON", e);
    }
  }

  /** The schema with all that it refers to, which allows no members besides. */
  private static JsonSchema compiled(JsonNode schema) {
    return COMPILED.computeIfAbsent(
        schema,
        _ -> {
          ObjectNode whole = schema.deepCopy();
          whole.set("components", strict());
          return SCHEMAS.getSchema(whole);
        });
  }

  private static JsonNode strict() {
    ObjectNode schemas = WHOLE.at("/components/schemas").deepCopy();
    for (JsonNode schema : schemas) {
      if (schema instanceof ObjectNode object
          && object.path("properties") instanceof ObjectNode members
          && !object.has("additionalProperties")) {
        // What an act adds to the answer, whichever it is.
        members.set("receipt", JSON.createObjectNode().put("$ref", "#/components/schemas/Receipt"));
        object.put("additionalProperties", false);
      }
    }
    ((ObjectNode) schemas.get("Receipted")).remove("additionalProperties");
    return JSON.createObjectNode().set("schemas", schemas);
  }
}
