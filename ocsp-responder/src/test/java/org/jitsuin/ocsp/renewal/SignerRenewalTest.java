package org.jitsuin.ocsp.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A responder with a token of its own, whose authority does not answer. */
@Tag("stack")
class SignerRenewalTest {
  private static final String NAME = "renewal-test";

  private final TestStack stack = TestStack.shared();
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final AtomicBoolean setBack = new AtomicBoolean();

  @TempDir private Path directory;

  @AfterEach
  void end() {
    stack.jdbi("admin").useHandle(handle -> handle.execute("DELETE FROM status.signer_request"));
  }

  private SigningPool emptyToken() {
    SoftHsm softHsm = new SoftHsm(stack.home().resolve("tokens"));
    Path pin = directory.resolve("pin");
    Path officerPin = directory.resolve("so-pin");
    Secrets.write(pin, "1234567890\n");
    Secrets.write(officerPin, "0987654321\n");
    long slot = softHsm.initialise(NAME, pin, officerPin);
    return SigningPool.configured(
        stack.settingsWith(
            Map.of(
                BaseSettings.slot("ocsp").key(), Long.toString(slot),
                BaseSettings.pinFile("ocsp").key(), pin.toString())),
        "ocsp",
        clock);
  }

  private SignerRenewal renewal(SigningPool token) {
    return new SignerRenewal(stack.jdbi("ocsp"), token, clock, NAME, setBack::get);
  }

  private List<Map<String, Object>> requests() {
    return stack
        .jdbi("admin")
        .withHandle(handle ->
            handle
                .select("SELECT * FROM status.signer_request ORDER BY request_no")
                .mapToMap()
                .list());
  }

  @Test
  void run_emptyToken_makesOneKeyAndProvesThatItHasIt() throws Exception {
    try (SigningPool token = emptyToken()) {
      SignerRenewal renewal = renewal(token);
      renewal.run();
      renewal.run();
      renewal(token).run();
      assertThat(token.token().labels()).containsExactly("signature-g1-ocsp-renewal-test-1");
      assertThat(requests())
          .singleElement()
          .satisfies(request -> {
            assertThat(request.get("responder")).isEqualTo(NAME);
            assertThat(request.get("issuer_no")).isEqualTo(1);
            assertThat(request.get("endorsement")).isNull();
            assertThat(request.get("state")).isEqualTo("open");
            PKCS10CertificationRequest proof =
                new PKCS10CertificationRequest((byte[]) request.get("request"));
            assertThat(
                    proof.isSignatureValid(
                        new JcaContentVerifierProviderBuilder()
                            .build(proof.getSubjectPublicKeyInfo())))
                .isTrue();
            assertThat(proof.getSubjectPublicKeyInfo())
                .isEqualTo(
                    SubjectPublicKeyInfo.getInstance(
                        token.token().publicKey("signature-g1-ocsp-renewal-test-1").getEncoded()));
          });
    }
  }

  /** Refused as a key, it is destroyed for real, and another one is made. */
  @Test
  void run_keyRefused_isDestroyedInTheToken() {
    try (SigningPool token = emptyToken()) {
      SignerRenewal renewal = renewal(token);
      renewal.run();
      stack
          .jdbi("admin")
          .useHandle(handle ->
              handle.execute(
                  """
                  UPDATE status.signer_request
                  SET state = 'refused', answer = 'key-refused', decided_at = ?
                  """,
                  clock.instant().toEpochMilli()));
      clock.advance(Duration.ofMinutes(11));
      renewal.run();
      assertThat(token.token().labels()).containsExactly("signature-g1-ocsp-renewal-test-2");
      assertThat(requests()).hasSize(2);
    }
  }

  /** What an older state of the database says of keys may be wrong: none is destroyed by it. */
  @Test
  void run_databaseSetBack_doesNothing() {
    setBack.set(true);
    try (SigningPool token = emptyToken()) {
      renewal(token).run();
      assertThat(token.token().labels()).isEmpty();
      assertThat(requests()).isEmpty();
    }
  }

  @Test
  void run_nameThatIsNone_doesNothing() {
    try (SigningPool token = emptyToken()) {
      new SignerRenewal(stack.jdbi("ocsp"), token, clock, "node 1", setBack::get).run();
      assertThat(token.token().labels()).isEmpty();
      assertThat(requests()).isEmpty();
    }
  }
}
