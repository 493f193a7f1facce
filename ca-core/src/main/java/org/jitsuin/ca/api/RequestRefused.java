package org.jitsuin.ca.api;

import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** A request that did not come as far as a use case; the mapper answers it as any other refusal. */
final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RequestRefused(RefusalCode code, String detail) {
    super(code.name(), null, false, false);
    this.refusal = new Refusal(code, detail);
  }

  Refusal refusal() {
    return refusal;
  }
}
