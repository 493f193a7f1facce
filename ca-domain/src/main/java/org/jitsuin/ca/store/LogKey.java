package org.jitsuin.ca.store;

import java.security.PublicKey;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.base.keys.SignatureScheme;

/**
 * A key that signs checkpoints.
 *
 * @param origin names the log
 * @param label names the key in the token
 */
public record LogKey(
    int generation, String origin, SignatureScheme scheme, String label, PublicKey publicKey) {
  /** Returns the key with which its signatures are checked. */
  public NoteKey verifier() {
    return NoteKey.ofLog(origin, publicKey);
  }
}
