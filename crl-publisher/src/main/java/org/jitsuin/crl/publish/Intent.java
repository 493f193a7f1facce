package org.jitsuin.crl.publish;

import java.util.Optional;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.write.CrlContent;

/**
 * A CRL that is recorded as intended and so may be signed.
 *
 * @param content of the complete CRL, with its number, which no later CRL of the partition has
 */
record Intent(CrlDraft draft, CrlContent content) {
  /**
   * Returns the content of the delta CRL, which is issued at the same time and so has the same
   * number; empty where there is none.
   */
  Optional<CrlContent> delta() {
    return draft
        .delta()
        .map(delta -> content.delta(delta.base().map(CrlBase::number).orElse(content.number())));
  }
}
