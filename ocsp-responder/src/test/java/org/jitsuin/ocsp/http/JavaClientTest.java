package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLReason;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.Extension;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.CardCertificates;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Relay;
import org.jitsuin.ocsp.testing.SignerRows;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.Tls;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Java platform's own path validation as the relying party. */
@Tag("stack")
class JavaClientTest {
  private static final Instant REVOKED_AT = Instant.parse("2025-10-27T03:04:05Z");

  private final InstantSource clock = Clocks.system();
  private final Lab lab = new Lab(clock, Map.of());
  private final Relay relay = new Relay(lab);
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @AfterEach
  void close() {
    relay.close();
    lab.close();
  }

  /** An extension of a request, as the Java platform has it. */
  private record RequestExtension(org.bouncycastle.asn1.x509.Extension extension)
      implements Extension {
    @Override
    public String getId() {
      return extension.getExtnId().getId();
    }

    @Override
    public boolean isCritical() {
      return extension.isCritical();
    }

    @Override
    public byte[] getValue() {
      return extension.getExtnValue().getOctets();
    }

    @Override
    public void encode(OutputStream out) throws IOException {
      out.write(Requests.der(extension));
    }
  }

  /** Validates a certificate and returns the response on which that is based. */
  private BasicOCSPResp validate(Serial asked, org.bouncycastle.asn1.x509.Extension... extensions)
      throws GeneralSecurityException, IOException {
    validateAt(relay.url(), asked, extensions);
    return Statuses.basic(relay.last());
  }

