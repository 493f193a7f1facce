package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.OcspSignerProfile;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signers of the ceremony are valid for 14 days and due when 7 of them are left. */
@Tag("stack")
class OcspSignerRenewalTest {
  private static final Duration VALIDITY = Duration.ofDays(14);
  private static final Duration HALF = Duration.ofDays(7);

  private final CaFixture ca = CaFixture.started();
  private final List<String> appointed = new ArrayList<>();

  @AfterEach
  void end() {
    // The clock of these tests was in the future; the signers of today are for the others.
    long now = Clocks.system().instant().toEpochMilli();
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM status.ocsp_signer WHERE not_before > ?", now);
          appointed.forEach(
              label -> handle.execute("DELETE FROM status.ocsp_signer WHERE key_label = ?", label));
        });
    ca.close();
  }

  private OcspSigner newest(int issuer) {
    return signers(issuer).getFirst();
  }

  private List<OcspSigner> signers(int issuer) {
    return ca.admin().withHandle(handle -> IssuerTable.signers(handle, issuer));
  }

  private static Instant end(OcspSigner signer) {
    return signer.certificate().getNotAfter().toInstant();
  }

  @Test
  void renew_halfOfTheValidityLeft_isNotDue() {
    Instant end = end(newest(1)).isBefore(end(newest(2))) ? end(newest(1)) : end(newest(2));
    ca.clock().set(end.minus(HALF));
    assertThat(ca.ocspSignerRenewal().renew()).isZero();
  }

  @Test
  void renew_lessLeft_issuesOneForEachAuthorityAndOnce() throws GeneralSecurityException {
    OcspSigner old = newest(1);
    Instant now = end(newest(2)).minus(HALF).plusSeconds(1);
    ca.clock().set(now);
    assertThat(ca.ocspSignerRenewal().renew()).isEqualTo(2);
    assertThat(ca.ocspSignerRenewal().renew()).isZero();

    OcspSigner renewed = newest(1);
    X509Certificate certificate = renewed.certificate();
    assertThat(renewed.keyLabel()).isEqualTo(old.keyLabel());
    assertThat(certificate.getPublicKey()).isEqualTo(old.certificate().getPublicKey());
    assertThat(end(renewed)).isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).plus(VALIDITY));
    assertThat(certificate.getNotBefore().toInstant())
        .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1)));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.9");
    assertThat(noCheck(certificate)).isEqualTo(DERNull.INSTANCE);
    certificate.verify(ca.authorities().all().getFirst().issuing().certificate().getPublicKey());
    assertThat(signers(1)).contains(old);
    Serial serial = Serial.of(certificate.getSerialNumber());
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.signing_intent WHERE serial = ? AND state = 'completed'",
                serial.octets()))
        .isOne();
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM audit.entry
                WHERE kind = 'ocsp-signer-issued' AND LOCATE(?, body) > 0
                """,
                serial.toString()))
        .isOne();
    for (String table : List.of("status.certificate", "status.feed")) {
      assertThat(
              ca.count(
                  "SELECT not_after FROM "
                      + table
                      + " WHERE issuer_no = 1 AND serial = ? AND partition_no = 2147483646",
                  serial.octets()))
          .isEqualTo(end(renewed).toEpochMilli());
    }
  }

  /** The key of the first generation is gone: those behind it are renewed all the same. */
  @Test
  void renew_aKeyThatDoesNotSign_keepsNoOtherWaiting() {
    ca.clock().set(end(newest(2)).minus(Duration.ofDays(3)));
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.issuer SET key_label = 'gone' WHERE issuer_no = 1"));
    try {
      assertThat(ca.ocspSignerRenewal().overdue()).hasSize(2);
      assertThat(ca.ocspSignerRenewal().renew()).isOne();
      assertThat(ca.ocspSignerRenewal().renew()).isZero();
      assertThat(ca.ocspSignerRenewal().overdue())
          .containsExactly(new Issuer(Authority.SIGNATURE, 1));
    } finally {
      ca.admin()
          .useHandle(handle ->
              handle.execute(
                  "UPDATE status.issuer SET key_label = 'signature-g1' WHERE issuer_no = 1"));
    }
    ca.clock().advance(Duration.ofSeconds(59));
    assertThat(ca.ocspSignerRenewal().renew()).isZero();
    ca.clock().advance(Duration.ofSeconds(1));
    assertThat(ca.ocspSignerRenewal().renew()).isOne();
    assertThat(ca.ocspSignerRenewal().overdue()).isEmpty();
    // What the one try left is given up by the next start of the server.
    try (CaFixture restarted = CaFixture.started()) {
      assertThat(restarted.abandonment().sweep()).isOne();
    }
  }

  /** Another key was appointed beside the first; its certificate ends later. */
  @Test
  void renew_severalKeys_eachIsRenewed() {
    Instant end = end(newest(1));
    OcspSigner second = appoint("second-" + UUID.randomUUID(), end.plus(Duration.ofDays(2)));
    ca.clock().set(end.minus(HALF).plusSeconds(1));
    ca.ocspSignerRenewal().renew();
    assertThat(labels()).doesNotContain(second.keyLabel());
    ca.clock().advance(Duration.ofDays(2));
    assertThat(ca.ocspSignerRenewal().renew()).isPositive();
    assertThat(labels()).contains(second.keyLabel());
  }

  /** Whoever takes a signer back does not find its key certified again. */
  @Test
  void renew_keyWithARevokedCertificate_isNotCertifiedAgain() {
    Instant end = end(newest(1)).plus(Duration.ofDays(2));
    OcspSigner revoked = appoint("revoked-" + UUID.randomUUID(), end);
    Serial serial = Serial.of(revoked.certificate().getSerialNumber());
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.revocation
                  (partition_no, serial, issuer_no, reason, revoked_at, not_after)
                VALUES (2147483646, ?, 1, 1, 0, ?)
                """,
                serial.octets(),
                end.toEpochMilli()));
    try {
      ca.clock().set(end.minus(HALF).plusSeconds(1));
      assertThat(ca.ocspSignerRenewal().renew()).isPositive();
      assertThat(labels()).doesNotContain(revoked.keyLabel());
    } finally {
      ca.admin()
          .useHandle(handle ->
              handle.execute("DELETE FROM status.revocation WHERE serial = ?", serial.octets()));
    }
  }

  /** The keys of the signers of the first generation that were certified at this time. */
  private List<String> labels() {
    return ca.admin()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT key_label FROM status.ocsp_signer WHERE issuer_no = 1 AND not_before > ?",
                    ca.clock().instant().minus(Duration.ofHours(2)).toEpochMilli())
                .mapTo(String.class)
                .list());
  }

  /** A signer of the first generation with the certificate of another, until then. */
  private OcspSigner appoint(String label, Instant end) {
    Generation generation = ca.authorities().all().getFirst();
    ca.clock().set(end.minus(VALIDITY));
    CertificateContent content =
        OcspSignerProfile.content(
            generation.issuing(),
            SubjectPublicKeyInfo.getInstance(newest(1).certificate().getPublicKey().getEncoded()),
            new SerialSource(new SecureRandom()).next(ca.clock().instant()),
            ca.clock().instant(),
            (int) VALIDITY.toDays());
    OcspSigner signer =
        new OcspSigner(
            1,
            newest(1).scheme(),
            label,
            SignedCertificate.sign(content.toBeSigned(), generation.issuing().key()));
    ca.admin().useHandle(handle -> IssuerTable.insertSigner(handle, signer));
    appointed.add(label);
    return signer;
  }

  /** RFC 6960 section 4.2.2.2.1: the value is NULL. The JDK does not show the bytes as they are. */
  private static ASN1Encodable noCheck(X509Certificate certificate) {
    return new X509CertificateHolder(Certificate.getInstance(SignedCertificate.der(certificate)))
        .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck)
        .getParsedValue();
  }

  /** A server that was off for long finds signers that have ended. */
  @Test
  void renew_longAfterTheEnd_issuesAgain() {
    ca.clock().set(end(newest(1)).plus(Duration.ofDays(100)));
    assertThat(ca.ocspSignerRenewal().renew()).isEqualTo(2);
    assertThat(end(newest(1))).isAfter(ca.clock().instant());
  }

  @Test
  void renew_authorityEndsSoon_endsWithItAndIsNotRenewedAgain() {
    Instant last =
        ca.authorities().issuing(Authority.SIGNATURE).certificate().getNotAfter().toInstant();
    ca.clock().set(last.minus(Duration.ofDays(3)));
    assertThat(ca.ocspSignerRenewal().renew()).isEqualTo(2);
    assertThat(end(newest(1))).isEqualTo(last);
    ca.clock().set(last.minusSeconds(1));
    assertThat(ca.ocspSignerRenewal().renew()).isZero();
    ca.clock().set(last.plusSeconds(1));
    assertThat(ca.ocspSignerRenewal().renew()).isZero();
  }
}
