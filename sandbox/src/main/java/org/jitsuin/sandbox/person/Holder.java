package org.jitsuin.sandbox.person;

import java.util.Optional;

/**
 * Who logged in.
 *
 * @param root the oldest certificate of the person, or a test person: the same after a move, a
 *     renewal, a new card
 * @param attributes where they were asked for and shown
 * @param isTest whether it is one of the test persons
 */
public record Holder(String root, Optional<Attributes> attributes, boolean isTest) {
  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "Holder[]";
  }
}
