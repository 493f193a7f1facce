package org.jitsuin.ca.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.Pem;

/**
 * A certificate that a relying party made for itself.
 *
 * @param name of the party
 */
public record PartyKey(String name, Bytes der) {
  /** One on P-256. */
  public static PartyKey valid(Instant from, Instant until) {
    SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    String name = "party-" + UUID.randomUUID();
    X509v3CertificateBuilder builder =
        builder(name, from, until, SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()));
    try {
      return new PartyKey(name, Bytes.of(builder.build(new KeyContentSigner(key)).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One with a key of another kind.
   *
   * @param generator of the key, ready to make it
   * @param algorithm as the JDK names it
   */
  public static PartyKey of(KeyPairGenerator generator, String algorithm, Instant now) {
    KeyPair pair = generator.generateKeyPair();
    String name = "party-" + UUID.randomUUID();
    X509v3CertificateBuilder builder =
        builder(
            name,
            now,
            now.plusSeconds(3_600),
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    try {
      return new PartyKey(
          name,
          Bytes.of(
              builder
                  .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                  .getEncoded()));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes keys of one size. */
  public static KeyPairGenerator generator(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      String name, Instant from, Instant until, SubjectPublicKeyInfo key) {
    X500Name subject = new X500Name("CN=" + name);
    return new X509v3CertificateBuilder(
        subject, BigInteger.ONE, Date.from(from), Date.from(until), subject, key);
  }

  public String pem() {
    return Pem.certificate(der.bytes());
  }

  public String sha256() {
    return der.fingerprint().toString();
  }
}
