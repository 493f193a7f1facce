package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.SignerRows;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that say what responses should be signed with; otherwise it is RSA. */
@Tag("stack")
class PreferencesTest {
  private static final AlgorithmIdentifier RSA =
      SignatureScheme.RSA_2048_SHA256.algorithmIdentifier();
  private static final AlgorithmIdentifier P256 =
      SignatureScheme.ECDSA_P256_SHA256.algorithmIdentifier();
  private static final AlgorithmIdentifier P384 =
      SignatureScheme.ECDSA_P384_SHA384.algorithmIdentifier();
  private static final AlgorithmIdentifier FOREIGN =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4"));

  private final StoppedClock clock =
      new StoppedClock(StoppedClock.afterCeremony().instant().plusSeconds(60));
  private final Lab lab = new Lab(clock, Map.of());
  private final SignerRows signers = new SignerRows(lab.stack, clock);
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @BeforeEach
  void appoint() {
    appoint(SignatureScheme.ECDSA_P384_SHA384, 30);
    appoint(SignatureScheme.ECDSA_P256_SHA256, 20);
    appoint(SignatureScheme.RSA_2048_SHA256, 10);
    lab.refreshed();
  }

  private void appoint(SignatureScheme scheme, int secondsAgo) {
    String label = "test-" + UUID.randomUUID();
    PublicKey key = lab.pool.token().generate(label, scheme);
    Instant from = clock.instant().minus(Duration.ofHours(3)).minusSeconds(secondsAgo);
    Instant until = clock.instant().plus(Duration.ofDays(1));
    signers.appoint(
        new SignerRows.Appointment(Lab.SIGNATURE, Lab.SIGNATURE, label, key, from, until, true));
  }

  @AfterEach
  void close() {
    signers.close();
    lab.close();
  }

  private OCSPResp ask(ASN1Encodable... preferred) {
    return lab.post(
        Requests.with(lab.certId(Lab.SIGNATURE, serial), Requests.preferences(preferred)));
  }

  private static AlgorithmIdentifier algorithm(OCSPResp response) {
    return Statuses.basic(response).getSignatureAlgorithmID();
  }

  private static ASN1Encodable preferred(AlgorithmIdentifier algorithm) {
    return Requests.preferred(algorithm);
  }

  private static ASN1Encodable preferred(
      AlgorithmIdentifier algorithm, ASN1ObjectIdentifier curve) {
    return Requests.preferred(
        algorithm, new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve));
  }

  @Test
  void answer_noPreference_isSignedByTheOneAppointedLast() {
    assertThat(algorithm(lab.ask(Lab.SIGNATURE, serial))).isEqualTo(RSA);
    assertThat(algorithm(ask())).isEqualTo(RSA);
  }

  @Test
  void answer_preferences_areFollowedInTheirOrder() {
    assertThat(algorithm(ask(preferred(P256)))).isEqualTo(P256);
    assertThat(algorithm(ask(preferred(P384), preferred(P256)))).isEqualTo(P384);
    assertThat(algorithm(ask(preferred(FOREIGN), preferred(P256), preferred(RSA)))).isEqualTo(P256);
    assertThat(algorithm(ask(preferred(P256, SECObjectIdentifiers.secp256r1)))).isEqualTo(P256);
  }

  @Test
  void answer_preferencesThatNoSignerMeets_areLeftUnmet() {
    assertThat(algorithm(ask(preferred(FOREIGN)))).isEqualTo(RSA);
    assertThat(algorithm(ask(preferred(P256, SECObjectIdentifiers.secp384r1)))).isEqualTo(RSA);
  }

  @Test
  void answer_signerOfAnotherIssuer_isNotTaken() {
    Serial other = lab.rows.issue(Lab.USER_IDENTIFICATION);
    AlgorithmIdentifier usual = algorithm(lab.refreshed().ask(Lab.USER_IDENTIFICATION, other));
    assertThat(usual).isNotEqualTo(P384);
    byte[] request =
        Requests.with(
            lab.certId(Lab.USER_IDENTIFICATION, other), Requests.preferences(preferred(P384)));
    assertThat(algorithm(lab.post(request))).isEqualTo(usual);
  }

  @Test
  void answer_stored_isKeptForEachAlgorithm() throws IOException {
    byte[] elliptic = ask(preferred(P256)).getEncoded();
    byte[] usual = lab.ask(Lab.SIGNATURE, serial).getEncoded();
    clock.advance(Duration.ofSeconds(5));
    lab.refreshed();
    assertThat(ask(preferred(P256)).getEncoded()).isEqualTo(elliptic).isNotEqualTo(usual);
    assertThat(lab.ask(Lab.SIGNATURE, serial).getEncoded()).isEqualTo(usual);
    assertThat(ask(preferred(RSA)).getEncoded()).isEqualTo(usual);
    assertThat(ask(preferred(FOREIGN)).getEncoded()).isEqualTo(usual);
    assertThat(algorithm(ask(preferred(P384)))).isEqualTo(P384);
  }

  @Test
  void answer_malformedPreference_isRefused() {
    assertThat(Statuses.of(ask(new DERSequence()))).containsExactly("malformedRequest");
  }
}
