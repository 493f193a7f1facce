package org.jitsuin.base.keys;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * An EC private key whose PKCS #8 encoding has the public key in it, for files.
 *
 * <pre>
 * ECPrivateKey ::= SEQUENCE {
 *   version        INTEGER { ecPrivkeyVer1(1) } (ecPrivkeyVer1),
 *   privateKey     OCTET STRING,
 *   parameters [0] ECParameters {{ NamedCurve }} OPTIONAL,
 *   publicKey  [1] BIT STRING OPTIONAL }
 * </pre>
 */
final class CompleteEcKey implements PrivateKey {
  @Serial private static final long serialVersionUID = 1;

  private final byte[] pkcs8;

  private CompleteEcKey(byte[] pkcs8) {
    this.pkcs8 = pkcs8;
  }

  static CompleteEcKey of(KeyPair pair) {
    ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
    PrivateKeyInfo plain = PrivateKeyInfo.getInstance(key.getEncoded());
    SubjectPublicKeyInfo publicKey =
        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    org.bouncycastle.asn1.sec.ECPrivateKey complete =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            key.getParams().getOrder().bitLength(), key.getS(), publicKey.getPublicKeyData(), null);
    try {
      return new CompleteEcKey(
          new PrivateKeyInfo(plain.getPrivateKeyAlgorithm(), complete).getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException("a key in memory can be encoded", e);
    }
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public String getFormat() {
    return "PKCS#8";
  }

  @Override
  public byte[] getEncoded() {
    return pkcs8.clone();
  }
}
