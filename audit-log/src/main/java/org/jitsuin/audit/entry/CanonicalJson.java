package org.jitsuin.audit.entry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) gives it, for the few kinds of
 * value that audit entries use: objects, arrays, strings and whole numbers of at most 53 bits.
 *
 * <p>Members are sorted by the UTF-16 code units of their names, which is the order of Java
 * strings; there is no white space; only what must be escaped is escaped.
 */
public final class CanonicalJson {
  private static final long LARGEST = (1L << 53) - 1;

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /**
   * @param object its values are {@code Map}, {@code List}, {@code String}, {@code Integer} or
   *     {@code Long}
   * @return UTF-8 without a final line end
   */
  public static byte[] encode(Map<String, ?> object) {
    CanonicalJson json = new CanonicalJson();
    json.object(object);
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(Object value) {
    switch (value) {
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      case String text -> string(text);
      case Integer number -> out.append(number.intValue());
      case Long number -> number(number);
      default ->
          throw new IllegalArgumentException("no canonical form for " + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> map) {
    Map<?, ?> sorted = isSorted(map) ? map : new TreeMap<>(map);
    char separator = '{';
    for (Map.Entry<?, ?> member : sorted.entrySet()) {
      out.append(separator);
      string((String) member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static boolean isSorted(Map<?, ?> map) {
    return map instanceof SortedMap<?, ?> sorted && sorted.comparator() == null;
  }

  private void array(List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(']');
  }

  private void number(long number) {
    if (number > LARGEST || number < -LARGEST) {
      throw new IllegalArgumentException("a number of more than 53 bits has no canonical form");
    }
    out.append(number);
  }

  private void string(String text) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text);
    } else {
      for (int i = 0; i < text.length(); i++) {
        character(text, i);
      }
    }
    out.append('"');
  }

  /** Returns whether the text is ASCII without characters to escape, as nearly all are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < 0x20 || character > 0x7e || character == '"' || character == '\\') {
        return false;
      }
    }
    return true;
  }

  private void character(String text, int index) {
    char character = text.charAt(index);
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (character < 0x20) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
        } else {
          refuseLoneSurrogate(text, index);
          out.append(character);
        }
      }
    }
  }

  private static void refuseLoneSurrogate(String text, int index) {
    char character = text.charAt(index);
    boolean paired =
        !Character.isSurrogate(character)
            || (Character.isHighSurrogate(character)
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1)));
    if (!paired) {
      throw new IllegalArgumentException("half a character has no canonical form");
    }
  }
}
