package org.jitsuin.ca.store;

import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Mark;

/**
 * The key that a responder may begin with.
 *
 * @param key the SHA-256 of its SubjectPublicKeyInfo
 * @param approved present where a second operator agreed
 * @param used whether it was certified since
 */
public record ProposedAdmission(
    String responder, Fingerprint key, Mark proposed, Optional<Mark> approved, boolean used) {
  /** Returns whether a key may be certified although no other one vouches for it. */
  public boolean admits(Fingerprint asked) {
    return approved.isPresent() && !used && key.equals(asked);
  }
}
