package org.jitsuin.card.state;

import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;

/**
 * A key pair that was made on the card.
 *
 * @param scheme its kind: RSA of 2048 bits, or P-384
 * @param privateKey PKCS #8; leaves the card in no answer
 * @param publicKey a SubjectPublicKeyInfo
 */
public record CardKey(SignatureScheme scheme, Bytes privateKey, Bytes publicKey) {
  /** Returns the kind alone. */
  @Override
  public String toString() {
    return "CardKey[" + scheme.id() + "]";
  }
}
