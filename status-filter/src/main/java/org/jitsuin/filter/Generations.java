package org.jitsuin.filter;

import java.util.ArrayList;
import java.util.List;

/** The key generations of a file in its order, each once. */
final class Generations {
  private final List<Sha256> keys = new ArrayList<>();

  /** Reads the next one. */
  void read(Input input) throws MalformedFilterException {
    Sha256 key = Sha256.read(input);
    if (keys.contains(key)) {
      throw new MalformedFilterException("a key generation twice");
    }
    keys.add(key);
  }

  int size() {
    return keys.size();
  }

  Sha256 key(int generation) {
    return keys.get(generation);
  }
}
