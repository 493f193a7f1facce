package org.jitsuin.sandbox.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleKind;

/**
 * Signs for test persons, under an authority that is made and forgotten: what comes has the form of
 * a card's signature, and no verifier trusts it.
 */
public final class TestSigner {
  private static final Duration BEGUN = Duration.ofDays(30);
  private static final Duration LASTS = Duration.ofDays(300);

  private Optional<SampleAuthority> authority = Optional.empty();

  /** Signs a document for a person. */
  public synchronized Transaction.SignedDocument sign(String root, Bytes document, Instant now) {
    SampleAuthority issuer =
        authority.orElseGet(
            () -> new SampleAuthority(SampleKind.SIGNATURE, 1, SampleKey.rsa(), now.minus(BEGUN)));
    authority = Optional.of(issuer);
    SampleKey key = SampleKey.rsa();
    X509CertificateHolder certificate =
        issuer.card(key, now.minus(BEGUN), now.plus(LASTS)).signedBy(issuer.key());
    try {
      byte[] encoded = certificate.getEncoded();
      return new Transaction.SignedDocument(
          root,
          Bytes.of(cms(document.bytes(), key, certificate, issuer.certificate())),
          Bytes.of(encoded));
    } catch (IOException | CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a fresh key signs", e);
    }
  }

  /** Returns CMS with the document apart, by a key that the certificate need not be of. */
  public static byte[] cms(
      byte[] document,
      SampleKey key,
      X509CertificateHolder certificate,
      X509CertificateHolder issuer)
      throws IOException, CMSException, OperatorCreationException, GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    Attribute bound =
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(bound))))
            .build(key.signer(), certificate));
    generator.addCertificates(new CollectionStore<>(List.of(certificate, issuer)));
    return generator.generate(new CMSProcessableByteArray(document), false).getEncoded();
  }
}
