package org.jitsuin.ca.sign;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.validity.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a token that errs could give back. */
class SignatureCheckTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final SoftwareKey KEY = SoftwareKey.generate(SCHEME);
  private static final SoftwareKey OTHER_KEY = SoftwareKey.generate(SCHEME);
  private static final Serial SERIAL = Serial.parse("0199eb2a3f0e00112233445566778899");
  private static final Serial OTHER = Serial.parse("0199eb2a3f0e00112233445566778890");
  private static final Instant FROM = Instant.parse("2025-10-27T03:04:05Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final CertificateContent MEANT = content(KEY, SERIAL, FROM, YEAR);

  private static CertificateContent content(
      SoftwareKey key, Serial serial, Instant from, Duration validity) {
    return StaffProfile.authority(
        SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
        SCHEME,
        serial,
        new Validity(from, from.plus(validity)));
  }

  private static X509Certificate signed(CertificateContent content, SoftwareKey key) {
    return SignedCertificate.sign(content.toBeSigned(), key);
  }

  private static void assertViolated(X509Certificate certificate) {
    assertThatThrownBy(() -> SignatureCheck.verify(certificate, MEANT, KEY.publicKey()))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              if (fault.code() != FaultCode.INTEGRITY_VIOLATED) {
                throw fault;
              }
            })
        .hasMessageContaining(SERIAL.toString());
  }

  @Test
  void verify_whatWasMeantByTheRightKey_passes() {
    X509Certificate certificate = signed(MEANT, KEY);

    assertThatCode(() -> SignatureCheck.verify(certificate, MEANT, KEY.publicKey()))
        .doesNotThrowAnyException();
  }

  @Test
  void verify_signedByAnotherKey_isRefused() {
    assertViolated(signed(MEANT, OTHER_KEY));
  }

  static Stream<CertificateContent> others() {
    return Stream.of(
        content(KEY, OTHER, FROM, YEAR),
        content(KEY, SERIAL, FROM.plusSeconds(1), YEAR.minusSeconds(1)),
        content(KEY, SERIAL, FROM, YEAR.plusSeconds(1)),
        content(OTHER_KEY, SERIAL, FROM, YEAR));
  }

  @ParameterizedTest
  @MethodSource("others")
  void verify_somethingElseWasSignedWell_isRefused(CertificateContent other) {
    assertViolated(signed(other, KEY));
  }
}
