package org.jitsuin.card.counter;

import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.KeyUse;

/** What a deed brought. */
public sealed interface DeedResult {
  /** It was done, and there is nothing to hand on. */
  record Done() implements DeedResult {}

  /** Requests for certificates (PKCS #10, DER), which the card signed. */
  record Requests(Map<KeyUse, Bytes> requests) implements DeedResult {
    public Requests {
      requests = Map.copyOf(requests);
    }
  }

  /**
   * What the card says that it holds, after it was written.
   *
   * @param counter of its updates
   * @param generation how often it was activated
   * @param certificates the SHA-256 of each certificate in use
   */
  record ReadBack(String chip, int counter, int generation, Map<KeyUse, Bytes> certificates)
      implements DeedResult {
    public ReadBack {
      certificates = Map.copyOf(certificates);
    }
  }
}
