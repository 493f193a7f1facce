package org.jitsuin.ca.json;

import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** A request that did not come as far as a use case; the mapper answers it as any other refusal. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RequestRefused(RefusalCode code, String detail) {
    super(code.name(), null, false, false);
    this.refusal = new Refusal(code, detail);
  }

  public Refusal refusal() {
    return refusal;
  }
}
