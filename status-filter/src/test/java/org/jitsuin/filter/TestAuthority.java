package org.jitsuin.filter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.filter.build.HeadWriter;

/** An authority with one key generation, and keys that it certifies. */
public final class TestAuthority {
  public static final Instant NOW = Instant.ofEpochMilli(Drawn.BEGIN).plusSeconds(86_400 * 40);

  private final X500Name name;
  private final KeyPair key;
  private final X509Certificate certificate;

  public TestAuthority(String name, String algorithm, int bits) {
    this.name = new X500Name("C=JP,O=" + name);
    key = keyPair(algorithm, bits);
    certificate =
        certificate(
            new Draft(this.name, key).with(Extension.basicConstraints, new BasicConstraints(true)));
  }

  public static KeyPair keyPair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public Sha256 keyHash() {
    return Sha256.of(certificate.getPublicKey());
  }

  /** A draft of a certificate of a key. */
  public static final class Draft {
    private final X500Name subject;
    private final KeyPair key;
    private BigInteger serial = BigInteger.valueOf(4_711);
    private Instant from = NOW.minusSeconds(3_600);
    private Instant until = NOW.plusSeconds(14 * 86_400);
    private final java.util.Map<ASN1ObjectIdentifier, org.bouncycastle.asn1.ASN1Encodable>
        extensions = new java.util.LinkedHashMap<>();

    public Draft(X500Name subject, KeyPair key) {
      this.subject = subject;
      this.key = key;
    }

    public Draft with(ASN1ObjectIdentifier id, org.bouncycastle.asn1.ASN1Encodable value) {
      extensions.put(id, value);
      return this;
    }

    public Draft serial(BigInteger other) {
      serial = other;
      return this;
    }

    public Draft valid(Instant begin, Instant end) {
      from = begin;
      until = end;
      return this;
    }
  }

  /** A status signer's certificate as it should be. */
  public static Draft status(KeyPair key) {
    return new Draft(new X500Name("C=JP,CN=STATUS1"), key)
        .with(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature))
        .with(Extension.extendedKeyUsage, purpose(StatusSigner.PURPOSE));
  }

  public static ExtendedKeyUsage purpose(String id) {
    return new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(id)));
  }

  public X509Certificate certificate(Draft draft) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              name,
              draft.serial,
              Date.from(draft.from),
              Date.from(draft.until),
              draft.subject,
              SubjectPublicKeyInfo.getInstance(draft.key.getPublic().getEncoded()));
      for (var extension : draft.extensions.entrySet()) {
        boolean critical = !extension.getKey().equals(Extension.subjectAlternativeName);
        builder.addExtension(extension.getKey(), critical, extension.getValue());
      }
      String algorithm =
          "SHA256with" + (key.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
      byte[] encoded =
          builder
              .build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
              .getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signs a head with a key. */
  public static byte[] sign(Head head, X509Certificate signer, KeyPair key) {
    return HeadWriter.write(head, signer, octets -> signature(octets, key));
  }

  private static byte[] signature(byte[] octets, KeyPair key) {
    try {
      SignerKind kind = SignerKind.of(key.getPublic()).orElseThrow();
      Signature signature = Signature.getInstance(kind.jcaName());
      signature.initSign(key.getPrivate());
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
