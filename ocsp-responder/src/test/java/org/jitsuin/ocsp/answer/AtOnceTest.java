package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.access.AccessRequest;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.access.RelyingParty;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.SignerRows;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.jitsuin.ocsp.wire.ResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is answered without waiting for anything, and what is asked of the token otherwise. */
@Tag("stack")
class AtOnceTest {
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Lab lab = new Lab(clock, Map.of());
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);
  private final AccessRequest plain = of(serial);
  private final AccessRequest withNonce =
      lab.request(Requests.with(lab.certId(Lab.SIGNATURE, serial), Requests.nonce(32)));

  @AfterEach
  void close() {
    lab.close();
  }

  private AccessRequest of(Serial asked) {
    return lab.request(Requests.of(lab.certId(Lab.SIGNATURE, asked)));
  }

  /** As {@link Responder#answerLater} gives it. */
  private Answer signed(AccessRequest request) {
    return lab.responder.answerLater(request, Runnable::run).join();
  }

  private static byte[] octets(Answer answer) {
    byte[] octets = new byte[answer.encoded().remaining()];
    answer.encoded().get(octets);
    return octets;
  }

  private static Audience anyone() {
    return new Audience.Anyone();
  }

  @Test
  void answerAtOnce_nothingSignedYet_isEmpty_andThenWhatWasSigned() {
    lab.refreshed();
    assertThat(lab.responder.answerAtOnce(plain)).isEmpty();
    Answer answer = signed(plain);
    assertThat(answer.isSigned()).isTrue();
    assertThat(lab.responder.answerAtOnce(plain)).containsSame(answer);
    assertThat(lab.responder.answerAtOnce(withNonce)).isEmpty();
  }

  @Test
  void answerAtOnce_foreignIssuer_isUnauthorized() {
    lab.refreshed();
    AccessRequest foreign = lab.request(Requests.of(Requests.foreign(BigInteger.ONE)));
    assertThat(lab.responder.answerAtOnce(foreign))
        .hasValueSatisfying(
            answer -> assertThat(octets(answer)).isEqualTo(ResponseStatus.UNAUTHORIZED.encoded()));
    assertThat(lab.responder.answerAtOnce(new RepeatedQuestion(foreign.request()), anyone()))
        .hasValueSatisfying(
            answer -> assertThat(octets(answer)).isEqualTo(ResponseStatus.UNAUTHORIZED.encoded()));
  }

  @Test
  void answerAtOnce_perhapsIssuedSinceTheFeedWasRead_isEmpty() {
    lab.refreshed();
    AccessRequest later = of(lab.rows.neverIssued());
    clock.advance(Duration.ofSeconds(1));
    assertThat(lab.responder.answerAtOnce(later)).isEmpty();
    assertThat(lab.responder.answerAtOnce(new RepeatedQuestion(later.request()), anyone()))
        .isEmpty();
  }

  /** Not even of the one that was given to the same question before. */
  @Test
  void answerAtOnce_repeated_isTheStoredOne_andNotOneThatIsNoLongerRight() {
    lab.refreshed();
    RepeatedQuestion question = new RepeatedQuestion(plain.request());
    assertThat(lab.responder.answerAtOnce(question, anyone())).isEmpty();
    assertThat(question.last()).isEmpty();
    Answer answer = signed(plain);
    for (int i = 0; i < 2; i++) {
      assertThat(lab.responder.answerAtOnce(question, anyone())).containsSame(answer);
      assertThat(question.last()).isPresent();
    }
    clock.advance(Duration.ofMinutes(7).plusSeconds(31));
    lab.refreshed();
    assertThat(lab.responder.answerAtOnce(question, anyone())).isEmpty();
  }

  /** What was stored for others is not for whoever may not ask about that authority. */
  @Test
  void answerAtOnce_toWhoMayNotAsk_isUnauthorized_alsoOfWhatWasGivenToOthers() {
    lab.refreshed();
    RelyingParty party = new RelyingParty(1, Set.of(Authority.USER_IDENTIFICATION));
    Audience other = new Audience.Registered(party);
    RepeatedQuestion question = new RepeatedQuestion(plain.request());
    Answer answer = signed(plain);
    assertThat(lab.responder.answerAtOnce(question, anyone())).containsSame(answer);
    for (Optional<Answer> refused :
        List.of(
            lab.responder.answerAtOnce(question, other),
            lab.responder.answerAtOnce(new AccessRequest(plain.request(), other)))) {
      assertThat(octets(refused.orElseThrow())).isEqualTo(ResponseStatus.UNAUTHORIZED.encoded());
    }
    assertThat(lab.responder.answerAtOnce(question, anyone())).containsSame(answer);
  }

  /** Whoever took the key may have signed anything with it. */
  @Test
  void answerAtOnce_repeated_isNotOfASignerThatWasRevoked() throws IOException {
    try (SignerRows signers = new SignerRows(lab.stack, clock)) {
      Serial signer = signers.appoint(appointment());
      lab.refreshed();
      RepeatedQuestion question = new RepeatedQuestion(plain.request());
      Answer answer = signed(plain);
      assertThat(lab.responder.answerAtOnce(question, anyone())).containsSame(answer);
      signers.revoke(Lab.SIGNATURE, signer, clock.instant());
      lab.refreshed();
      assertThat(lab.responder.answerAtOnce(question, anyone())).isEmpty();
      assertThat(lab.responder.answerAtOnce(plain)).isEmpty();
    }
  }

  private SignerRows.Appointment appointment() {
    String label = "test-" + UUID.randomUUID();
    PublicKey key = lab.pool.token().generate(label, SignatureScheme.RSA_2048_SHA256);
    return new SignerRows.Appointment(
        Lab.SIGNATURE,
        Lab.SIGNATURE,
        label,
        key,
        clock.instant().minus(Duration.ofHours(3)),
        clock.instant().plus(Duration.ofDays(1)),
        true);
  }

  @Test
  void demand_isByWhoMayHaveTheAnswer() {
    lab.refreshed();
    List<AccessRequest> notKnown =
        List.of(
            of(lab.rows.neverIssued()),
            lab.request(Requests.of(Requests.foreign(BigInteger.ONE))),
            lab.request(
                Requests.of(
                    lab.certId(Lab.SIGNATURE, serial),
                    lab.certId(Lab.SIGNATURE, lab.rows.neverIssued()))));
    assertThat(lab.responder.demand(plain)).isEqualTo(Demand.FOR_ALL);
    assertThat(lab.responder.demand(withNonce)).isEqualTo(Demand.FOR_ONE);
    assertThat(notKnown).allMatch(asked -> lab.responder.demand(asked) == Demand.NOT_KNOWN);
  }

  @Test
  void storedAnswers_isTheSetting() {
    assertThat(lab.responder.storedAnswers())
        .isEqualTo(AnswerPolicy.read(lab.stack.settingsWith(Map.of())).storedAnswers());
  }
}
