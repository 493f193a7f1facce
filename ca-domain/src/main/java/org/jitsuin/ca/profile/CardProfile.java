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
import org.jitsuin.ca.validity.Validity;

/**
 * The two certificates of the card. Both carry key identifiers, a critical certificate policy, the
 * authority's name in Japanese, the CRL distribution point by directory name and HTTP, and where
 * OCSP and the authority's certificate are; the signature certificate also carries the holder's
 * name, sex, birth date and address, the user-identification certificate no personal data at all.
 *
 * <p>Extensions come in the order in which real cards have them: programs of relying parties take
 * the subject key identifier for the end of what is signed.
 */
public final class CardProfile {
  /**
   * Octets of the TBSCertificate at the most. With a signature by an RSA key of 4096 bits it is a
   * certificate of less than 4,096 octets, which the card's file takes.
   */
  private static final int LARGEST = 3_540;

  private CardProfile() {}

  /**
   * The particulars that tell one certificate from another.
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
            .keyUsage(
                signature
                    ? KeyUsage.digitalSignature | KeyUsage.nonRepudiation
                    : KeyUsage.digitalSignature);
    if (signature) {
      extensions.plain(Extension.subjectAlternativeName, HolderNames.of(holder));
    }
    extensions
        .critical(Extension.certificatePolicies, policies(policy))
        .directoryName(Extension.issuerAlternativeName, policy.alternativeName())
        .plain(Extension.cRLDistributionPoints, distributionPoint(particulars.partition()))
        .plain(Extension.authorityInfoAccess, access(policy))
        .authorityKeyIdentifier(issuing.keyIdentifier())
        .subjectKeyIdentifier(particulars.key());
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

  /** Returns whether the certificate fits into the file of the card. */
  public static boolean fits(CertificateContent content) {
    return content.toBeSigned().length <= LARGEST;
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
