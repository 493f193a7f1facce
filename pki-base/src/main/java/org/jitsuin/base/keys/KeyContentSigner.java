package org.jitsuin.base.keys;

import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/**
 * Lets Bouncy Castle's builders sign with a {@link SigningKey}. One instance signs one content;
 * only a hash is kept, so the content may be of any size.
 */
public final class KeyContentSigner implements ContentSigner {
  private final SigningKey key;
  private final Signing signing;
  private final OutputStream sink;

  public KeyContentSigner(SigningKey key) {
    this.key = key;
    this.signing = key.begin();
    this.sink = signing.stream();
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return key.scheme().algorithmIdentifier();
  }

  @Override
  public OutputStream getOutputStream() {
    return sink;
  }

  @Override
  public byte[] getSignature() {
    return signing.sign();
  }
}
