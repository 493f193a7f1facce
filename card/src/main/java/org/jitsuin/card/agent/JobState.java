package org.jitsuin.card.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a job is. */
enum JobState {
  RUNNING,
  /** The holder is asked for a PIN. */
  AWAITING_PIN,
  DONE,
  FAILED;

  /** The name in answers and in the journal. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<JobState> byId(String id) {
    return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
  }

  boolean isOver() {
    return this == DONE || this == FAILED;
  }
}
