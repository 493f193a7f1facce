package org.jitsuin.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jitsuin.base.model.Bytes;

/**
 * An answer.
 *
 * @param type the media type; empty where there is no body
 */
public record Answer(int status, String type, Map<String, String> headers, Bytes body) {
  private static final Bytes NOTHING = Bytes.of(new byte[0]);

  /** Returns JSON. */
  public static Answer json(int status, String text) {
    return new Answer(
        status,
        "application/json; charset=utf-8",
        Map.of(),
        Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a page. */
  public static Answer html(int status, String text) {
    return new Answer(
        status,
        "text/html; charset=utf-8",
        Map.of(),
        Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a browser elsewhere, which asks there by GET. */
  public static Answer seeOther(String address) {
    return new Answer(303, "", Map.of("Location", address), NOTHING);
  }

  /** Returns the same with a header. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, more, body);
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "Answer " + status;
  }
}
