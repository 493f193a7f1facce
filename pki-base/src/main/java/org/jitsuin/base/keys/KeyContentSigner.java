package org.jitsuin.base.keys;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/**
 * Lets Bouncy Castle's builders sign with a {@link SigningKey}. One instance signs one content;
 * only the digest is kept, so the content may be of any size.
 */
public final class KeyContentSigner implements ContentSigner {
  private final SigningKey key;
  private final MessageDigest digest;
  private final OutputStream sink;

  public KeyContentSigner(SigningKey key) {
    this.key = key;
    this.digest = key.scheme().newDigest();
    this.sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
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
    return key.signDigest(digest.digest());
  }
}
