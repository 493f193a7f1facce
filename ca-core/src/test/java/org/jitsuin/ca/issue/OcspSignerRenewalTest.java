package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
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

  @AfterEach
  void end() {
    // The clock of these tests was in the future; the signers of today are for the others.
    long now = Clocks.system().instant().toEpochMilli();
    ca.admin()
        .useHandle(
            handle -> handle.execute("DELETE FROM status.ocsp_signer WHERE not_before > ?", now));
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
    assertThat(end(renewed)).isEqualTo(certificate.getNotBefore().toInstant().plus(VALIDITY));
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
