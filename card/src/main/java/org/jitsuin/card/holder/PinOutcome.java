package org.jitsuin.card.holder;

/** What a card said of a PIN. */
public sealed interface PinOutcome {
  /** It is the PIN; the counter of tries is full again. */
  record Right() implements PinOutcome {}

  /**
   * It is not.
   *
   * @param triesLeft at least 1
   */
  record Wrong(int triesLeft) implements PinOutcome {}

  /** It was not looked at, or was the last wrong one: only an office unlocks it. */
  record Locked() implements PinOutcome {}
}
