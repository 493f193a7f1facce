package org.jitsuin.ca.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.cms.SimpleAttributeTableGenerator;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.SignedCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is taken for a signature of a holder, and nothing else. */
class SignedTextTest {
  private static final byte[] TEXT = "what is signed\n".getBytes(StandardCharsets.UTF_8);
  private static final HolderSignature HOLDER = holder(SignatureScheme.RSA_2048_SHA256, 7);
  private static final HolderSignature AUTHORITY = holder(SignatureScheme.ECDSA_P256_SHA256, 6);
  private static final HolderSignature OTHER = holder(SignatureScheme.ECDSA_P256_SHA256, 8);

  private static HolderSignature holder(SignatureScheme scheme, long serial) {
    try {
      SoftwareKey key = SoftwareKey.generate(scheme);
      X500Name name = new X500Name("CN=authority");
      Instant now = Instant.parse("2026-11-30T00:00:00Z");
      return new HolderSignature(
          key,
          Bytes.of(
              new X509v3CertificateBuilder(
                      name,
                      BigInteger.valueOf(serial),
                      Date.from(now),
                      Date.from(now.plusSeconds(3_600)),
                      new X500Name("CN=holder"),
                      SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
                  .build(new KeyContentSigner(key))
                  .getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignedText read(Bytes cms) {
    if (SignedText.read(cms) instanceof Outcome.Done<SignedText>(SignedText read)) {
      return read;
    }
    throw new AssertionError("refused: " + SignedText.read(cms));
  }

  private static boolean isBy(SignedText text, HolderSignature signer) {
    return text.isBy(
        SignedCertificate.parse(signer.certificate().bytes()),
        SignedCertificate.parse(AUTHORITY.certificate().bytes()));
  }

  private static String refused(Bytes cms) {
    if (SignedText.read(cms) instanceof Outcome.Refused<SignedText>(var refusal)) {
      assertThat(refusal.code()).isEqualTo(RefusalCode.CONSENT_SIGNATURE_INVALID);
      return refusal.detail();
    }
    throw new AssertionError("was taken");
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      names = {"RSA_2048_SHA256", "ECDSA_P256_SHA256", "ECDSA_P384_SHA384"})
  void read_ofEachKindOfKey_isByItsCertificateAndNoOther(SignatureScheme scheme) {
    HolderSignature holder = holder(scheme, 9);
    SignedText text = read(holder.over(TEXT));
    assertThat(text.content().bytes()).isEqualTo(TEXT);
    assertThat(text.serial().value()).isEqualTo(BigInteger.valueOf(9));
    assertThat(isBy(text, holder)).isTrue();
    assertThat(isBy(text, holder(scheme, 9))).isFalse();
    assertThat(isBy(text, HOLDER)).isFalse();
  }

  /** Nothing of it can be changed, signed or not: one consent has one encoding. */
  @Test
  void read_anyOctetChanged_isNobodys() {
    Bytes cms = HOLDER.over(TEXT);
    for (int i = 0; i < cms.length(); i++) {
      for (int mask : new int[] {0x01, 0x20, 0x80}) {
        byte[] changed = cms.bytes();
        changed[i] ^= (byte) mask;
        boolean taken =
            SignedText.read(Bytes.of(changed)) instanceof Outcome.Done<SignedText>(SignedText text)
                && isBy(text, HOLDER);
        assertThat(taken).as("octet %d, mask %d", i, mask).isFalse();
      }
    }
  }

  @Test
  void read_cutOrLengthened_isRefused() {
    byte[] cms = HOLDER.over(TEXT).bytes();
    for (int length = 0; length < cms.length; length++) {
      String _ = refused(Bytes.of(Arrays.copyOf(cms, length)));
    }
    String _ = refused(Bytes.of(Arrays.copyOf(cms, cms.length + 1)));
    assertThat(refused(Bytes.of(new byte[SignedText.LARGEST + 1]))).contains("8192");
  }

  @Test
  void read_severalSigners_isRefused() throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    HOLDER.add(generator);
    OTHER.add(generator);
    assertThat(refused(HolderSignature.der(generator, TEXT))).contains("one signer");
  }

  @Test
  void read_noSigner_isRefused() throws Exception {
    assertThat(refused(HolderSignature.der(new CMSSignedDataGenerator(), TEXT)))
        .contains("one signer");
  }

  @Test
  void read_textOutside_isRefused() throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    HOLDER.add(generator);
    byte[] detached =
        generator.generate(new CMSProcessableByteArray(TEXT), false).getEncoded("DER");
    assertThat(refused(Bytes.of(detached))).contains("not in it");
  }

  @Test
  void read_notInDer_isRefused() throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    HOLDER.add(generator);
    byte[] indefinite =
        generator.generate(new CMSProcessableByteArray(TEXT), true).getEncoded("BER");
    assertThat(refused(Bytes.of(indefinite))).contains("DER");
  }

  @Test
  void read_weakAlgorithm_isRefused() throws Exception {
    X509CertificateHolder own = new X509CertificateHolder(HOLDER.certificate().bytes());
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
            .build(
                new JcaContentSignerBuilder("SHA1withRSA").build(HOLDER.key().privateKey()), own));
    assertThat(refused(HolderSignature.der(generator, TEXT))).contains("SHA-256");
  }

  @Test
  void read_withoutSignedAttributesOrWithOthers_isRefused() throws Exception {
    X509CertificateHolder own = new X509CertificateHolder(HOLDER.certificate().bytes());
    CMSSignedDataGenerator direct = new CMSSignedDataGenerator();
    direct.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
            .setDirectSignature(true)
            .build(new KeyContentSigner(HOLDER.key()), own));
    assertThat(refused(HolderSignature.der(direct, TEXT))).contains("signed attributes");

    AttributeTable others =
        new AttributeTable(
            new Attribute(
                new ASN1ObjectIdentifier("1.2.3.4"), new DERSet(new DERUTF8String("other"))));
    CMSSignedDataGenerator unsigned = new CMSSignedDataGenerator();
    unsigned.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
            .setUnsignedAttributeGenerator(new SimpleAttributeTableGenerator(others))
            .build(new KeyContentSigner(HOLDER.key()), own));
    assertThat(refused(HolderSignature.der(unsigned, TEXT))).contains("unsigned attributes");
  }

  @Test
  void read_signerNamedByKey_isRefused() throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
            .build(new KeyContentSigner(HOLDER.key()), new byte[] {1, 2, 3}));
    assertThat(refused(HolderSignature.der(generator, TEXT))).contains("version 1");
  }

  @Test
  void isBy_withoutCertificateAlong_isLookedUpAllTheSame() throws Exception {
    assertThat(isBy(read(along()), HOLDER)).isTrue();
    assertThat(isBy(read(along(AUTHORITY, HOLDER)), HOLDER)).isTrue();
    assertThat(isBy(read(along(AUTHORITY, HOLDER, OTHER)), HOLDER)).isFalse();
  }

  /** What the holder signs, with these certificates. */
  private static Bytes along(HolderSignature... others) throws Exception {
    X509CertificateHolder own = new X509CertificateHolder(HOLDER.certificate().bytes());
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
            .build(new KeyContentSigner(HOLDER.key()), own));
    for (HolderSignature other : others) {
      generator.addCertificate(new X509CertificateHolder(other.certificate().bytes()));
    }
    return HolderSignature.der(generator, TEXT);
  }

  @Test
  void read_octetsThatAreSomethingElse_isRefused() {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    // Nested sequences, as deep as fit.
    for (int i = 0; i < SignedText.LARGEST / 2; i++) {
      many.write(0x30);
      many.write(0x80);
    }
    assertThat(refused(Bytes.of(many.toByteArray()))).contains("CMS");
    assertThat(refused(HOLDER.certificate())).contains("CMS");
    assertThat(refused(Bytes.of(TEXT))).contains("CMS");
  }
}
