package org.jitsuin.ca.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ResponderDouble;
import org.jitsuin.ca.testing.ResponderDouble.Asked;
import org.jitsuin.ca.testing.ResponderDouble.Endorser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signers of the ceremony are valid for 14 days, and its responder has their keys. */
@Tag("stack")
class CertifySignersTest {
  private static final Duration VALIDITY = Duration.ofDays(14);

  private final CaFixture ca = CaFixture.started();
  private final ResponderDouble responder = ResponderDouble.ofTheCeremony(ca);

  @AfterEach
  void end() {
    ResponderDouble.cleanUp(ca);
    ca.close();
  }

  private int round() {
    return ca.certifySigners().round();
  }

  private Optional<Endorser> ceremonySigner() {
    return Optional.of(responder.ceremonySigner(1));
  }

  @Test
  void round_newestKeyVouches_newKeyIsCertifiedOnceAndEverybodyIsTold()
      throws GeneralSecurityException {
    Instant now = ca.clock().instant().plus(Duration.ofDays(8));
    ca.clock().set(now);
    OcspSigner old = responder.newest(1);
    Endorser endorser = responder.ceremonySigner(1);
    Asked asked = responder.ask(1, Optional.of(endorser));
    assertThat(round()).isOne();
    assertThat(round()).isZero();

    assertThat(responder.outcome(asked)).isEqualTo("certified");
    OcspSigner renewed = responder.newest(1);
    X509Certificate certificate = renewed.certificate();
    assertThat(certificate.getPublicKey())
        .isEqualTo(asked.key().publicKey())
        .isNotEqualTo(old.certificate().getPublicKey());
    assertThat(renewed.holder()).contains(new ResponderAdmission("test", 1));
    assertThat(certificate.getNotAfter().toInstant())
        .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).plus(VALIDITY));
    assertThat(certificate.getNotBefore().toInstant())
        .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1)));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.9");
    assertThat(noCheck(certificate)).isEqualTo(DERNull.INSTANCE);
    // RFC 9919 §3.2.2: who needs not be asked about is said nowhere to be asked about.
    assertThat(certificate.getNonCriticalExtensionOIDs())
        .doesNotContain(
            Extension.authorityInfoAccess.getId(), Extension.cRLDistributionPoints.getId());
    certificate.verify(ca.authorities().all().getFirst().issuing().certificate().getPublicKey());
    Serial serial = Serial.of(certificate.getSerialNumber());
    assertThat(intents(serial, "completed")).isOne();
    assertThat(entries("ocsp-signer-issued", serial.toString())).isOne();
    assertThat(entries("ocsp-signer-requested", asked.hash().toString())).isOne();
    String vouched = "\"endorsedBy\":\"%s\"".formatted(endorser.serial());
    assertThat(entries("ocsp-signer-requested", vouched)).isPositive();
    for (String table : List.of("status.certificate", "status.feed")) {
      assertThat(
              ca.count(
                  "SELECT not_after FROM "
                      + table
                      + " WHERE issuer_no = 1 AND serial = ? AND partition_no = 2147483646",
                  serial.octets()))
          .isEqualTo(certificate.getNotAfter().toInstant().toEpochMilli());
    }
  }

  private void retire(Optional<Instant> at) {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.issuer SET retired_at = ? WHERE issuer_no = 1",
                at.map(Instant::toEpochMilli).orElse(null)));
  }

  /** Also where the server read it before: what is about to be signed is looked at once more. */
  @Test
  void round_generationIsRetired_certifiesNothing_andNobodyMissesASigner() {
    ca.clock().advance(Duration.ofDays(12));
    Asked asked = responder.ask(1, ceremonySigner());
    assertThat(ca.authorities().all()).noneMatch(Authorities.Generation::retired);
    assertThat(ca.signerWatch().overdue()).anyMatch(told -> told.startsWith("signature-g1"));
    retire(Optional.of(ca.clock().instant()));
    try {
      assertThat(round()).isZero();
      assertThat(responder.outcome(asked)).doesNotContain("certified");
      ca.clock().advance(Duration.ofSeconds(11));
      assertThat(ca.signerWatch().overdue()).noneMatch(told -> told.startsWith("signature-g1"));
      assertThat(round()).isZero();
      assertThatThrownBy(() -> ca.authorities().issuing(Authority.SIGNATURE))
          .hasMessageContaining("no key generation that is valid now");
    } finally {
      retire(Optional.empty());
    }
  }

  private long intents(Serial serial, String state) {
    return ca.count(
        "SELECT COUNT(*) FROM ca.signing_intent WHERE serial = ? AND state = ?",
        serial.octets(),
        state);
  }

  private long entries(String kind, String text) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND LOCATE(?, body) > 0", kind, text);
  }

  /** RFC 6960 section 4.2.2.2.1: the value is NULL. The JDK does not show the bytes as they are. */
  private static ASN1Encodable noCheck(X509Certificate certificate) {
    return new X509CertificateHolder(Certificate.getInstance(SignedCertificate.der(certificate)))
        .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck)
        .getParsedValue();
  }

  /** Whoever copied the key of a week ago and asks with it gets nothing. */
  @Test
  void round_olderKeyVouches_isRefused() {
    Optional<Endorser> copied = ceremonySigner();
    responder.ask(1, copied);
    assertThat(round()).isOne();
    Asked thief = responder.ask(1, copied);
    assertThat(round()).isZero();
    assertThat(responder.outcome(thief)).isEqualTo("refused not-endorsed");
  }

  @Test
  void round_otherGenerationsKeyOfTheSameResponder_vouches() {
    Asked asked = responder.ask(2, ceremonySigner());
    assertThat(round()).isOne();
    assertThat(responder.outcome(asked)).isEqualTo("certified");
  }

  @Test
  void round_whatIsWrong_isRefusedAndNothingIsSigned() {
    long before = ca.count("SELECT COUNT(*) FROM ca.signing_intent");
    Endorser endorser = responder.ceremonySigner(1);
    SoftwareKey p256 = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    assertThat(answered(responder.ask(1, p256, Optional.of(endorser)).request()))
        .isEqualTo("refused key-refused");
    SoftwareKey known = SoftwareKey.generate(ResponderDouble.SCHEME);
    byte[] forged = ResponderDouble.request(known, p256.publicKey());
    assertThat(answered(responder.insert(1, "x", forged, Optional.empty(), Optional.empty())))
        .isEqualTo("refused key-refused");
    assertThat(
            answered(
                responder.insert(1, "x", new byte[] {48, 0}, Optional.empty(), Optional.empty())))
        .isEqualTo("refused key-refused");
    Endorser other = new Endorser(1, endorser.serial(), known);
    assertThat(answered(responder.ask(1, Optional.of(other)).request()))
        .isEqualTo("refused not-endorsed");
    Endorser nobody = new Endorser(1, Serial.parse("0a0b0c"), known);
    assertThat(answered(responder.ask(1, Optional.of(nobody)).request()))
        .isEqualTo("refused not-endorsed");
    byte[] request = ResponderDouble.request(known, known.publicKey());
    assertThat(
            answered(
                responder.insert(
                    77, "x", request, Optional.of(endorser), Optional.of(new byte[256]))))
        .isEqualTo("refused not-in-force");
    assertThat(
            answered(
                new ResponderDouble(ca, "a\nb")
                    .insert(1, "x", request, Optional.empty(), Optional.empty())))
        .isEqualTo("refused key-refused");
    assertThat(ca.count("SELECT COUNT(*) FROM ca.signing_intent")).isEqualTo(before);
  }

  private String answered(long request) {
    round();
    return responder.outcome(request);
  }

  @Test
  void round_keyCertifiedBefore_isRefused() {
    Asked asked = responder.ask(1, ceremonySigner());
    round();
    Asked again = responder.ask(2, asked.key(), Optional.of(responder.certified(1, asked)));
    round();
    assertThat(responder.outcome(again)).isEqualTo("refused key-known");
  }

  /** A responder that is confused, or a thief, has three keys a day. */
  @Test
  void round_moreThanThreeInADay_waitForTheNextDay() {
    Optional<Endorser> endorser = ceremonySigner();
    for (int i = 0; i < 2; i++) {
      Asked asked = responder.ask(1, endorser);
      assertThat(round()).isOne();
      endorser = Optional.of(responder.certified(1, asked));
      ca.clock().advance(Duration.ofMinutes(1));
    }
    // That of the ceremony was made today as well.
    Asked fourth = responder.ask(1, endorser);
    assertThat(round()).isZero();
    assertThat(responder.outcome(fourth)).isEqualTo("open awaits-turn");
    ca.clock().advance(Duration.ofDays(1));
    assertThat(round()).isOne();
  }

  /** The key of the first generation is gone: those behind it are served all the same. */
  @Test
  void round_aKeyThatDoesNotSign_keepsNoOtherWaiting() {
    Asked first = responder.ask(1, ceremonySigner());
    Asked second = responder.ask(2, Optional.of(responder.ceremonySigner(2)));
    label("gone");
    try {
      assertThat(round()).isOne();
      assertThat(round()).isZero();
      assertThat(responder.outcome(first)).isEqualTo("open");
      assertThat(responder.outcome(second)).isEqualTo("certified");
      // What the one try left is given up at once.
      assertThat(ca.count("SELECT COUNT(*) FROM ca.signing_intent WHERE state = 'pending'"))
          .isZero();
    } finally {
      label("signature-g1");
    }
    ca.clock().advance(Duration.ofSeconds(59));
    assertThat(round()).isZero();
    ca.clock().advance(Duration.ofSeconds(1));
    assertThat(round()).isOne();
    assertThat(responder.outcome(first)).isEqualTo("certified");
  }

  private void label(String label) {
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.issuer SET key_label = ? WHERE issuer_no = 1", label));
  }

  /** A server died between intent and certificate. */
  @Test
  void round_requestThatIsBeingSignedElsewhere_waitsUntilThatIsGivenUp() {
    Asked asked = responder.ask(1, ceremonySigner());
    Serial drawn = Serial.parse("0199eb2a3f0e00112233445566778899");
    ca.admin()
        .useHandle(handle -> {
          handle.execute(
              """
              INSERT INTO ca.signing_intent
                (issuer_no, serial, purpose, state, not_after, tbs, node, boot, started_at)
              VALUES (1, ?, 'ocsp-signer', 'pending', 0, '', 'test', 'before', 0)
              """,
              drawn.octets());
          handle.execute(
              "UPDATE status.signer_request SET serial = ? WHERE request_no = ?",
              drawn.octets(),
              asked.request());
        });
    assertThat(round()).isZero();
    // Others may have left some, too.
    assertThat(ca.abandonment().sweep()).isPositive();
    assertThat(round()).isOne();
    assertThat(responder.outcome(asked)).isEqualTo("certified");
  }

  /** A server that was off for long finds signers that have ended. */
  @Test
  void round_longAfterTheEnd_newestKeyVouchesAllTheSame() {
    Optional<Endorser> endorser = ceremonySigner();
    ca.clock().advance(Duration.ofDays(100));
    assertThat(ca.signerWatch().overdue())
        .containsExactly("signature-g1 at test", "user-identification-g1 at test");
    responder.ask(1, endorser);
    assertThat(round()).isOne();
    assertThat(ca.signerWatch().overdue()).containsExactly("user-identification-g1 at test");
  }

  @Test
  void overdue_threeQuartersOver_isTold() {
    Instant end = responder.newest(1).certificate().getNotAfter().toInstant();
    ca.clock().set(end.minus(VALIDITY.dividedBy(4)));
    assertThat(ca.signerWatch().overdue()).isEmpty();
    ca.clock().advance(Duration.ofMinutes(1));
    assertThat(ca.signerWatch().overdue()).contains("signature-g1 at test");
  }

  @Test
  void round_authorityEndsSoon_certificateEndsWithIt() {
    Instant last =
        ca.authorities().all().getFirst().issuing().certificate().getNotAfter().toInstant();
    Optional<Endorser> endorser = ceremonySigner();
    ca.clock().set(last.minus(Duration.ofDays(3)));
    responder.ask(1, endorser);
    assertThat(round()).isOne();
    assertThat(responder.newest(1).certificate().getNotAfter().toInstant()).isEqualTo(last);
    ca.clock().set(last.plusSeconds(1));
    Asked late = responder.ask(1, Optional.of(responder.ceremonySigner(2)));
    assertThat(round()).isZero();
    assertThat(responder.outcome(late)).isEqualTo("refused not-in-force");
  }

  /** Many whom nobody knows keep none waiting who is known. */
  @Test
  void round_manyUnknown_knownOneIsServedFirst() {
    for (int i = 0; i < 60; i++) {
      ResponderDouble.unknown(ca)
          .insert(1, "x", new byte[] {48, 0}, Optional.empty(), Optional.empty());
    }
    Asked asked = responder.ask(1, ceremonySigner());
    round();
    assertThat(responder.outcome(asked)).isEqualTo("certified");
  }

  @Test
  void round_answeredLongAgo_isForgotten() {
    Asked asked = responder.ask(1, ceremonySigner());
    round();
    ca.clock().advance(Duration.ofDays(31));
    round();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM status.signer_request WHERE request_no = ?", asked.request()))
        .isZero();
  }

  /** An installation of before responders were known. */
  @Test
  void round_keyOfAnOlderRelease_admitsItsResponder() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute("UPDATE status.ocsp_signer SET responder = NULL, admission = NULL");
          handle.execute("DELETE FROM status.ocsp_responder");
        });
    try {
      ResponderDouble node = new ResponderDouble(ca, "node-1");
      Asked asked = node.ask(1, ceremonySigner());
      assertThat(round()).isOne();
      assertThat(node.outcome(asked)).isEqualTo("certified");
      assertThat(entries("ocsp-responder-admitted", "former-signer")).isPositive();
      Asked next = node.ask(2, Optional.of(node.certified(1, asked)));
      assertThat(round()).isOne();
      assertThat(node.outcome(next)).isEqualTo("certified");
    } finally {
      ca.admin()
          .useHandle(handle -> {
            handle.execute("DELETE FROM status.ocsp_responder");
            handle.execute("INSERT INTO status.ocsp_responder VALUES ('test', 1, 'admitted', 0)");
            handle.execute(
                """
                UPDATE status.ocsp_signer SET responder = 'test', admission = 1
                WHERE responder IS NULL
                """);
          });
    }
  }
}
