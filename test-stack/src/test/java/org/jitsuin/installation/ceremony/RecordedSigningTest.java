package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.installation.ceremony.RecordedSigning.Order;
import org.jitsuin.testing.TestStack;
import org.jitsuin.testing.WrongKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class RecordedSigningTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;

  private final Jdbi database = TestStack.shared().jdbi("admin");
  private final Instant now = Clocks.system().instant();
  private final SerialSource serials = new SerialSource(new SecureRandom());
  private final SoftwareKey key = SoftwareKey.generate(SCHEME);
  private final RecordedSigning signing = new RecordedSigning(database, Clocks.system(), "test");

  private Order order(SigningKey signer) {
    CertificateContent content =
        StaffProfile.authority(
            SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
            SCHEME,
            serials.next(now),
            new Validity(now, now.plus(Duration.ofDays(1))));
    return new Order(StaffIssuing.NUMBER, Purpose.STAFF, content, signer, key.publicKey());
  }

  private String state(Order order) {
    return database.withHandle(handle ->
        handle
            .select(
                "SELECT state FROM ca.signing_intent WHERE issuer_no = 0 AND serial = ?",
                (Object) order.content().serial().octets())
            .mapTo(String.class)
            .one());
  }

  @Test
  void sign_rightKey_givesWhatWasMeantAndLeavesItsCompletionToTheCaller() {
    Order order = order(key);

    X509Certificate signed = signing.sign(List.of(order)).getFirst();

    assertThat(Serial.of(signed.getSerialNumber())).isEqualTo(order.content().serial());
    assertThat(state(order)).isEqualTo("pending");
  }

  /** Nothing leaves it, and the serial numbers of all that was begun are known. */
  @Test
  void sign_tokenSignsWithAnotherKey_isRefusedAndRecorded() {
    Order good = order(key);
    Order bad = order(new WrongKey(SCHEME));

    assertThatThrownBy(() -> signing.sign(List.of(good, bad)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED))
        .hasMessageContaining(bad.content().serial().toString());

    assertThat(state(good)).isEqualTo("pending");
    assertThat(state(bad)).isEqualTo("pending");
  }
}
