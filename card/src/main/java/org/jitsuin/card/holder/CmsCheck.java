package org.jitsuin.card.holder;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jitsuin.base.model.SignerBinding;

/** Verifies signatures as CMS. */
public final class CmsCheck {
  private CmsCheck() {}

  /**
   * Verifies what stands in a file.
   *
   * @param content what was signed, where it does not stand in the signature itself
   * @param authorities whose certificates are known to the one who asks
   * @throws HolderFailure if it is no signature at all
   */
  public static List<SignatureReport> verify(
      byte[] signature, Optional<byte[]> content, Collection<X509Certificate> authorities) {
    try {
      CMSSignedData signed =
          content.isPresent()
              ? new CMSSignedData(new CMSProcessableByteArray(content.get()), signature)
              : new CMSSignedData(signature);
      if (signed.getSignedContent() == null) {
        throw new HolderFailure(
            "署名の対象のファイルも指定してください（--content）。",
            "The signature stands apart from what was signed; name that file too (--content).");
      }
      return reports(signed, authorities, true);
    } catch (CMSException e) {
      throw new HolderFailure("署名ファイルではありません。", "This is no signature.", e);
    }
  }

  static List<SignatureReport> reports(
      CMSSignedData signed, Collection<X509Certificate> authorities, boolean whole) {
    List<SignatureReport> reports = new ArrayList<>();
    for (SignerInformation signer : signed.getSignerInfos()) {
      X509Certificate certificate = certificate(signed, signer);
      reports.add(
          new SignatureReport(
              isIntact(signer, certificate),
              certificate,
              claimed(signer),
              TimeStamps.of(signer),
              authorities.stream().anyMatch(authority -> issued(authority, certificate)),
              whole));
    }
    return List.copyOf(reports);
  }

  @SuppressWarnings("unchecked")
  private static X509Certificate certificate(CMSSignedData signed, SignerInformation signer) {
    Collection<X509CertificateHolder> found = signed.getCertificates().getMatches(signer.getSID());
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              found.stream()
                  .findFirst()
                  .orElseThrow(() ->
                      new HolderFailure(
                          "署名に署名者の電子証明書が含まれていません。",
                          "The signature does not have the signer's certificate.")));
    } catch (GeneralSecurityException e) {
      throw new HolderFailure("署名者の電子証明書を読み取れません。", "The signer's certificate cannot be read.", e);
    }
  }

  private static boolean isIntact(SignerInformation signer, X509Certificate certificate) {
    try {
      return SignerBinding.of(signer, certificate).orElse(true)
          && signer.verify(
              new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
    } catch (CMSException
        | OperatorCreationException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      // A digest that differs is told by an exception, too.
      return false;
    }
  }

  private static Optional<Instant> claimed(SignerInformation signer) {
    return Optional.ofNullable(signer.getSignedAttributes())
        .map(attributes -> attributes.get(CMSAttributes.signingTime))
        .map(Attribute::getAttributeValues)
        .filter(values -> values.length > 0)
        .map(values -> Time.getInstance(values[0]).getDate().toInstant());
  }

  /** Whether an authority signed that certificate. */
  static boolean issued(X509Certificate authority, X509Certificate certificate) {
    if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
