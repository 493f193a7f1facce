package org.jitsuin.card.state;

import java.util.Optional;

/**
 * A PIN and its counter.
 *
 * @param reference absent until the office sets one: nothing verifies then
 * @param triesLeft 0 where the PIN is locked
 */
public record PinState(Optional<PinReference> reference, int triesLeft) {
  public PinState {
    if (triesLeft < 0) {
      throw new IllegalArgumentException("a counter below zero");
    }
  }

  /** A PIN that was never set: locked. */
  public static PinState unset() {
    return new PinState(Optional.empty(), 0);
  }

  public PinState withTriesLeft(int tries) {
    return new PinState(reference, tries);
  }

  /** Whether no PIN can be verified. */
  public boolean isLocked() {
    return triesLeft == 0 || reference.isEmpty();
  }
}
