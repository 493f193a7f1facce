package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.crl.testing.TestPki;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others' software, with certificates that name the CRL in their distribution point. */
@Tag("stack")
class RelyingPartyTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private Server server;
  private X509Certificate good;
  private X509Certificate revoked;

  @BeforeEach
  void start() {
    rows.reset();
    server = new Server(directory, clock);
    server.run();
    rows.revoke(
        server.partition().no(),
        StatusRows.serial(2),
        RevocationReason.AFFILIATION_CHANGED,
        clock.instant());
    clock.advance(Duration.ofMinutes(1));
    server.run();
    try (SigningPool pool =
        SigningPool.configured(TestStack.shared().settings(), "ca", Clocks.system())) {
      good = leaf(pool, StatusRows.serial(1));
      revoked = leaf(pool, StatusRows.serial(2));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private X509Certificate leaf(SigningPool pool, Serial serial) {
    CrlIssuer issuer = server.partition().issuer();
    SigningKey key = pool.key(issuer.keyLabel(), issuer.scheme());
    return TestPki.leaf(server.partition(), key, serial, clock.instant());
  }

  private OpenSsl.Result openSslVerify(X509Certificate leaf) throws Exception {
    return OpenSsl.run(
        "verify",
        "-attime",
        Long.toString(clock.instant().getEpochSecond()),
        "-crl_check",
        "-CAfile",
        OpenSsl.pem(directory.resolve("ca.pem"), server.partition().issuer().certificate()),
        "-CRLfile",
        OpenSsl.pem(directory.resolve("crl.pem"), "X509 CRL", server.crl()),
        OpenSsl.pem(directory.resolve("leaf.pem"), leaf));
  }

  @Test
  void opensslVerify_goodCertificate_isAccepted() throws Exception {
    OpenSsl.Result result = openSslVerify(good);
    assertThat(result.output()).endsWith("leaf.pem: OK\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void opensslVerify_revokedCertificate_isRefused() throws Exception {
    OpenSsl.Result result = openSslVerify(revoked);
    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("certificate revoked");
  }

  private void pkixVerify(X509Certificate leaf) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    PKIXParameters parameters =
        new PKIXParameters(
            Set.of(new TrustAnchor(server.partition().issuer().certificate(), null)));
    parameters.setDate(Date.from(clock.instant()));
    parameters.setRevocationEnabled(true);
    parameters.addCertStore(
        CertStore.getInstance(
            "Collection",
            new CollectionCertStoreParameters(
                List.of(factory.generateCRL(new ByteArrayInputStream(server.crl()))))));
    CertPathValidator.getInstance("PKIX")
        .validate(factory.generateCertPath(List.of(leaf)), parameters);
  }

  @Test
  void pkixValidate_goodCertificate_isAccepted() {
    assertThatCode(() -> pkixVerify(good)).doesNotThrowAnyException();
  }

  @Test
  void pkixValidate_revokedCertificate_isRefusedWithTheReason() {
    assertThatThrownBy(() -> pkixVerify(revoked))
        .isInstanceOf(CertPathValidatorException.class)
        .cause()
        .isInstanceOfSatisfying(
            CertificateRevokedException.class,
            cause ->
                assertThat(cause.getRevocationReason()).isEqualTo(CRLReason.AFFILIATION_CHANGED));
  }
}