  private void validateAt(
      String responder, Serial asked, org.bouncycastle.asn1.x509.Extension... extensions)
      throws GeneralSecurityException, IOException {
    X509Certificate certificate = CardCertificates.sign(lab.stack, clock, Lab.SIGNATURE, asked);
    X509Certificate anchor = CardCertificates.read(lab.issuer(Lab.SIGNATURE).getEncoded());
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOcspResponder(URI.create(responder));
    checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK));
    checker.setOcspExtensions(
        Arrays.stream(extensions).<Extension>map(RequestExtension::new).toList());
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.addCertPathChecker(checker);
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
    validator.validate(path, parameters);
  }

  private void assertRevoked(Serial asked, CRLReason reason, Instant at, Optional<Instant> since) {
    assertThatThrownBy(() -> validate(asked))
        .isInstanceOf(CertPathValidatorException.class)
        .cause()
        .asInstanceOf(type(CertificateRevokedException.class))
        .satisfies(revoked -> {
          assertThat(revoked.getRevocationReason()).isEqualTo(reason);
          assertThat(revoked.getRevocationDate()).isEqualTo(Date.from(at));
          assertThat(Optional.ofNullable(revoked.getInvalidityDate()).map(Date::toInstant))
              .isEqualTo(since);
        });
  }

  @Test
  void validate_good_isAccepted() throws Exception {
    lab.refreshed();
    assertThat(validate(serial).getResponses()[0].getCertID().getSerialNumber())
        .isEqualTo(serial.value());
  }

  @Test
  void validate_nonce_isAccepted() throws Exception {
    lab.refreshed();
    assertThat(
            validate(serial, Requests.nonce(32))
                .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                .getExtnValue())
        .isEqualTo(Requests.nonce(32).getExtnValue());
  }

  @Test
  void validate_preferredAlgorithm_isFollowed() throws Exception {
    SignatureScheme scheme = SignatureScheme.ECDSA_P384_SHA384;
    var preferred = scheme.algorithmIdentifier();
    try (SignerRows signers = new SignerRows(lab.stack, clock)) {
      appointEarly(signers, scheme, 30);
      appointEarly(signers, SignatureScheme.RSA_2048_SHA256, 29);
      lab.refreshed();
      assertThat(validate(serial).getSignatureAlgorithmID()).isNotEqualTo(preferred);
      assertThat(
              validate(serial, Requests.preferences(Requests.preferred(preferred)))
                  .getSignatureAlgorithmID())
          .isEqualTo(preferred);
    }
  }

  /** Appoints a signer before all others, so that it is not the one that answers to everybody. */
  private void appointEarly(SignerRows signers, SignatureScheme scheme, int daysAgo) {
    String label = "test-" + UUID.randomUUID();
    PublicKey key = lab.pool.token().generate(label, scheme);
    Instant from = clock.instant().minus(Duration.ofDays(daysAgo));
    Instant until = clock.instant().plus(Duration.ofHours(1));
    signers.appoint(
        new SignerRows.Appointment(Lab.SIGNATURE, Lab.SIGNATURE, label, key, from, until, true));
  }

  @Test
  void validate_revoked_isRefusedWithWhyAndWhen() {
    lab.rows.revoke(
        Lab.SIGNATURE, serial, new Revocation(REVOKED_AT, RevocationReason.AFFILIATION_CHANGED));
    lab.refreshed();
    assertRevoked(serial, CRLReason.AFFILIATION_CHANGED, REVOKED_AT, Optional.empty());
  }

  @Test
  void validate_revokedWithInvalidityDate_isRefusedWithSinceWhen() {
    Optional<Instant> since = Optional.of(REVOKED_AT.minusSeconds(86_400));
    lab.rows.revoke(
        Lab.SIGNATURE, serial, new Revocation(REVOKED_AT, RevocationReason.KEY_COMPROMISE, since));
    lab.refreshed();
    assertRevoked(serial, CRLReason.KEY_COMPROMISE, REVOKED_AT, since);
  }

  @Test
  void validate_suspended_isRefusedUntilLifted() throws Exception {
    lab.rows.revoke(
        Lab.SIGNATURE, serial, new Revocation(REVOKED_AT, RevocationReason.CERTIFICATE_HOLD));
    lab.refreshed();
    assertRevoked(serial, CRLReason.CERTIFICATE_HOLD, REVOKED_AT, Optional.empty());
    lab.rows.lift(Lab.SIGNATURE, serial);
    lab.refreshed();
    validate(serial);
  }

  @Test
  void validate_neverIssued_isRefused() {
    lab.refreshed();
    try (Lab.Following _ = lab.following()) {
      assertRevoked(
          lab.rows.neverIssued(), CRLReason.CERTIFICATE_HOLD, Instant.EPOCH, Optional.empty());
    }
  }

  @Test
  void validate_statusNotKnown_isUndetermined() {
    assertThatThrownBy(() -> validate(serial))
        .asInstanceOf(type(CertPathValidatorException.class))
        .extracting(CertPathValidatorException::getReason)
        .isEqualTo(CertPathValidatorException.BasicReason.UNDETERMINED_REVOCATION_STATUS);
  }

  @Test
  void validate_expiredLongerAgoThanTheRetention_isUnauthorized() {
    Serial old = lab.rows.issue(Lab.SIGNATURE, Instant.EPOCH);
    lab.refreshed();
    assertThatThrownBy(() -> validate(old))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("UNAUTHORIZED");
  }

  /** The platform does not sign requests, but opens TLS connections with a certificate. */
  @Test
  void validate_registeredPartiesOnly_isAcceptedByItsTlsCertificate() throws Exception {
    SSLSocketFactory usual = HttpsURLConnection.getDefaultSSLSocketFactory();
    try (Lab closed = new Lab(clock, Map.of("jitsuin.ocsp.requesters", "registered")).refreshed()) {
      Tls tls = new Tls(lab.stack);
      HttpsURLConnection.setDefaultSSLSocketFactory(
          tls.context("staff/relying-party").getSocketFactory());
      validateAt(closed.tlsUrl(), serial);
      HttpsURLConnection.setDefaultSSLSocketFactory(
          tls.context("staff/auditor").getSocketFactory());
      assertThatThrownBy(() -> validateAt(closed.tlsUrl(), serial))
          .isInstanceOf(CertPathValidatorException.class)
          .hasMessageContaining("UNAUTHORIZED");
      assertThatThrownBy(() -> validateAt(closed.url(), serial))
          .isInstanceOf(CertPathValidatorException.class)
          .hasMessageContaining("SIG_REQUIRED");
    } finally {
      HttpsURLConnection.setDefaultSSLSocketFactory(usual);
    }
  }
}
