package org.jitsuin.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.CardProfile;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule broken once, and the profiles as they are. */
class CertificateLintTest {
  private static final CertificateLint LINT = new CertificateLint();
  private static final IssuingKey SIGNATURE = SoftwareAuthority.of(Authority.SIGNATURE);
  private static final IssuingKey IDENTIFICATION =
      SoftwareAuthority.of(Authority.USER_IDENTIFICATION);
  private static final CertificateContent GOOD = SoftwareAuthority.content(SIGNATURE);

  @ParameterizedTest
  @EnumSource(Authority.class)
  void findings_profile_areNone(Authority kind) {
    IssuingKey issuing = kind == Authority.SIGNATURE ? SIGNATURE : IDENTIFICATION;
    assertThat(LINT.findings(SoftwareAuthority.content(issuing), issuing)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void findings_underAnMlDsaKey_areNoneAndTheSchemeIsLookedAt(Authority kind) {
    IssuingKey issuing = SoftwareAuthority.of(kind, SignatureScheme.ML_DSA_65);
    assertThat(LINT.findings(SoftwareAuthority.content(issuing), issuing)).isEmpty();
    CertificateContent classical =
        scheme(SignatureScheme.RSA_2048_SHA256).apply(SoftwareAuthority.content(issuing));
    assertThat(LINT.findings(classical, issuing))
        .singleElement()
        .asString()
        .contains("signature algorithm");
  }

  static Stream<Arguments> brokenBasics() {
    X500Name sameTextOtherBytes =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, "JP")
            .addRDN(BCStyle.O, new DERUTF8String("JPKI"))
            .build();
    return Stream.of(
        broken("serial number", serial("ff00ff00ff00ff")),
        broken("serial number", serial("ffffffffffffffff")),
        broken("issuer is", issuer(IDENTIFICATION.policy().name())),
        broken("issuer is", issuer(sameTextOtherBytes)),
        broken("subject is not", subject(SIGNATURE.policy().name())),
        broken("validity", validity(SoftwareAuthority.FROM.minusSeconds(1), GOOD.notAfter())),
        broken("validity", validity(GOOD.notBefore(), SoftwareAuthority.UNTIL.plusSeconds(1))),
        broken("signature algorithm", scheme(SignatureScheme.ECDSA_P384_SHA384)));
  }

  static Stream<Arguments> brokenExtensions() {
    KeyUsage usage = new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
    return Stream.of(
        broken("critical are", replaced(Extension.keyUsage, false, usage)),
        broken(
            "critical are", added(Extension.basicConstraints, true, new BasicConstraints(false))),
        broken("critical are", without(Extension.certificatePolicies)),
        broken("other extensions", without(Extension.subjectAlternativeName)),
        broken("other extensions", without(Extension.issuerAlternativeName)),
        broken("other extensions", without(Extension.cRLDistributionPoints)),
        broken("other extensions", without(Extension.authorityInfoAccess)),
        broken("other extensions", without(Extension.subjectKeyIdentifier)),
        broken(
            "other extensions",
            added(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))),
        broken("keyUsage", without(Extension.keyUsage)),
        broken(
            "keyUsage",
            replaced(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))),
        broken(
            "keyUsage",
            replaced(
                Extension.keyUsage,
                true,
                new KeyUsage(
                    KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyCertSign))),
        broken("no CA", added(Extension.basicConstraints, true, new BasicConstraints(true))),
        broken("no CA", added(Extension.basicConstraints, true, new BasicConstraints(0))),
        broken(
            "authority key identifier",
            replaced(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(IDENTIFICATION.keyIdentifier()))),
        broken("authority key identifier", without(Extension.authorityKeyIdentifier)),
        broken("comes first", moved(Extension.keyUsage)),
        broken("comes first", moved(Extension.subjectKeyIdentifier)),
        broken(
            "subject key identifier is SHA-1",
            replaced(
                Extension.subjectKeyIdentifier,
                false,
                new SubjectKeyIdentifier(SIGNATURE.keyIdentifier()))),
        broken(
            "authority key identifier",
            replaced(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(
                    new GeneralNames(new GeneralName(SIGNATURE.policy().name())),
                    BigInteger.ONE))));
  }

  @ParameterizedTest
  @MethodSource({"brokenBasics", "brokenExtensions"})
  void findings_brokenRule_nameIt(String rule, UnaryOperator<CertificateContent> damage) {
    assertThat(LINT.findings(damage.apply(GOOD), SIGNATURE))
        .anySatisfy(finding -> assertThat(finding).startsWith("broken rule: ").contains(rule));
  }

  /** More than 64 bits, and at most 20 octets without a sign. */
  @ParameterizedTest
  @ValueSource(strings = {"010000000000000000", "7fffffffffffffffffffffffffffffffffffffff"})
  void findings_shortestAndLongestSerial_areNone(String serial) {
    assertThat(LINT.findings(serial(serial).apply(GOOD), SIGNATURE)).isEmpty();
  }

  @Test
  void findings_oneExtensionLeft_areSeveral() {
    Extension left = GOOD.extensions().getExtension(Extension.subjectKeyIdentifier);
    assertThat(LINT.findings(with(GOOD, List.of(left)), SIGNATURE)).hasSizeGreaterThan(2);
  }

  /** What a card's file would not take is refused before it is signed. */
  @Test
  void fits_longestOfAll_isAsLongAsTheFileOfTheCardTakes() {
    assertThat(CardProfile.fits(GOOD)).isTrue();
    int room = 3_540 - GOOD.toBeSigned().length;
    // A few octets go to the extension around the text, and to longer lengths around that.
    for (int spare : new int[] {80, -80}) {
      DERUTF8String text = new DERUTF8String("x".repeat(room - spare));
      CertificateContent content = added(Extension.subjectInfoAccess, false, text).apply(GOOD);
      assertThat(CardProfile.fits(content)).isEqualTo(spare > 0);
    }
  }

  /** The name of the holder in the certificate that must not show it. */
  @Test
  void findings_holderInUserIdentification_nameIt() {
    CertificateContent content = SoftwareAuthority.content(IDENTIFICATION);
    Extension names = GOOD.extensions().getExtension(Extension.subjectAlternativeName);
    CertificateContent disclosing =
        added(names.getExtnId(), false, names.getParsedValue()).apply(content);
    assertThat(LINT.findings(disclosing, IDENTIFICATION))
        .singleElement()
        .asString()
        .contains("other extensions");
  }

  @Test
  void findings_signatureUsageInUserIdentification_nameIt() {
    CertificateContent content =
        replaced(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
            .apply(SoftwareAuthority.content(IDENTIFICATION));
    assertThat(LINT.findings(content, IDENTIFICATION))
        .singleElement()
        .asString()
        .contains("keyUsage");
  }

  private static Arguments broken(String rule, UnaryOperator<CertificateContent> damage) {
    return arguments(rule, damage);
  }

  private static UnaryOperator<CertificateContent> serial(String serial) {
    return c ->
        new CertificateContent(
            c.issuer(),
            Serial.parse(serial),
            c.scheme(),
            c.notBefore(),
            c.notAfter(),
            c.subject(),
            c.key(),
            c.extensions());
  }

  private static UnaryOperator<CertificateContent> issuer(X500Name issuer) {
    return c ->
        new CertificateContent(
            issuer,
            c.serial(),
            c.scheme(),
            c.notBefore(),
            c.notAfter(),
            c.subject(),
            c.key(),
            c.extensions());
  }

  private static UnaryOperator<CertificateContent> subject(X500Name subject) {
    return c ->
        new CertificateContent(
            c.issuer(),
            c.serial(),
            c.scheme(),
            c.notBefore(),
            c.notAfter(),
            subject,
            c.key(),
            c.extensions());
  }

  private static UnaryOperator<CertificateContent> validity(Instant from, Instant until) {
    return c ->
        new CertificateContent(
            c.issuer(), c.serial(), c.scheme(), from, until, c.subject(), c.key(), c.extensions());
  }

  private static UnaryOperator<CertificateContent> scheme(SignatureScheme scheme) {
    return c ->
        new CertificateContent(
            c.issuer(),
            c.serial(),
            scheme,
            c.notBefore(),
            c.notAfter(),
            c.subject(),
            c.key(),
            c.extensions());
  }

  private static UnaryOperator<CertificateContent> without(ASN1ObjectIdentifier oid) {
    return c -> with(c, extensions(c).filter(e -> !e.getExtnId().equals(oid)).toList());
  }

  private static UnaryOperator<CertificateContent> added(
      ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    return c -> {
      List<Extension> extensions = new ArrayList<>(extensions(c).toList());
      // Where its place is its own fault and no other.
      extensions.add(extensions.size() - 1, extension(oid, critical, value));
      return with(c, extensions);
    };
  }

  private static UnaryOperator<CertificateContent> replaced(
      ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    Extension other = extension(oid, critical, value);
    return c -> with(c, extensions(c).map(e -> e.getExtnId().equals(oid) ? other : e).toList());
  }

  /** To the middle. */
  private static UnaryOperator<CertificateContent> moved(ASN1ObjectIdentifier oid) {
    return c -> {
      List<Extension> extensions =
          new ArrayList<>(extensions(c).filter(e -> !e.getExtnId().equals(oid)).toList());
      extensions.add(2, c.extensions().getExtension(oid));
      return with(c, extensions);
    };
  }

  private static Stream<Extension> extensions(CertificateContent content) {
    return Arrays.stream(content.extensions().getExtensionOIDs())
        .map(content.extensions()::getExtension);
  }

  private static Extension extension(
      ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      return new Extension(oid, critical, value.toASN1Primitive().getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CertificateContent with(CertificateContent c, List<Extension> extensions) {
    return new CertificateContent(
        c.issuer(),
        c.serial(),
        c.scheme(),
        c.notBefore(),
        c.notAfter(),
        c.subject(),
        c.key(),
        new Extensions(extensions.toArray(Extension[]::new)));
  }
}
