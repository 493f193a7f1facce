package org.jitsuin.ca.profile;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
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
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.validity.Validity;

/**
 * The self-signed certificate of an authority: keyUsage and basicConstraints critical, no path
 * length, the name in Japanese as subjectAltName, its own name as CRL distribution point, and
 * neither authority key identifier nor policies, as in the certificates of the real service.
 */
public final class AuthorityProfile {
  private AuthorityProfile() {}

  public static CertificateContent content(
      AuthorityPolicy policy,
      SignatureScheme scheme,
      PublicKey publicKey,
      Serial serial,
      Validity validity) {
    return content(policy, scheme, publicKey, serial, validity, new ExtensionList());
  }

  /**
   * The certificate by which one key generation certifies the key of another (RFC 9810 §4.4): as
   * the certificate of that generation itself, with the key identifier of the one that signs.
   *
   * @param signer the key generation that signs
   * @param other the certificate of the generation whose key is certified
   * @param validity from when the certified key is valid, until the older of the two ends
   */
  public static CertificateContent link(
      IssuingKey signer, X509Certificate other, Serial serial, Validity validity) {
    return content(
        signer.policy(),
        signer.key().scheme(),
        other.getPublicKey(),
        serial,
        validity,
        new ExtensionList().authorityKeyIdentifier(signer.keyIdentifier()));
  }

  private static CertificateContent content(
      AuthorityPolicy policy,
      SignatureScheme scheme,
      PublicKey publicKey,
      Serial serial,
      Validity validity,
      ExtensionList extensions) {
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
    extensions
        .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
        .critical(Extension.basicConstraints, new BasicConstraints(true))
        .directoryName(Extension.subjectAlternativeName, policy.alternativeName())
        .plain(Extension.cRLDistributionPoints, ownName(policy.name()))
        .subjectKeyIdentifier(key);
    return new CertificateContent(
        policy.name(),
        serial,
        scheme,
        validity.notBefore(),
        validity.notAfter(),
        policy.name(),
        key,
        extensions.extensions());
  }

  private static CRLDistPoint ownName(X500Name name) {
    GeneralNames names = new GeneralNames(new GeneralName(name));
    return new CRLDistPoint(
        new DistributionPoint[] {
          new DistributionPoint(new DistributionPointName(names), null, null)
        });
  }
}
