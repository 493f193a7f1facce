package org.jitsuin.installation.ceremony;

import java.util.List;

/** The outcome of a key ceremony. */
public sealed interface CeremonyOutcome {
  /**
   * The ceremony was held.
   *
   * @param facts what was made, a line each, for the record
   */
  record Held(List<String> facts) implements CeremonyOutcome {
    public Held {
      facts = List.copyOf(facts);
    }
  }

  /** The ceremony was held before; nothing was changed. */
  record AlreadyHeld() implements CeremonyOutcome {}

  /**
   * A token holds keys although no ceremony is recorded; nothing was changed.
   *
   * @param labels the names of those keys
   */
  record TokenNotEmpty(String token, List<String> labels) implements CeremonyOutcome {
    public TokenNotEmpty {
      labels = List.copyOf(labels);
    }
  }
}
