package org.jitsuin.base.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * The certificate that the key store of the JDK wants beside every private key in a token.
 *
 * <p>It carries the public key and its label, and is signed by a key thrown away at once: the
 * token's key itself must not sign before its first signature is recorded. The certificates that
 * count are in the database.
 */
final class KeyHolder {
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2049-12-31T23:59:59Z");

  private KeyHolder() {}

  static X509Certificate certificate(String label, PublicKey key) throws CertificateException {
    X500Name issuer = new X500Name("CN=Key holder and no certificate");
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            BigInteger.ONE,
            Date.from(START),
            Date.from(END),
            new X500Name("CN=" + label),
            SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    SoftwareKey holder = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    try {
      byte[] der = builder.build(new KeyContentSigner(holder)).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (IOException e) {
      throw new CertificateException("the holder of key " + label + " cannot be encoded", e);
    }
  }
}
