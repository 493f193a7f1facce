package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.model.ApplicationKind;

/** The kinds for which an office requires a second person, and those that are proposed. */
public record DualControlSetting(Set<ApplicationKind> kinds, Optional<Proposal> proposal) {
  /** An office that asks for nothing. */
  public static final DualControlSetting NONE = new DualControlSetting(Set.of(), Optional.empty());

  public DualControlSetting {
    kinds = Set.copyOf(kinds);
  }

  /** A change that waits for another supervisor. */
  public record Proposal(Set<ApplicationKind> kinds, String by, Instant at) {
    public Proposal {
      kinds = Set.copyOf(kinds);
    }
  }
}
