package org.jitsuin.ca.massrevocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;

/**
 * Lines of a list that are sent together, by their numbers, each with what it says; and what is
 * wrong with which of them, so that whoever made the list can set it right in one go.
 *
 * @param <T> what a line names
 */
final class ListLines<T> {
  /** How many faults a refusal names. */
  private static final int NAMED = 20;

  private static final int DIGEST_DIGITS = 64;

  private final Map<T, Long> numbers = new HashMap<>();
  private final TreeMap<Long, String> faults = new TreeMap<>();

  /**
   * @param first the number of the first line in the whole list
   * @param parse empty for what is no name of a certificate
   */
  ListLines(List<String> texts, long first, Function<String, Optional<T>> parse) {
    long number = first;
    for (String text : texts) {
      add(number, Optional.ofNullable(text).flatMap(parse));
      number++;
    }
  }

  static Optional<Serial> serial(String text) {
    try {
      return Optional.of(Serial.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Optional<Fingerprint> key(String text) {
    try {
      return text.length() == DIGEST_DIGITS
          ? Optional.of(Fingerprint.ofDigest(HexFormat.of().parseHex(text)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void add(long number, Optional<T> name) {
    if (name.isEmpty()) {
      faults.put(number, "is malformed");
      return;
    }
    Long before = numbers.putIfAbsent(name.get(), number);
    if (before != null) {
      faults.put(number, "says the same as line " + before);
    }
  }

  /** What the lines name, each once. */
  List<T> names() {
    return new ArrayList<>(numbers.keySet());
  }

  /** Notes what is wrong with the line that names this. */
  void fault(T name, String fault) {
    faults.putIfAbsent(numbers.get(name), fault);
  }

  /** Returns what is wrong, the first lines by their numbers; empty if nothing is. */
  Optional<String> refusal() {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    List<String> named =
        faults.entrySet().stream()
            .limit(NAMED)
            .map(fault -> "line " + fault.getKey() + " " + fault.getValue())
            .toList();
    int more = faults.size() - named.size();
    return Optional.of(
        String.join("; ", named) + (more == 0 ? "" : "; and " + more + " more lines"));
  }
}
