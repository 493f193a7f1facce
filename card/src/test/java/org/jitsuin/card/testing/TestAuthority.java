package org.jitsuin.card.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.KeyUse;

/** An authority that certifies keys of test cards, one for each kind of certificate. */
public final class TestAuthority {
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2049-12-31T14:59:59Z");
  private static final Map<KeyUse, TestAuthority> AUTHORITIES = make();

  private final KeyUse use;
  private final X500Name name;
  private final SoftwareKey key = SoftwareKey.generate(SignatureScheme.RSA_2048_SHA256);
  private int serial = 1;
  private final Bytes certificate;

  private TestAuthority(KeyUse use) {
    this.use = use;
    this.name = new X500Name("C=JP,O=Jitsuin Test,OU=" + use.authority().id());
    this.certificate = issue(name, key.publicKey(), true);
  }

  private static Map<KeyUse, TestAuthority> make() {
    Map<KeyUse, TestAuthority> authorities = new EnumMap<>(KeyUse.class);
    for (KeyUse use : KeyUse.values()) {
      authorities.put(use, new TestAuthority(use));
    }
    return authorities;
  }

  public static TestAuthority of(KeyUse use) {
    return AUTHORITIES.get(use);
  }

  /** The authority's own certificate, signed by itself. */
  public Bytes certificate() {
    return certificate;
  }

  /** Certifies a key of a card. */
  public synchronized Bytes certify(PublicKey subjectKey) {
    return issue(new X500Name("C=JP,CN=TESTCARD" + serial), subjectKey, false);
  }

  private Bytes issue(X500Name subject, PublicKey subjectKey, boolean authority) {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serial++),
            Date.from(FROM),
            Date.from(UNTIL),
            subject,
            SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
    try {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(authority)));
      if (authority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } else {
        builder.addExtension(
            Extension.certificatePolicies, false, new CertificatePolicies(policy()));
      }
      return Bytes.of(builder.build(signer()).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate in memory cannot be encoded", e);
    }
  }

  private int usage(boolean authority) {
    if (authority) {
      return KeyUsage.keyCertSign | KeyUsage.cRLSign;
    }
    return use == KeyUse.SIGNATURE
        ? KeyUsage.digitalSignature | KeyUsage.nonRepudiation
        : KeyUsage.digitalSignature;
  }

  private static PolicyInformation policy() {
    return new PolicyInformation(new ASN1ObjectIdentifier("1.2.392.99999.1"));
  }

  private ContentSigner signer() {
    try {
      return new JcaContentSignerBuilder("SHA256withRSA").build(key.pair().getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("a fresh key does not sign", e);
    }
  }
}
