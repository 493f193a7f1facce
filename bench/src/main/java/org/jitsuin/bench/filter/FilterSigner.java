package org.jitsuin.bench.filter;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.Sha256;
import org.jitsuin.filter.StatusSigner;
import org.jitsuin.filter.build.HeadWriter;

/** An authority, and the key that it lets sign heads: RSA with 2,048 bits, of this run alone. */
final class FilterSigner {
  private static final X500Name NAME = new X500Name("C=JP,O=BENCH");
  private static final int BITS = 2048;
  private static final Duration LASTS = Duration.ofDays(14);

  private final Instant now;
  private final KeyPair authorityKey = keyPair();
  private final KeyPair key = keyPair();
  private final X509Certificate authority;
  private final X509Certificate signer;

  FilterSigner(Instant now) {
    this.now = now;
    authority = certificate(authorityKey, NAME, KeyUsage.keyCertSign, false);
    signer = certificate(key, new X500Name("C=JP,CN=STATUS"), KeyUsage.digitalSignature, true);
  }

  X509Certificate authority() {
    return authority;
  }

  Sha256 keyHash() {
    return Sha256.of(authority.getPublicKey());
  }

  byte[] head(byte[] base, byte[] delta) {
    Head head =
        new Head(
            "signature",
            1,
            now.toEpochMilli(),
            now.plus(LASTS).toEpochMilli(),
            Head.FileHash.of(base),
            Head.FileHash.of(delta));
    return HeadWriter.write(head, signer, this::sign);
  }

  private byte[] sign(byte[] octets) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certificate(KeyPair of, X500Name subject, int usage, boolean status) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              NAME,
              BigInteger.ONE,
              Date.from(now.minus(LASTS)),
              Date.from(now.plus(LASTS)),
              subject,
              SubjectPublicKeyInfo.getInstance(of.getPublic().getEncoded()));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      if (status) {
        KeyPurposeId purpose =
            KeyPurposeId.getInstance(new ASN1ObjectIdentifier(StatusSigner.PURPOSE));
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
      }
      byte[] encoded =
          builder
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(authorityKey.getPrivate()))
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
}
