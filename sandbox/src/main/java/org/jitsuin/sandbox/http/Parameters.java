package org.jitsuin.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in a query or a form, by name; a name may stand there several times. */
public record Parameters(Map<String, List<String>> values) {
  private static final int MOST = 64;

  /** A map that nobody changes. */
  public Parameters {
    values = Map.copyOf(values);
  }

  /** Returns none. */
  public static Parameters none() {
    return new Parameters(Map.of());
  }

  /**
   * Reads {@code a=1&b=2}.
   *
   * @throws Refused if it is malformed
   */
  public static Parameters read(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String[] pairs = text.isEmpty() ? new String[0] : text.split("&", -1);
    if (pairs.length > MOST) {
      throw Refused.malformed();
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refused.malformed();
    }
  }

  /**
   * Returns the value of a name; empty where it is missing or has none.
   *
   * @throws Refused if it stands there twice: two readers could take one value each
   */
  public Optional<String> one(String name) {
    List<String> found = values.getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw Refused.malformed();
    }
    return found.stream().findFirst().filter(value -> !value.isEmpty());
  }

  /** Returns whether a name stands there twice. */
  public boolean hasRepeated() {
    return values.values().stream().anyMatch(found -> found.size() > 1);
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "Parameters" + values.keySet();
  }
}
