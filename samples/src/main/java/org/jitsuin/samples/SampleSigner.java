package org.jitsuin.samples;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Who signs a document, as CMS.
 *
 * @param certificate that stands in the signature as the signer's
 * @param bound the certificate that the signature binds (RFC 5035); the same, if nothing is wrong
 */
record SampleSigner(SampleKey key, X509CertificateHolder certificate, X509CertificateHolder bound) {
  SampleSigner(SampleKey key, X509CertificateHolder certificate) {
    this(key, certificate, certificate);
  }

  /**
   * Signs a content that stands in the signature, alone or together with others.
   *
   * @param at the time that the signers claim
   */
  static byte[] with(byte[] content, Instant at, List<SampleSigner> signers) {
    return sign(content, Optional.of(at), signers);
  }

  /** Signs a content that stands elsewhere, as does the time: in a PDF. */
  static byte[] apart(byte[] content, SampleSigner signer) {
    return sign(content, Optional.empty(), List.of(signer));
  }

  private static byte[] sign(byte[] content, Optional<Instant> at, List<SampleSigner> signers) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (SampleSigner signer : signers) {
        generator.addSignerInfoGenerator(signer.generator(at));
        generator.addCertificate(signer.certificate());
      }
      return generator
          .generate(new CMSProcessableByteArray(content), at.isPresent())
          .toASN1Structure()
          .getEncoded("DER");
    } catch (CMSException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("a signature is put together", e);
    }
  }

  private SignerInfoGenerator generator(Optional<Instant> at)
      throws OperatorCreationException, IOException {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    at.ifPresent(time ->
        attributes.add(
            new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))))));
    attributes.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash(bound.getEncoded()))))));
    DefaultSignedAttributeTableGenerator usual =
        new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes));
    return new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
        // Bouncy Castle claims the machine's time where none is given.
        .setSignedAttributeGenerator(
            at.isPresent()
                ? usual
                : parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime))
        .build(key.signer(), certificate);
  }

  private static byte[] hash(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
