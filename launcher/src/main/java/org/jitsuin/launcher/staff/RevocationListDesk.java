package org.jitsuin.launcher.staff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jitsuin.base.model.Authority;

/** Brings lists for mass revocations to the server of an installation, and seals them. */
public final class RevocationListDesk {
  private static final String LISTS = "revocation-lists";

  private final Server server;

  /** Has something done, as {@link OfficeClient#post} does. */
  @FunctionalInterface
  public interface Server {
    /**
     * @param key the Idempotency-Key
     * @throws Refused as the server does
     */
    JsonNode post(String path, JsonNode body, String key);
  }

  public RevocationListDesk(Server server) {
    this.server = server;
  }

  /**
   * Opens a list, brings all lines and seals it with their count and hash. What was brought by
   * halves is never sealed, and nothing comes of it.
   *
   * @param by what a line says: {@code serials} or {@code keys}
   * @param brought told how many lines are there
   * @return the list's id
   * @throws Refused as the server does, with the numbers of faulty lines of the sorted file
   */
  public String bring(ListFile file, Authority authority, String by, LongConsumer brought) {
    ObjectNode opening = object().put("authority", authority.id()).put("by", by);
    String list = post(LISTS, opening).path("list").asText();
    long first = 1;
    for (List<String> part : file.parts()) {
      ObjectNode body = object().put("first", first);
      ArrayNode lines = body.putArray("lines");
      part.forEach(lines::add);
      JsonNode _ = post(LISTS + "/" + list + "/parts", body);
      first += part.size();
      brought.accept(first - 1);
    }
    ObjectNode seal =
        object().put("entries", file.lines().size()).put("sha256", file.sha256().toString());
    JsonNode _ = post(LISTS + "/" + list + "/seal", seal);
    return list;
  }

  private JsonNode post(String path, ObjectNode body) {
    return server.post(path, body, UUID.randomUUID().toString());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
