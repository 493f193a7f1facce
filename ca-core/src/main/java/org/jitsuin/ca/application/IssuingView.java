package org.jitsuin.ca.application;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.ca.store.IssuingTable.Closure;

/** Whether anything is issued at present. */
public record IssuingView(boolean open, String reason, Instant until, Instant since, String by) {
  public static IssuingView of(Optional<Closure> closure) {
    return new IssuingView(
        closure.isEmpty(),
        closure.map(Closure::reason).orElse(null),
        closure.flatMap(Closure::until).orElse(null),
        closure.map(Closure::since).orElse(null),
        closure.map(Closure::by).orElse(null));
  }
}
