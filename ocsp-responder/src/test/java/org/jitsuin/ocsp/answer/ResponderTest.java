package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.SignerRows;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class ResponderTest {
  private static final String NEVER_ISSUED = "certificateHold 1970-01-01T00:00:00Z";

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Lab lab = new Lab(clock, Map.of());

  @AfterEach
  void close() {
    lab.close();
  }

  private Revocation revoked(RevocationReason reason) {
    return new Revocation(now.minusSeconds(60), reason);
  }

  private String revokedAs(RevocationReason reason) {
    return reason + " " + now.minusSeconds(60);
  }

  @Test
  void answer_lifeOfACertificate_isTold() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
    lab.rows.revoke(Lab.SIGNATURE, serial, revoked(RevocationReason.CERTIFICATE_HOLD));
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial)))
        .containsExactly(revokedAs(RevocationReason.CERTIFICATE_HOLD));
    lab.rows.lift(Lab.SIGNATURE, serial);
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
    lab.rows.revoke(Lab.SIGNATURE, serial, revoked(RevocationReason.AFFILIATION_CHANGED));
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial)))
        .containsExactly(revokedAs(RevocationReason.AFFILIATION_CHANGED));
  }

  @ParameterizedTest
  @ValueSource(ints = {Lab.SIGNATURE, Lab.USER_IDENTIFICATION})
  void answer_eachAuthority_isSignedByItsDelegate(int issuer) throws Exception {
    Serial serial = lab.rows.issue(issuer);
    BasicOCSPResp response = Statuses.basic(lab.refreshed().ask(issuer, serial));
    X509CertificateHolder delegate = response.getCerts()[0];
    JcaContentVerifierProviderBuilder verifiers = new JcaContentVerifierProviderBuilder();
    assertThat(delegate.isSignatureValid(verifiers.build(lab.issuer(issuer)))).isTrue();
    assertThat(response.isSignatureValid(verifiers.build(delegate))).isTrue();
    assertThat(delegate.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck)).isNotNull();
  }

  @Test
  void answer_anyHashAlgorithm_recognisesTheIssuer() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    for (var oid :
        new ASN1ObjectIdentifier[] {
          OIWObjectIdentifiers.idSHA1,
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512
        }) {
      CertID certId =
          Requests.certId(lab.issuer(Lab.SIGNATURE), serial.value(), new AlgorithmIdentifier(oid));
      assertThat(Statuses.of(lab.post(Requests.of(certId)))).containsExactly("good");
    }
  }

  @Test
  void answer_issuedSinceTheFeedWasRead_waitsForTheFeed() throws InterruptedException {
    lab.refreshed();
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    clock.advance(Duration.ofSeconds(1));
    CompletableFuture<OCSPResp> response =
        CompletableFuture.supplyAsync(() -> lab.ask(Lab.SIGNATURE, serial));
    // As long as the server's own look at the feed takes to come round.
    Thread.sleep(50);
    lab.refreshed();
    assertThat(Statuses.of(response.join())).containsExactly("good");
  }

  @Test
  void answer_neverIssued_isExtendedRevoked() {
    OCSPResp response = lab.refreshed().ask(Lab.SIGNATURE, lab.rows.neverIssued());
    assertThat(Statuses.of(response)).containsExactly(NEVER_ISSUED);
    assertThat(
            Statuses.basic(response)
                .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke))
        .isNotNull();
  }

  /** As on a validation authority whose copy of the database nothing reaches any more. */
  @Test
  void answer_noHeartbeatSinceTheQuestion_isTryLaterAndNotNeverIssued() {
    lab.refreshed();
    clock.advance(Duration.ofSeconds(1));
    lab.statuses.run();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, lab.rows.neverIssued())))
        .containsExactly("tryLater");
    lab.follow();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, lab.rows.neverIssued())))
        .containsExactly(NEVER_ISSUED);
  }

  @Test
  void answer_databaseAnswersWithoutAnyHeartbeat_isTryLaterAfterTheLimit() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    clock.advance(Duration.ofMinutes(14));
    lab.statuses.run();
    BasicOCSPResp response = Statuses.basic(lab.ask(Lab.SIGNATURE, serial));
    assertThat(response.getResponses()[0].getThisUpdate().toInstant()).isEqualTo(now);
    clock.advance(Duration.ofSeconds(61));
    lab.statuses.run();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("tryLater");
    assertThat(lab.problem()).contains(now.toString()).contains("too old");
    lab.follow();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
  }

  @Test
  void answer_serialOfTheOtherAuthority_isNeverIssued() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    assertThat(Statuses.of(lab.refreshed().ask(Lab.USER_IDENTIFICATION, serial)))
        .containsExactly(NEVER_ISSUED);
  }

  @Test
  void answer_numberThatIsNoSerial_isNeverIssued() {
    CertID certId =
        Requests.certId(lab.issuer(Lab.SIGNATURE), BigInteger.TWO.pow(200), Requests.SHA_1);
    assertThat(Statuses.of(lab.refreshed().post(Requests.of(certId))))
        .containsExactly(NEVER_ISSUED);
  }

  @Test
  void answer_foreignIssuersOnly_isUnauthorized() {
    CertID foreign = Requests.foreign(BigInteger.ONE);
    assertThat(Statuses.of(lab.refreshed().post(Requests.of(foreign, foreign))))
        .containsExactly("unauthorized");
  }

  @Test
  void answer_severalIssuers_answersForTheFirstOfOurs() {
    Serial good = lab.rows.issue(Lab.SIGNATURE);
    Serial ended = lab.rows.issue(Lab.SIGNATURE);
    Serial other = lab.rows.issue(Lab.USER_IDENTIFICATION);
    lab.rows.revoke(Lab.SIGNATURE, ended, revoked(RevocationReason.SUPERSEDED));
    OCSPResp response =
        lab.refreshed()
            .post(
                Requests.of(
                    Requests.foreign(BigInteger.ONE),
                    lab.certId(Lab.SIGNATURE, good),
                    lab.certId(Lab.USER_IDENTIFICATION, other),
                    lab.certId(Lab.SIGNATURE, ended)));
    assertThat(Statuses.of(response))
        .containsExactly("unknown", "good", "unknown", revokedAs(RevocationReason.SUPERSEDED));
  }

  @Test
  void answer_beforeAnythingIsRead_isTryLater() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("tryLater");
    lab.signers.run();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("tryLater");
    assertThat(lab.problem()).isEqualTo("the status of certificates is not loaded");
    lab.follow();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
    assertThat(lab.problem()).isEmpty();
  }

  @Test
  void answer_times_areThoseOfTheStatus() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    clock.advance(Duration.ofSeconds(10));
    BasicOCSPResp response = Statuses.basic(lab.ask(Lab.SIGNATURE, serial));
    assertThat(response.getProducedAt().toInstant()).isEqualTo(now.plusSeconds(10));
    assertThat(response.getResponses()[0].getThisUpdate().toInstant()).isEqualTo(now);
    assertThat(response.getResponses()[0].getNextUpdate().toInstant())
        .isEqualTo(now.plus(Duration.ofMinutes(15)));
  }

  @Test
  void answer_statusTooOld_isTryLaterUntilTheFeedIsReadAgain() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    clock.advance(Duration.ofMinutes(14));
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
    clock.advance(Duration.ofSeconds(61));
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("tryLater");
    assertThat(lab.problem()).contains("too old");
    lab.follow();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
  }

  @Test
  void answer_clockSetBack_neverSaysItKnewTheFuture() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    clock.advance(Duration.ofSeconds(30));
    lab.refreshed();
    clock.set(now);
    BasicOCSPResp response = Statuses.basic(lab.ask(Lab.SIGNATURE, serial));
    assertThat(response.getResponses()[0].getThisUpdate())
        .isBeforeOrEqualTo(response.getProducedAt());
  }

  /** Nothing is known that is still to come: the clock of whoever recorded it is ahead. */
  @Test
  void answer_revokedByAClockThatIsAhead_isNeverLaterThanThisUpdate() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    Instant ahead = now.plusSeconds(5);
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(ahead, RevocationReason.KEY_COMPROMISE));
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("keyCompromise " + now);
    clock.advance(Duration.ofMinutes(10));
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial)))
        .containsExactly("keyCompromise " + ahead);
  }

  /** It was made after the look at the feed began that found it. */
  @Test
  void answer_revokedAfterTheFeedWasAsked_isKnownSinceItWasMade() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    Instant made = now.plusSeconds(1);
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(made, RevocationReason.SUPERSEDED));
    lab.refreshed();
    clock.advance(Duration.ofSeconds(2));
    BasicOCSPResp response = Statuses.basic(lab.ask(Lab.SIGNATURE, serial));
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("superseded " + made);
    assertThat(response.getResponses()[0].getThisUpdate().toInstant()).isEqualTo(made);
  }

  @Test
  void answer_signerAboutToExpire_isValidNoLongerThanItsSigner() {
    Instant end = now.plusSeconds(100);
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    try (SignerRows signers = new SignerRows(lab.stack, clock)) {
      clock.advance(Duration.ofSeconds(10));
      signers.appoint(appointment(clock.instant().minus(Duration.ofHours(3)), end));
      BasicOCSPResp response = Statuses.basic(lab.refreshed().ask(Lab.SIGNATURE, serial));
      assertThat(response.getCerts()[0].getNotAfter().toInstant()).isEqualTo(end);
      assertThat(response.getResponses()[0].getNextUpdate().toInstant()).isEqualTo(end);
    }
  }

  @Test
  void answer_everySignerExpired_isTryLater() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    clock.advance(Duration.ofDays(3_000));
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("tryLater");
    assertThat(lab.problem()).contains("no valid OCSP signer for signature-g1");
  }

  private SignerRows.Appointment appointment(Instant from, Instant until) {
    String label = "test-" + UUID.randomUUID();
    PublicKey key = lab.pool.token().generate(label, SignatureScheme.ECDSA_P256_SHA256);
    return new SignerRows.Appointment(Lab.SIGNATURE, Lab.SIGNATURE, label, key, from, until, true);
  }
}
