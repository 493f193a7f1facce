package org.jitsuin.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.validity.Validity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedCertificateTest {
  /** The bytes are put together by hand: Bouncy Castle must come to the same ones. */
  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "RSA_4096_SHA256")
  void sign_eachScheme_isTheDerOfItsParts(SignatureScheme scheme)
      throws IOException, GeneralSecurityException {
    SoftwareKey key = SoftwareKey.generate(scheme);
    byte[] content = content(scheme, key).toBeSigned();

    X509Certificate certificate = SignedCertificate.sign(content, key);

    certificate.verify(key.publicKey());
    assertThat(certificate.getTBSCertificate()).isEqualTo(content);
    ASN1Encodable[] parts = {
      ASN1Primitive.fromByteArray(content),
      scheme.algorithmIdentifier(),
      new DERBitString(certificate.getSignature())
    };
    assertThat(SignedCertificate.der(certificate))
        .isEqualTo(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
  }

  private static CertificateContent content(SignatureScheme scheme, SoftwareKey key) {
    AuthorityPolicy policy = TrainingPolicy.of(Authority.SIGNATURE);
    return AuthorityProfile.content(
        policy,
        scheme,
        key.publicKey(),
        Serial.parse("0199eb2a3f0e00112233445566778899"),
        new Validity(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2034-12-31T14:59:59Z")));
  }
}
