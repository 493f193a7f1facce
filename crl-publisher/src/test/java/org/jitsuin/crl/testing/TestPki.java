package org.jitsuin.crl.testing;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.Partition;

/** An authority in memory, and certificates under any authority. */
public final class TestPki {
  private static final X500Name NAME = new X500Name("C=JP, O=JPKI-TEST, OU=試験用認証局");

  private final SoftwareKey key;
  private final CrlIssuer issuer;

  public TestPki(SignatureScheme scheme, Instant now) {
    key = SoftwareKey.generate(scheme);
    issuer =
        new CrlIssuer(
            1, new Issuer(Authority.SIGNATURE, 1), scheme, "key", caCertificate(key, now), false);
  }

  public SigningKey key() {
    return key;
  }

  public Partition partition() {
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(new X500Name("C=JP, O=JPKI-TEST, OU=Tokyo-to, CN=清瀬市 CRL 13221-g1")),
              new GeneralName(
                  GeneralName.uniformResourceIdentifier,
                  "http://localhost/crl/signature/13221-g1.crl")
            });
    return new Partition(7, issuer, "13221-g1", Optional.of(new Partition.Area("13221", names)));
  }

  private static X509Certificate caCertificate(SoftwareKey key, Instant now) {
    try {
      X509v3CertificateBuilder builder =
          builder(NAME, BigInteger.ONE, NAME, key.publicKey(), now)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.publicKey()));
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new KeyContentSigner(key)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, BigInteger serial, X500Name subject, PublicKey key, Instant now) {
    return new X509v3CertificateBuilder(
        issuer,
        serial,
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(Duration.ofDays(365))),
        subject,
        SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  /**
   * A certificate with the CRL distribution point of that partition, signed by its authority.
   *
   * @param signer the authority's key
   */
  public static X509Certificate leaf(
      Partition partition, SigningKey signer, Serial serial, Instant now) {
    try {
      X500Name issuer = X500Name.getInstance(partition.issuer().name());
      PublicKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256).publicKey();
      X509v3CertificateBuilder builder =
          builder(issuer, serial.value(), new X500Name("CN=leaf " + serial), key, now)
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils()
                      .createAuthorityKeyIdentifier(
                          partition.issuer().certificate().getPublicKey()))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.cRLDistributionPoints,
                  false,
                  new CRLDistPoint(
                      new DistributionPoint[] {
                        new DistributionPoint(
                            new DistributionPointName(partition.distributionPoint().orElseThrow()),
                            null,
                            null)
                      }));
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new KeyContentSigner(signer)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
