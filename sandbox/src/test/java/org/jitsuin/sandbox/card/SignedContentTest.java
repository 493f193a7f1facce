package org.jitsuin.sandbox.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleKind;
import org.jitsuin.sandbox.TestCertificates;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.signing.TestSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent as a signature is right or refused, and never a fault of ours. */
class SignedContentTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final byte[] CONTENT = "a challenge".getBytes(StandardCharsets.UTF_8);
  private static final SampleKey KEY = SampleKey.rsa();
  private static final SampleAuthority ISSUER =
      new SampleAuthority(
          SampleKind.USER_IDENTIFICATION, 1, SampleKey.rsa(), NOW.minus(Duration.ofDays(400)));
  private static final X509CertificateHolder CARD =
      ISSUER
          .card(KEY, NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(900)))
          .signedBy(ISSUER.key());

  private static void refused(byte[] cms) {
    assertThatThrownBy(() -> SignedContent.signer(cms, CONTENT)).isInstanceOf(Refused.class);
  }

  /** A signature that says in this way of which certificate it is. */
  private static byte[] bound(ASN1Encodable... values) throws Exception {
    Attribute attribute =
        new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(values));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(attribute))))
            .build(KEY.signer(), CARD));
    generator.addCertificates(new CollectionStore<>(List.of(CARD)));
    return generator.generate(new CMSProcessableByteArray(CONTENT), false).getEncoded();
  }

  @Test
  void signer_ofARightOne_isItsCertificate() throws Exception {
    byte[] cms = TestSigner.cms(CONTENT, KEY, CARD, ISSUER.certificate());

    assertThat(SignedContent.signer(cms, CONTENT)).isEqualTo(TestCertificates.java(CARD));
  }

  @Test
  void signer_boundToNothing_isRefused() throws Exception {
    refused(bound());
    refused(bound(new DERSequence()));
    refused(bound(new DERSequence(new DERSequence())));
    refused(bound(new DERSequence(new DERSequence(new DERSequence()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "3000",
        "0500",
        // ContentInfo without content.
        "300b06092a864886f70d010702",
        "300f06092a864886f70d010702a0020500",
        "300f06092a864886f70d010702a0023000",
      })
  void signer_ofNoSignature_isRefused(String cms) {
    refused(HexFormat.of().parseHex(cms));
  }

  @Test
  void signer_nestedWithoutEnd_isRefused() {
    refused(HexFormat.of().parseHex("3080".repeat(45_000)));
  }

  @Test
  void signer_ofChangedOctets_isRefused() throws Exception {
    byte[] right = TestSigner.cms(CONTENT, KEY, CARD, ISSUER.certificate());
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      byte[] cms = right.clone();
      cms[random.nextInt(cms.length)] = (byte) random.nextInt();
      try {
        assertThat(SignedContent.signer(cms, CONTENT)).isNotNull();
      } catch (Refused _) {
        // Most are.
      }
    }
  }
}
