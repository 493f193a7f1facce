package org.jitsuin.ca.power;

import java.util.List;
import java.util.Optional;

/**
 * Something that an actor can do.
 *
 * @param what in words, without a full stop
 * @param endpoint of the office API, such as {@code POST /cards}; empty where it is done elsewhere
 * @param entries the kinds of the entries in the audit log that it leaves
 */
public record Deed(String what, Bound bound, Optional<String> endpoint, List<String> entries) {
  public Deed {
    entries = List.copyOf(entries);
  }

  static Deed of(Bound bound, String what, String... entries) {
    return new Deed(what, bound, Optional.empty(), List.of(entries));
  }
}
