package org.jitsuin.ca.store;

import java.util.Set;
import org.jitsuin.base.model.Authority;

/**
 * A relying party.
 *
 * @param authorities those that it may ask about
 * @param active false where its registration has ended
 */
public record RelyingParty(long number, String name, Set<Authority> authorities, boolean active) {
  public RelyingParty {
    authorities = Set.copyOf(authorities);
  }
}
