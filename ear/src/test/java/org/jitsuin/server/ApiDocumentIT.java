package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document that the server shows is the one that is kept, and against which we check. */
@Tag("deployed")
class ApiDocumentIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void document_ofTheServer_isTheOneThatIsKept() throws IOException {
    String address = installation().settings().httpAddress() + "/openapi?format=JSON";
    JsonNode shown =
        JSON.readTree(Shell.run(installation().home(), "curl", "-sf", address).output());
    // Where it runs only the server knows.
    ((ObjectNode) shown).remove("servers");
    // The server writes these empty, as nobody says anything in them.
    assertThat(((ObjectNode) shown).remove("externalDocs")).isEmpty();
    assertThat(((ObjectNode) shown.get("info")).remove("contact")).isEmpty();
    assertThat(sorted(shown)).isEqualTo(sorted(ApiDocument.whole()));
  }

  /** In none of its lists the order says anything. */
  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<JsonNode> elements = new ArrayList<>();
      array.forEach(element -> elements.add(sorted(element)));
      elements.sort(Comparator.comparing(JsonNode::toString));
      return JSON.createArrayNode().addAll(elements);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode result = JSON.createObjectNode();
      object.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(member -> result.set(member.getKey(), sorted(member.getValue())));
      return result;
    }
    return node;
  }
}
