package org.jitsuin.samples;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key that is made and forgotten.
 *
 * @param algorithm how it signs
 */
public record SampleKey(KeyPair pair, String algorithm) {
  /** Makes one as cards have today: RSA with 2,048 bits. */
  public static SampleKey rsa() {
    return rsa(2048, "SHA256withRSA");
  }

  /** Makes an RSA key of that length, which signs by that algorithm. */
  public static SampleKey rsa(int bits, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
      return new SampleKey(generator.generateKeyPair(), algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes RSA keys", e);
    }
  }

  /** Makes one as the next card has: on P-384. */
  public static SampleKey p384() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      return new SampleKey(generator.generateKeyPair(), "SHA384withECDSA");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform makes keys on P-384", e);
    }
  }

  /** Returns the same key, which signs by another algorithm. */
  public SampleKey signingBy(String other) {
    return new SampleKey(pair, other);
  }

  /** Returns the public key as it stands in certificates. */
  public SubjectPublicKeyInfo info() {
    return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
  }

  /** Returns a signer for one content. */
  public ContentSigner signer() {
    try {
      return new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("a fresh key signs", e);
    }
  }
}
