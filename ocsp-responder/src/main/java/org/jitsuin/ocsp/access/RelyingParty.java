package org.jitsuin.ocsp.access;

import java.util.Set;
import org.jitsuin.base.model.Authority;

/**
 * A registered relying party (署名検証者等).
 *
 * @param number its number in {@code status.relying_party}
 * @param authorities those whose certificates it may ask about
 */
public record RelyingParty(int number, Set<Authority> authorities) {
  public RelyingParty {
    authorities = Set.copyOf(authorities);
  }
}
