package org.jitsuin.ca.application;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.model.IssuingClosure;

/** The state of issuing: open, or closed with reason and expected end. */
public record IssuingView(
    boolean open,
    @Absent String reason,
    @Absent Instant until,
    @Absent Instant since,
    @Absent String by) {
  public static IssuingView of(Optional<IssuingClosure> closure) {
    return new IssuingView(
        closure.isEmpty(),
        closure.map(IssuingClosure::reason).orElse(null),
        closure.flatMap(IssuingClosure::until).orElse(null),
        closure.map(IssuingClosure::since).orElse(null),
        closure.map(IssuingClosure::by).orElse(null));
  }
}
