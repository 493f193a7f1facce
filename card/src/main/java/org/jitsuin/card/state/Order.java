package org.jitsuin.card.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * What an office is writing: keys and certificates that wait to replace the active ones, all at
 * once.
 *
 * @param id names the office's act, so that another counter knows whose beginning it finds
 */
public record Order(Bytes id, Map<KeyUse, Credential> written) {
  /** The length of its name. */
  public static final int ID_OCTETS = 16;

  public Order {
    written = Map.copyOf(written);
    if (id.length() != ID_OCTETS) {
      throw new IllegalArgumentException("the name of an order has " + ID_OCTETS + " octets");
    }
  }

  public Optional<Credential> credential(KeyUse use) {
    return Optional.ofNullable(written.get(use));
  }

  public Order with(KeyUse use, Credential credential) {
    Map<KeyUse, Credential> next = new HashMap<>(written);
    next.put(use, credential);
    return new Order(id, next);
  }
}
