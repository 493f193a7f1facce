package org.jitsuin.card.applet;

import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.StateStore;

/** What the card remembers: kept by the store first, and only then what the card goes by. */
final class Memory {
  private final StateStore store;
  private CardState state;

  Memory(CardState state, StateStore store) {
    this.state = state;
    this.store = store;
  }

  CardState state() {
    return state;
  }

  void commit(CardState next) {
    store.save(next);
    state = next;
  }
}
