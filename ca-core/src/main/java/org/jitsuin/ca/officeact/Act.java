package org.jitsuin.ca.officeact;

import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.Outcome;

/** An office act whose content was read and is right by itself. */
@FunctionalInterface
public interface Act {
  /**
   * Carries it out, once for each request.
   *
   * @return the JSON document that answers it
   */
  Outcome<Bytes> perform(Call call);
}
