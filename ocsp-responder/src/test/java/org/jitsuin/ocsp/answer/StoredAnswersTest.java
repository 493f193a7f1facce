package org.jitsuin.ocsp.answer;

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
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.ocsp.OCSPResp;
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

/** What is stored, for how long, and what happens when nothing can be signed. */
@Tag("stack")
class StoredAnswersTest {
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Lab lab = new Lab(clock, Map.of("jitsuin.ocsp.stored-answers", "2"));
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @AfterEach
  void close() {
    lab.close();
  }

  private OCSPResp ask() {
    return lab.ask(Lab.SIGNATURE, serial);
  }

  /** When an answer was signed. */
  private Instant producedAt() {
    return Statuses.basic(ask()).getProducedAt().toInstant();
  }

  private void pass(Duration duration) {
    clock.advance(duration);
    lab.refreshed();
  }

  @Test
  void answer_askedAgain_isTheSameOctets() throws IOException {
    lab.refreshed();
    byte[] first = ask().getEncoded();
    pass(Duration.ofMinutes(7));
    assertThat(ask().getEncoded()).isEqualTo(first);
  }

  @Test
  void answer_lessThanHalfItsValidityLeft_isSignedAnew() {
    lab.refreshed();
    assertThat(producedAt()).isEqualTo(now);
    pass(Duration.ofMinutes(7).plusSeconds(31));
    assertThat(producedAt()).isEqualTo(clock.instant());
  }

  @Test
  void answer_nothingNewerKnown_isNotSignedAnew() {
    lab.refreshed();
    assertThat(producedAt()).isEqualTo(now);
    clock.advance(Duration.ofMinutes(14));
    assertThat(producedAt()).isEqualTo(now);
  }

  @Test
  void answer_statusChanged_isSignedAnewAtOnce() {
    lab.refreshed();
    assertThat(Statuses.of(ask())).containsExactly("good");
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, RevocationReason.KEY_COMPROMISE));
    lab.refreshed();
    assertThat(Statuses.of(ask())).containsExactly("keyCompromise " + now);
  }

  @Test
  void answer_reasonAmended_isSignedAnewAtOnce() {
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, RevocationReason.SUPERSEDED));
    lab.refreshed();
    assertThat(Statuses.of(ask())).containsExactly("superseded " + now);
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, RevocationReason.KEY_COMPROMISE));
    lab.refreshed();
    assertThat(Statuses.of(ask())).containsExactly("keyCompromise " + now);
  }

  @Test
  void answer_invalidityDateLearnt_isSignedAnewAtOnce() {
    Instant since = now.minusSeconds(3_600);
    RevocationReason reason = RevocationReason.KEY_COMPROMISE;
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, reason));
    lab.refreshed();
    assertThat(Statuses.basic(ask()).getResponses()[0].getExtension(Extension.invalidityDate))
        .isNull();
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, reason, Optional.of(since)));
    lab.refreshed();
    assertThat(Statuses.basic(ask()).getResponses()[0].getExtension(Extension.invalidityDate))
        .isNotNull();
  }

  @Test
  void answer_moreThanTheStoreHolds_forgetsTheOldest() {
    lab.refreshed();
    producedAt();
    for (int i = 0; i < 2; i++) {
      Serial other = lab.rows.issue(Lab.SIGNATURE);
      lab.refreshed().ask(Lab.SIGNATURE, other);
    }
    pass(Duration.ofSeconds(5));
    assertThat(producedAt()).isEqualTo(clock.instant());
  }

  @Test
  void answer_nonce_isNeverStoredNorTakenFromTheStore() throws Exception {
    lab.refreshed();
    producedAt();
    pass(Duration.ofSeconds(5));
    byte[] request = Requests.with(lab.certId(Lab.SIGNATURE, serial), Requests.nonce(32));
    var response = Statuses.basic(lab.post(request));
    assertThat(response.getProducedAt().toInstant()).isEqualTo(clock.instant());
    assertThat(response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce).getExtnValue())
        .isEqualTo(Requests.nonce(32).getExtnValue());
    assertThat(producedAt()).isEqualTo(now);
  }

  /** Whoever took the key may have signed anything with it. */
  @Test
  void answer_ofASignerThatWasRevoked_isSignedAnewByAnother() throws IOException {
    try (SignerRows signers = new SignerRows(lab.stack, clock)) {
      String label = "test-" + UUID.randomUUID();
      PublicKey key = lab.pool.token().generate(label, SignatureScheme.RSA_2048_SHA256);
      Serial signer =
          signers.appoint(
              new SignerRows.Appointment(
                  Lab.SIGNATURE,
                  Lab.SIGNATURE,
                  label,
                  key,
                  now.minus(Duration.ofHours(3)),
                  now.plus(Duration.ofDays(1)),
                  true));
      lab.refreshed();
      assertThat(signedBy()).isEqualTo(signer);
      signers.revoke(Lab.SIGNATURE, signer, now);
      lab.refreshed();
      assertThat(signedBy()).isNotEqualTo(signer);
    }
  }

  private Serial signedBy() {
    return Serial.of(Statuses.basic(ask()).getCerts()[0].getSerialNumber());
  }

  @Test
  void answer_poolTakesNoMore_isTryLaterUnlessStored() {
    Serial other = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    ask();
    lab.pool.close();
    assertThat(Statuses.of(ask())).containsExactly("good");
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, other))).containsExactly("tryLater");
  }

  @Test
  void answer_tokenGone_isTryLaterUnlessStoredAndHeals() throws IOException {
    Serial other = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    ask();
    Path tokens = lab.stack.home().resolve("tokens");
    Path away = lab.stack.home().resolve("tokens-away");
    Files.move(tokens, away);
    try {
      assertThat(Statuses.of(ask())).containsExactly("good");
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, other))).containsExactly("tryLater");
      lab.signers.run();
      assertThat(lab.problem()).isNotEmpty();
    } finally {
      Files.move(away, tokens);
    }
    pass(Duration.ofSeconds(5));
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, other))).containsExactly("good");
    assertThat(lab.problem()).isEmpty();
  }
}
