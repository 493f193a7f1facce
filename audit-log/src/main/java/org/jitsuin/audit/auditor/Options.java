package org.jitsuin.audit.auditor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of a command: {@code --name value}, some of them several times, and words. */
final class Options {
  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /**
   * @param known the names that there are, with the dashes
   * @throws UsageError if one is unknown, or wants a value
   */
  Options(List<String> arguments, Set<String> known) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        words.add(argument);
      } else if (!known.contains(argument)) {
        throw new UsageError("there is no option " + argument);
      } else if (i + 1 == arguments.size()) {
        throw new UsageError(argument + " wants a value");
      } else {
        i++;
        values.computeIfAbsent(argument, _ -> new ArrayList<>()).add(arguments.get(i));
      }
    }
  }

  /** The command line is not understood. */
  static final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageError(String problem) {
      super(problem);
    }
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  Optional<String> one(String name) {
    List<String> given = all(name);
    if (given.size() > 1) {
      throw new UsageError(name + " is given twice");
    }
    return given.stream().findFirst();
  }

  String required(String name) {
    return one(name).orElseThrow(() -> new UsageError(name + " is missing"));
  }

  /** Returns the arguments without a name. */
  List<String> words(int count) {
    if (words.size() != count) {
      throw new UsageError(
          String.format(Locale.ROOT, "%d words are expected, not %d", count, words.size()));
    }
    return List.copyOf(words);
  }
}
