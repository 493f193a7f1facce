package org.jitsuin.card.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys and certificates that are in use together.
 *
 * @param number how often the card was activated; 0 where it never was
 */
public record Generation(int number, Map<KeyUse, Credential> credentials) {
  public Generation {
    credentials = Map.copyOf(credentials);
  }

  /** A card that has nothing yet. */
  public static Generation none() {
    return new Generation(0, Map.of());
  }

  public Optional<Credential> credential(KeyUse use) {
    return Optional.ofNullable(credentials.get(use));
  }

  /** The generation after this one: what is new replaces what was there, the rest stays. */
  Generation followedBy(Map<KeyUse, Credential> written) {
    Map<KeyUse, Credential> next = new HashMap<>(credentials);
    next.putAll(written);
    return new Generation(number + 1, next);
  }
}
