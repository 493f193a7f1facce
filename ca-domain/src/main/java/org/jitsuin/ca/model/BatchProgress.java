package org.jitsuin.ca.model;

import java.time.Instant;

/**
 * How far a batch was taken in.
 *
 * @param lines from the first on, those refused included
 * @param refused how many of these were refused
 */
public record BatchProgress(long lines, long refused, Instant updatedAt) {
  /** The number of the first line that was not taken in; the first of all is 1. */
  public long next() {
    return lines + 1;
  }
}
