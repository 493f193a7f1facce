package org.jitsuin.card.holder;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Signatures as CMS (RFC 5652) by a card's key, with the certificates and bound to the signer's.
 */
public final class CmsFile {
  private CmsFile() {}

  /**
   * Signs a content.
   *
   * @param attached whether the content stands in the signature
   * @param at the time that the signer claims
   * @return DER
   */
  public static byte[] sign(byte[] content, SigningCard card, boolean attached, Instant at) {
    return encoded(signed(new CMSProcessableByteArray(content), card, attached, Optional.of(at)));
  }

  /**
   * Signs a content.
   *
   * @param at the time that the signer claims, if it stands in the signature
   */
  static CMSSignedData signed(
      CMSTypedData content, SigningCard card, boolean attached, Optional<Instant> at) {
    try {
      ASN1EncodableVector attributes = new ASN1EncodableVector();
      attributes.add(signingCertificate(card.certificate()));
      at.ifPresent(time ->
          attributes.add(
              new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))))));
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(withoutTime(new AttributeTable(attributes), at))
              .build(card.signer(), card.certificate()));
      generator.addCertificates(new JcaCertStore(card.chain()));
      return generator.generate(content, attached);
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a signature cannot be put together", e);
    }
  }

  /** Bouncy Castle claims its own time where none is given. */
  private static CMSAttributeTableGenerator withoutTime(
      AttributeTable attributes, Optional<Instant> at) {
    CMSAttributeTableGenerator usual = new DefaultSignedAttributeTableGenerator(attributes);
    return at.isPresent()
        ? usual
        : parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime);
  }

  /** Binds the certificate to the signature (RFC 5035), so that no other can take its place. */
  private static Attribute signingCertificate(X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return new Attribute(
        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
        new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))));
  }

  static byte[] encoded(CMSSignedData signed) {
    try {
      return signed.toASN1Structure().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a signature can be encoded", e);
    }
  }
}
