package org.jitsuin.card.state;

/** Where a card's state is kept: what was saved is still there after power is lost. */
@FunctionalInterface
public interface StateStore {
  /**
   * Keeps a state. A card answers only once this has returned.
   *
   * @throws java.io.UncheckedIOException if it cannot be kept; the card then does not do what it
   *     was told
   */
  void save(CardState state);
}
