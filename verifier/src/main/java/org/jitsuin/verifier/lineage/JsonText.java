package org.jitsuin.verifier.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) as far as the authority's answers have it: objects, lists and texts; what
 * else there may be is passed over. Malformed text is refused, and so is what is nested deeply.
 */
final class JsonText {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @return its members: maps, lists and texts; numbers and the rest as texts
   * @throws IllegalArgumentException if it is none
   */
  static Map<?, ?> object(String text) {
    JsonText json = new JsonText(text);
    Object value = json.value(0);
    json.blanks();
    require(json.at == text.length());
    if (value instanceof Map<?, ?> members) {
      return members;
    }
    throw new IllegalArgumentException("no object");
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("malformed JSON");
    }
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    blanks();
    require(at < text.length());
    return text.charAt(at);
  }

  private boolean takes(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private Object value(int depth) {
    require(depth < DEEPEST);
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    require(takes('{'));
    if (takes('}')) {
      return members;
    }
    do {
      require(peek() == '"');
      String name = string();
      require(takes(':'));
      require(members.put(name, value(depth + 1)) == null);
    } while (takes(','));
    require(takes('}'));
    return members;
  }

  private List<Object> elements(int depth) {
    List<Object> elements = new ArrayList<>();
    require(takes('['));
    if (takes(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
    } while (takes(','));
    require(takes(']'));
    return elements;
  }

  private String string() {
    StringBuilder read = new StringBuilder();
    at++;
    while (true) {
      require(at < text.length());
      char next = text.charAt(at++);
      if (next == '"') {
        return read.toString();
      }
      require(next >= ' ');
      read.append(next == '\\' ? escaped() : next);
    }
  }

  private char escaped() {
    require(at < text.length());
    char next = text.charAt(at++);
    if (next == 'u') {
      require(at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}"));
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    int known = "\"\\/bfnrt".indexOf(next);
    require(known >= 0);
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  /** A number, true, false or null. */
  private String word() {
    int begin = at;
    while (at < text.length() && " \t\r\n,]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(begin, at);
    require(word.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
    return word;
  }
}
