package org.jitsuin.ca.issue;

import java.util.Optional;
import org.jitsuin.ca.model.CardVersion;

/**
 * How an issue was asked for.
 *
 * @param approved whether a second person has approved it
 * @param seen what it was decided on at the counter: refused where that holds no more
 */
public record Terms(boolean approved, Optional<CardVersion> seen) {
  /** Those of one person who names nothing that was seen. */
  static final Terms ALONE = new Terms(false, Optional.empty());
}
