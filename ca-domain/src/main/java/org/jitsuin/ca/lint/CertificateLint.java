package org.jitsuin.ca.lint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * Checks the certificate of a card before it is signed: the very bytes, with a placeholder where
 * the signature will be, are read back with the JDK's parser, not the one that wrote them.
 */
public final class CertificateLint {
  /**
   * The fewest bits of a serial number; at least 64 random ones are required, ours have 80 behind
   * the time.
   */
  private static final int SHORTEST_SERIAL_BITS = 64;

  private static final Set<String> CRITICAL =
      Set.of(Extension.keyUsage.getId(), Extension.certificatePolicies.getId());
  private static final Set<String> PLAIN =
      Set.of(
          Extension.authorityKeyIdentifier.getId(),
          Extension.subjectKeyIdentifier.getId(),
          Extension.issuerAlternativeName.getId(),
          Extension.cRLDistributionPoints.getId(),
          Extension.authorityInfoAccess.getId());

  /** keyUsage as the JDK reads it: digitalSignature (0) alone, or with nonRepudiation (1). */
  private static final boolean[] IDENTIFYING = {
    true, false, false, false, false, false, false, false, false
  };

  private static final boolean[] SIGNING = {
    true, true, false, false, false, false, false, false, false
  };

  /**
   * @return what is wrong, each a clause with the paragraph that it offends; empty if it may be
   *     signed
   */
  public List<String> findings(CertificateContent content, IssuingKey issuing) {
    X509Certificate certificate =
        SignedCertificate.assemble(
            content.toBeSigned(), content.scheme(), PlaceholderSignature.of(content.scheme()));
    List<String> findings = new ArrayList<>();
    checkBasics(certificate, issuing, findings);
    checkExtensions(certificate, issuing.policy().issuer().authority(), findings);
    checkKeyIdentifier(certificate, issuing, findings);
    checkOwnKeyIdentifier(certificate, content.extensions(), findings);
    return findings;
  }

  private static void checkBasics(
      X509Certificate certificate, IssuingKey issuing, List<String> findings) {
    require(certificate.getVersion() == 3, "version is 3 (RFC 5280 4.1.2.1)", findings);
    int bits = certificate.getSerialNumber().bitLength();
    require(
        certificate.getSerialNumber().signum() > 0 && bits > SHORTEST_SERIAL_BITS && bits < 160,
        "serial number is positive, unpredictable and at most 20 octets (RFC 5280 4.1.2.2)",
        findings);
    X500Principal issuer = issuing.certificate().getSubjectX500Principal();
    require(
        Arrays.equals(certificate.getIssuerX500Principal().getEncoded(), issuer.getEncoded()),
        "issuer is the authority's subject to the byte (RFC 5280 4.1.2.4)",
        findings);
    require(
        !certificate.getSubjectX500Principal().equals(issuer),
        "subject is not the authority (RFC 5280 4.1.2.6)",
        findings);
    require(
        issuing.validAt(certificate.getNotBefore().toInstant())
            && issuing.validAt(certificate.getNotAfter().toInstant()),
        "validity is within the authority's own (RFC 5280 6.1)",
        findings);
    require(
        certificate.getSigAlgName().equals(issuing.key().scheme().jcaName()),
        "signature algorithm is the authority's (RFC 5280 4.1.1.2)",
        findings);
  }

  private static void checkExtensions(
      X509Certificate certificate, Authority kind, List<String> findings) {
    boolean signature = kind == Authority.SIGNATURE;
    require(
        CRITICAL.equals(certificate.getCriticalExtensionOIDs()),
        "critical are keyUsage and certificatePolicies and no other",
        findings);
    Set<String> plain = new HashSet<>(PLAIN);
    if (signature) {
      plain.add(Extension.subjectAlternativeName.getId());
    }
    require(
        plain.equals(certificate.getNonCriticalExtensionOIDs()),
        "the other extensions are those of the profile and no other",
        findings);
    require(
        Arrays.equals(certificate.getKeyUsage(), signature ? SIGNING : IDENTIFYING),
        "keyUsage is that of the kind (RFC 5280 4.2.1.3)",
        findings);
    require(certificate.getBasicConstraints() < 0, "it is no CA (RFC 5280 4.2.1.9)", findings);
  }

  private static void checkKeyIdentifier(
      X509Certificate certificate, IssuingKey issuing, List<String> findings) {
    byte[] extension = certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId());
    boolean fits =
        extension != null
            && Arrays.equals(
                AuthorityKeyIdentifier.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets())
                    .getKeyIdentifierOctets(),
                issuing.keyIdentifier());
    require(fits, "authority key identifier is the authority's own (RFC 5280 4.2.1.1)", findings);
  }

  /** Programs of relying parties look for it where real cards have it. */
  private static void checkOwnKeyIdentifier(
      X509Certificate certificate, Extensions extensions, List<String> findings) {
    ASN1ObjectIdentifier[] order = extensions.getExtensionOIDs();
    require(
        order[0].equals(Extension.keyUsage)
            && order[order.length - 1].equals(Extension.subjectKeyIdentifier),
        "keyUsage comes first and the subject key identifier last",
        findings);
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    byte[] key =
        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
            .getPublicKeyData()
            .getOctets();
    boolean fits =
        extension != null
            && Arrays.equals(
                SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                    .getKeyIdentifier(),
                sha1(key));
    require(fits, "subject key identifier is SHA-1 of the key (RFC 5280 4.2.1.2)", findings);
  }

  private static byte[] sha1(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static void require(boolean holds, String rule, List<String> findings) {
    if (!holds) {
      findings.add("broken rule: " + rule);
    }
  }
}
