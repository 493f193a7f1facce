package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.CardCertificates;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.NextGeneration;
import org.jitsuin.ocsp.testing.Relay;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.testing.NodeJudge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Relying parties that ask about certificates of a generation which signs by ML-DSA-65, beside the
 * classical one: its OCSP signer has a classical key, in a certificate of that generation.
 */
@Tag("stack")
class PostQuantumClientTest {
  private static final Instant REVOKED_AT = Instant.parse("2025-10-27T03:04:05Z");

  private final InstantSource clock = Clocks.system();
  private final Lab lab = new Lab(clock, Map.of());
  private final Relay relay = new Relay(lab);
  private final NextGeneration next =
      new NextGeneration(lab.stack, lab.pool, clock, SignatureScheme.ML_DSA_65);
  private final Serial serial = lab.rows.issue(NextGeneration.NUMBER);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    next.close();
    relay.close();
    lab.close();
  }

  private X509Certificate root(int issuer) throws IOException {
    return CardCertificates.read(lab.issuer(issuer).getEncoded());
  }

  private X509Certificate leaf(int issuer, Serial of) {
    return CardCertificates.sign(lab.stack, clock, issuer, of);
  }

  /** Lets the JDK validate a certificate by OCSP alone; returns the answer. */
  private BasicOCSPResp validate(int issuer, Serial of)
      throws GeneralSecurityException, IOException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOcspResponder(URI.create(relay.url()));
    checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root(issuer), null)));
    parameters.addCertPathChecker(checker);
    validator.validate(
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf(issuer, of))),
        parameters);
    return Statuses.basic(relay.last());
  }

  @Test
  void jdk_goodAndRevoked_isToldByBothGenerations() throws Exception {
    Serial old = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    BasicOCSPResp answer = validate(NextGeneration.NUMBER, serial);
    assertThat(answer.getCerts()[0].getSignatureAlgorithm())
        .isEqualTo(SignatureScheme.ML_DSA_65.algorithmIdentifier());
    assertThat(answer.getSignatureAlgorithmID())
        .isEqualTo(SignatureScheme.ECDSA_P256_SHA256.algorithmIdentifier());
    validate(Lab.SIGNATURE, old);

    lab.rows.revoke(
        NextGeneration.NUMBER, serial, new Revocation(REVOKED_AT, RevocationReason.KEY_COMPROMISE));
    lab.refreshed();
    assertThatThrownBy(() -> validate(NextGeneration.NUMBER, serial))
        .isInstanceOf(CertPathValidatorException.class)
        .hasCauseInstanceOf(CertificateRevokedException.class);
    validate(Lab.SIGNATURE, old);
  }

  static boolean nodeRunsHere() {
    return NodeJudge.runsHere();
  }

  @Test
  @EnabledIf("nodeRunsHere")
  void openssl35_answerAndItsSigner_areVerified() throws Exception {
    lab.refreshed();
    BasicOCSPResp answer = validate(NextGeneration.NUMBER, serial);
    NodeJudge judge = new NodeJudge(directory);
    X509Certificate signer = CardCertificates.read(answer.getCerts()[0].getEncoded());
    assertThat(judge.verifies(answer.getEncoded(), signer)).isTrue();
    assertThat(judge.verifies(signer.getEncoded(), root(NextGeneration.NUMBER))).isTrue();
    assertThat(
            judge.verifies(
                leaf(NextGeneration.NUMBER, serial).getEncoded(), root(NextGeneration.NUMBER)))
        .isTrue();
    byte[] changed = signer.getEncoded();
    changed[changed.length - 20] ^= 1;
    assertThat(judge.verifies(changed, root(NextGeneration.NUMBER))).isFalse();
  }
}
