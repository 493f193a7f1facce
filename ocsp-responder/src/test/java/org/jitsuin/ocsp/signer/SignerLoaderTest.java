package org.jitsuin.ocsp.signer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.SignerRows;
import org.jitsuin.ocsp.testing.SignerRows.Appointment;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class SignerLoaderTest {
  private static final Duration SETTLED = Duration.ofHours(3);
  private static final Duration LONGER_THAN_THE_TOKEN_RESTS = Duration.ofSeconds(3);

  private final TestStack stack = TestStack.shared();
  private final StoppedClock clock =
      new StoppedClock(StoppedClock.afterCeremony().instant().plusSeconds(60));
  private final Instant now = clock.instant();
  private final SignerRows rows = new SignerRows(stack, clock);
  private final SigningPool pool = SigningPool.configured(stack.settings(), "ocsp", clock);
  private final SignerLoader loader = new SignerLoader(stack.jdbi("ocsp"), pool, clock);

  @AfterEach
  void close() {
    rows.close();
    pool.close();
  }

  /** A signer with a key of its own, valid for three hours and for another day. */
  private Appointment appointment() {
    return appointment(pool);
  }

  private Appointment appointment(SigningPool where) {
    String label = "test-" + UUID.randomUUID();
    PublicKey key = where.token().generate(label, SignatureScheme.ECDSA_P256_SHA256);
    return new Appointment(
        Lab.SIGNATURE,
        Lab.SIGNATURE,
        label,
        key,
        now.minus(SETTLED),
        now.plus(Duration.ofDays(1)),
        true);
  }

  private Serial inUse() {
    return inUse(loader).orElseThrow();
  }

  private Optional<Serial> inUse(SignerLoader any) {
    any.run();
    SignerDirectory directory = any.directory().orElseThrow();
    KnownIssuer issuer =
        directory.issuers().stream()
            .filter(known -> known.number() == Lab.SIGNATURE)
            .findFirst()
            .orElseThrow();
    return directory.signer(issuer, clock.instant()).map(DelegatedSigner::serial);
  }

  @Test
  void directory_beforeFirstRun_isEmpty() {
    assertThat(loader.directory()).isEmpty();
    assertThat(loader.problem()).isPresent();
  }

  @Test
  void run_afterTheCeremony_findsASignerForEachIssuer() {
    loader.run();
    assertThat(loader.problem()).isEmpty();
    SignerDirectory directory = loader.directory().orElseThrow();
    assertThat(directory.issuers())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(issuer -> assertThat(directory.signer(issuer, clock.instant())).isPresent());
  }

  @Test
  void run_severalValid_takesTheOneAppointedLast() {
    rows.appoint(appointment().from(now.minus(SETTLED).minusSeconds(20)));
    Serial last = rows.appoint(appointment().from(now.minus(SETTLED).minusSeconds(10)));
    rows.appoint(appointment().from(now.minus(SETTLED).minusSeconds(30)));
    assertThat(inUse()).isEqualTo(last);
  }

  /** A client whose clock is late would refuse the answers of one whose certificate just begins. */
  @Test
  void run_oneThatHasJustBegun_waitsWhileAnOlderOneCanAnswer() {
    Serial old = rows.appoint(appointment().until(now.plus(Duration.ofHours(3))));
    Serial renewed = rows.appoint(appointment().from(now));
    assertThat(inUse()).isEqualTo(old);
    clock.advance(Duration.ofHours(2).minusSeconds(1));
    assertThat(inUse()).isNotEqualTo(renewed);
    clock.advance(Duration.ofSeconds(1));
    assertThat(inUse()).isEqualTo(renewed);
  }

  @Test
  void run_oneThatHasJustBegunAndNoOther_answers() {
    Serial ending = rows.appoint(appointment().until(now.plusSeconds(60)));
    Serial renewed = rows.appoint(appointment().from(now.minus(Duration.ofMinutes(110))));
    assertThat(inUse()).isEqualTo(ending);
    clock.advance(Duration.ofSeconds(61));
    assertThat(inUse()).isEqualTo(renewed);
  }

  /** What the certificate authority takes back is not used any more. */
  @Test
  void run_revoked_isNotUsed() {
    Serial revoked = rows.appoint(appointment());
    assertThat(inUse()).isEqualTo(revoked);
    rows.revoke(Lab.SIGNATURE, revoked, now);
    assertThat(inUse()).isNotEqualTo(revoked);
  }

  @Test
  void run_notYetValid_waitsForItsTime() {
    Serial coming = rows.appoint(appointment().from(now.plusSeconds(60)));
    assertThat(inUse()).isNotEqualTo(coming);
    clock.advance(Duration.ofSeconds(60).plus(SETTLED));
    assertThat(inUse()).isEqualTo(coming);
  }

  @Test
  void run_expired_fallsBackToAnotherEvenWithoutReading() {
    Serial ending = rows.appoint(appointment().until(now.plusSeconds(60)));
    assertThat(inUse()).isEqualTo(ending);
    clock.advance(Duration.ofSeconds(61));
    SignerDirectory directory = loader.directory().orElseThrow();
    assertThat(directory.signer(directory.issuers().getFirst(), clock.instant()))
        .hasValueSatisfying(signer -> assertThat(signer.serial()).isNotEqualTo(ending));
    assertThat(inUse()).isNotEqualTo(ending);
  }

  @Test
  void run_keyNotInTheToken_isNotUsed() {
    Serial rejected = rows.appoint(appointment().labelled("missing"));
    assertThat(inUse()).isNotEqualTo(rejected);
    assertThat(loader.problem()).isEmpty();
  }

  @Test
  void run_otherKeyUnderTheLabel_isNotUsed() {
    PublicKey other = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256).publicKey();
    Appointment right = appointment();
    Serial rejected =
        rows.appoint(
            new Appointment(
                right.issuer(),
                right.signedBy(),
                right.keyLabel(),
                other,
                right.notBefore(),
                right.notAfter(),
                true));
    assertThat(inUse()).isNotEqualTo(rejected);
  }

  @Test
  void run_signedByAnotherIssuer_isNotUsed() {
    Serial rejected = rows.appoint(appointment().signedBy(Lab.USER_IDENTIFICATION));
    assertThat(inUse()).isNotEqualTo(rejected);
  }

  @Test
  void run_notForOcsp_isNotUsed() {
    Serial rejected = rows.appoint(appointment().notForOcsp());
    assertThat(inUse()).isNotEqualTo(rejected);
  }

  @Test
  void run_tokenNotThereAtFirst_knowsIssuersAndHeals(@TempDir Path directory) throws IOException {
    Path pin = directory.resolve("pin");
    try (SigningPool broken =
        SigningPool.configured(
            stack.settingsWith(Map.of("jitsuin.pkcs11.ocsp.pin-file", pin.toString())),
            "ocsp",
            clock)) {
      SignerLoader waiting = new SignerLoader(stack.jdbi("ocsp"), broken, clock);
      assertThat(inUse(waiting)).isEmpty();
      assertThat(waiting.problem().orElseThrow()).contains("PIN file");
      Files.copy(stack.settings().get(BaseSettings.pinFile("ocsp")), pin);
      clock.advance(LONGER_THAN_THE_TOKEN_RESTS);
      assertThat(inUse(waiting)).isPresent();
      assertThat(waiting.problem()).isEmpty();
    }
  }

  /**
   * As the new generation's of a roll-over, of which the first session opened a moment too early.
   */
  @Test
  void run_keyMadeElsewhereWhileTheTokenIsOpen_isFoundBySecondsLater() {
    loader.run();
    try (SigningPool elsewhere = SigningPool.configured(stack.settings(), "ocsp", clock)) {
      Serial renewed = rows.appoint(appointment(elsewhere));
      assertThat(inUse()).as("by a session from before").isNotEqualTo(renewed);
      clock.advance(Duration.ofSeconds(10));
      assertThat(inUse()).isEqualTo(renewed);
    }
  }
}
