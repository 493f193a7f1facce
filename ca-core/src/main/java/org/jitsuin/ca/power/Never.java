package org.jitsuin.ca.power;

import java.util.List;

/**
 * Something that an actor cannot do.
 *
 * @param what in words, with the verb first and without a full stop
 * @param shownBy the tests that show it, such as {@code org.jitsuin.server.AccessIT#call_…}; a test
 *     checks that they are there
 */
public record Never(String what, List<String> shownBy) {
  public Never {
    shownBy = List.copyOf(shownBy);
    if (shownBy.isEmpty()) {
      throw new IllegalArgumentException(what + ": a claim that no test shows");
    }
  }

  static Never of(String what, String... shownBy) {
    return new Never(what, List.of(shownBy));
  }
}
