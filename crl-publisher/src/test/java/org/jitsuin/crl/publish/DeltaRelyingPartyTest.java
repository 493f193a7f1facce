package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestPki;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Others' software with an older complete CRL and the delta of today. */
@Tag("stack")
class DeltaRelyingPartyTest extends PublishingTest {
  private byte[] first;
  private byte[] base;
  private X509Certificate good;
  private X509Certificate revokedSince;
  private X509Certificate lifted;
  private X509Certificate stillHeld;

  /** The base has two certificates on hold; since then one is lifted and a third is revoked. */
  @BeforeEach
  void start() {
    first = server.crl();
    int partition = server.partition().no();
    rows.revoke(
        partition, StatusRows.serial(3), RevocationReason.CERTIFICATE_HOLD, clock.instant());
    rows.revoke(
        partition, StatusRows.serial(4), RevocationReason.CERTIFICATE_HOLD, clock.instant());
    runAfter(Duration.ofMinutes(1));
    runAfter(Duration.ofHours(25));
    base = server.crl();
    rows.lift(partition, StatusRows.serial(3), clock.instant());
    rows.revoke(partition, StatusRows.serial(2), RevocationReason.KEY_COMPROMISE, clock.instant());
    runAfter(Duration.ofMinutes(1));
    try (SigningPool pool =
        SigningPool.configured(TestStack.shared().settings(), "ca", Clocks.system())) {
      good = leaf(pool, StatusRows.serial(1));
      revokedSince = leaf(pool, StatusRows.serial(2));
      lifted = leaf(pool, StatusRows.serial(3));
      stillHeld = leaf(pool, StatusRows.serial(4));
    }
  }

  private X509Certificate leaf(SigningPool pool, Serial serial) {
    CrlIssuer issuer = server.partition().issuer();
    SigningKey key = pool.key(issuer.keyLabel(), issuer.scheme());
    return TestPki.leaf(server.partition(), key, serial, clock.instant());
  }

  private OpenSsl.Result openSslVerify(X509Certificate leaf, boolean withDelta) throws Exception {
    String full = Files.readString(Path.of(pem("base.pem", base)));
    String delta = Files.readString(Path.of(pem("delta.pem", server.delta())));
    return openSslVerify(leaf, withDelta ? full + delta : full, withDelta);
  }

  private OpenSsl.Result openSslVerify(X509Certificate leaf, String crls, boolean useDeltas)
      throws Exception {
    Path both = Files.writeString(directory.resolve("both.pem"), crls);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "-attime",
                Long.toString(clock.instant().getEpochSecond()),
                "-crl_check",
                "-extended_crl",
                "-CAfile",
                OpenSsl.pem(directory.resolve("ca.pem"), server.partition().issuer().certificate()),
                "-CRLfile",
                both.toString()));
    if (useDeltas) {
      arguments.add("-use_deltas");
    }
    arguments.add(OpenSsl.pem(directory.resolve("leaf.pem"), leaf));
    return OpenSsl.run(arguments.toArray(String[]::new));
  }

  private String pem(String name, byte[] crl) throws Exception {
    return OpenSsl.pem(directory.resolve(name), "X509 CRL", crl);
  }

  private void opensslAccepts(X509Certificate leaf, boolean withDelta) throws Exception {
    OpenSsl.Result result = openSslVerify(leaf, withDelta);
    assertThat(result.output()).endsWith("leaf.pem: OK\n");
    assertThat(result.exit()).isZero();
  }

  private void opensslRefuses(X509Certificate leaf, boolean withDelta) throws Exception {
    OpenSsl.Result result = openSslVerify(leaf, withDelta);
    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("certificate revoked");
  }

  @Test
  void opensslVerify_revokedSinceTheBase_isRefusedByTheDelta() throws Exception {
    opensslAccepts(revokedSince, false);
    opensslRefuses(revokedSince, true);
  }

  @Test
  void opensslVerify_holdLiftedSinceTheBase_isGoodAgainByTheDelta() throws Exception {
    opensslRefuses(lifted, false);
    opensslAccepts(lifted, true);
  }

  @Test
  void opensslVerify_whatTheDeltaDoesNotName_isAsTheBaseSays() throws Exception {
    opensslAccepts(good, true);
    opensslRefuses(stillHeld, true);
  }

  @Test
  void opensslVerify_crlThatHasNoDelta_isEnough() throws Exception {
    String full = Files.readString(Path.of(pem("first.pem", first)));
    assertThat(new X509CRLHolder(first).getExtension(Extension.freshestCRL)).isNull();
    assertThat(openSslVerify(good, full, true).output()).endsWith("leaf.pem: OK\n");
  }

  @Test
  void opensslCrl_delta_verifiesAndIsShown() throws Exception {
    String ca = OpenSsl.pem(directory.resolve("ca.pem"), server.partition().issuer().certificate());
    OpenSsl.Result result =
        OpenSsl.run(
            "crl",
            "-inform",
            "DER",
            "-in",
            server.deltaFile().toString(),
            "-CAfile",
            ca,
            "-verify",
            "-noout",
            "-text");
    assertThat(result.output())
        .contains(
            "verify OK",
            "X509v3 Delta CRL Indicator: critical",
            "Remove From CRL",
            "Key Compromise");
  }

  private void pkixVerify(X509Certificate leaf) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<CRL> crls = new ArrayList<>();
    for (byte[] der : List.of(server.delta(), server.crl())) {
      crls.add(factory.generateCRL(new ByteArrayInputStream(der)));
    }
    PKIXParameters parameters =
        new PKIXParameters(
            Set.of(new TrustAnchor(server.partition().issuer().certificate(), null)));
    parameters.setDate(Date.from(clock.instant()));
    parameters.setRevocationEnabled(true);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
    CertPathValidator.getInstance("PKIX")
        .validate(factory.generateCertPath(List.of(leaf)), parameters);
  }

  /** The JDK reads no deltas: it leaves them aside and goes by the complete CRL, as new as they. */
  @Test
  void pkixValidate_bothCrlsInTheStore_goesByTheNewestState() {
    assertThatCode(() -> pkixVerify(good)).doesNotThrowAnyException();
    assertThatCode(() -> pkixVerify(lifted)).doesNotThrowAnyException();
    for (X509Certificate leaf : List.of(revokedSince, stillHeld)) {
      assertThatThrownBy(() -> pkixVerify(leaf))
          .isInstanceOf(CertPathValidatorException.class)
          .hasCauseInstanceOf(CertificateRevokedException.class);
    }
  }
}
