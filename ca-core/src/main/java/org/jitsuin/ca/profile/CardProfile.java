package org.jitsuin.ca.profile;

import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Holder;

/**
 * The two certificates of the card. Both carry key identifiers, a critical certificate policy, the
 * authority's name in Japanese, the CRL distribution point by directory name and HTTP, and where
 * OCSP and the authority's certificate are; the signature certificate also carries the holder's
 * name, sex, birth date and address, the user-identification certificate no personal data at all.
 */
public final class CardProfile {
  private CardProfile() {}

  /**
   * What tells one certificate from another.
   *
   * @param commonName unique under the authority; see {@link CommonNames}
   */
  public record Particulars(
      Serial serial,
      Validity validity,
      SubjectPublicKeyInfo key,
      CrlPartition partition,
      String commonName) {}

  /**
   * @param subject the distinguished name of {@link CommonNames#subject}
   */
  public static CertificateContent content(
      IssuingKey issuing, Particulars particulars, X500Name subject, Holder holder) {
    AuthorityPolicy policy = issuing.policy();
    boolean signature = policy.issuer().authority() == Authority.SIGNATURE;
    ExtensionList extensions =
        new ExtensionList()
            .authorityKeyIdentifier(issuing.keyIdentifier())
            .subjectKeyIdentifier(particulars.key())
            .keyUsage(
                signature
                    ? KeyUsage.digitalSignature | KeyUsage.nonRepudiation
                    : KeyUsage.digitalSignature)
            .critical(Extension.certificatePolicies, policies(policy));
    if (signature) {
      extensions.plain(Extension.subjectAlternativeName, HolderNames.of(holder));
    }
    extensions
        .directoryName(Extension.issuerAlternativeName, policy.alternativeName())
        .plain(Extension.cRLDistributionPoints, distributionPoint(particulars.partition()))
        .plain(Extension.authorityInfoAccess, access(policy));
    return new CertificateContent(
        policy.name(),
        particulars.serial(),
        issuing.key().scheme(),
        particulars.validity().notBefore(),
        particulars.validity().notAfter(),
        subject,
        particulars.key(),
        extensions.extensions());
  }

  private static CertificatePolicies policies(AuthorityPolicy policy) {
    return new CertificatePolicies(
        new PolicyInformation(
            policy.policy(), new DERSequence(new PolicyQualifierInfo(policy.cpsUri()))));
  }

  private static CRLDistPoint distributionPoint(CrlPartition partition) {
    return new CRLDistPoint(
        new DistributionPoint[] {
          new DistributionPoint(
              new DistributionPointName(partition.distributionPoint()), null, null)
        });
  }

  private static AuthorityInformationAccess access(AuthorityPolicy policy) {
    return new AuthorityInformationAccess(
        new AccessDescription[] {
          new AccessDescription(AccessDescription.id_ad_ocsp, uri(policy.ocspUri())),
          new AccessDescription(AccessDescription.id_ad_caIssuers, uri(policy.certificateUri()))
        });
  }

  private static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }
}
