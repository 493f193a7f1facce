package org.jitsuin.testing;

import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.Signing;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SoftwareKey;

/**
 * A key that signs as a token does that mixes up its keys: well, with another key than was asked
 * for.
 */
public final class WrongKey implements SigningKey {
  private final SoftwareKey other;

  public WrongKey(SignatureScheme scheme) {
    this.other = SoftwareKey.generate(scheme);
  }

  @Override
  public SignatureScheme scheme() {
    return other.scheme();
  }

  @Override
  public Signing begin() {
    return other.begin();
  }
}
