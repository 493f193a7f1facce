package org.jitsuin.ca.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.base.model.SignerRequestAnswer.AWAITS_ADMISSION;
import static org.jitsuin.base.model.SignerRequestAnswer.AWAITS_TURN;
import static org.jitsuin.base.model.SignerRequestAnswer.KEY_KNOWN;
import static org.jitsuin.base.model.SignerRequestAnswer.KEY_REFUSED;
import static org.jitsuin.base.model.SignerRequestAnswer.NOT_ENDORSED;
import static org.jitsuin.base.model.SignerRequestAnswer.NOT_IN_FORCE;
import static org.jitsuin.base.model.SignerRequestAnswer.WITHDRAWN;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ca.signer.SignerRules.Decision;
import org.jitsuin.ca.signer.SignerRules.Facts;
import org.jitsuin.ca.signer.SignerRules.Ground;
import org.jitsuin.ca.signer.SignerRules.Voucher;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.OcspResponder.State;
import org.jitsuin.ca.store.ResponderAdmission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignerRulesTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:00:00Z");
  private static final OcspResponder ADMITTED =
      new OcspResponder("validation-1", 2, State.ADMITTED, NOW);
  private static final OcspResponder WITHDRAWN_ONE =
      new OcspResponder("validation-1", 2, State.WITHDRAWN, NOW);
  private static final Voucher OWN = given("validation-1", 2, true);
  private static final Voucher NONE = new Voucher.None();

  private static Voucher.Given given(String responder, int admission, boolean good) {
    return new Voucher.Given(
        Optional.of(new ResponderAdmission(responder, admission)), good, false);
  }

  private static Voucher former(boolean good, boolean ended) {
    return new Voucher.Given(Optional.empty(), good, ended);
  }

  /** A request in which all is right but what a test says. */
  private static Facts by(Optional<OcspResponder> responder, Voucher voucher) {
    return new Facts(true, true, false, responder, true, voucher, false, 0);
  }

  private static Decision refuse(SignerRequestAnswer answer) {
    return new Decision.Refuse(answer);
  }

  static Stream<Arguments> cases() {
    Optional<OcspResponder> admitted = Optional.of(ADMITTED);
    Optional<OcspResponder> withdrawn = Optional.of(WITHDRAWN_ONE);
    Optional<OcspResponder> unknown = Optional.empty();
    Decision successor = new Decision.Certify(Ground.SUCCESSOR);
    Decision formerSigner = new Decision.Certify(Ground.FORMER_SIGNER);
    Decision waits = new Decision.Wait(AWAITS_ADMISSION);
    return Stream.of(
        Arguments.of("its own newest key vouches", by(admitted, OWN), successor),
        Arguments.of(
            "an older key vouches: somebody has a copy",
            by(admitted, given("validation-1", 2, false)),
            refuse(NOT_ENDORSED)),
        Arguments.of(
            "a key of an earlier admission vouches",
            by(admitted, given("validation-1", 1, true)),
            refuse(NOT_ENDORSED)),
        Arguments.of(
            "the key of another responder vouches",
            by(admitted, given("node-1", 2, true)),
            refuse(NOT_ENDORSED)),
        Arguments.of(
            "of an admitted one a key of an older release vouches",
            by(admitted, former(true, false)),
            refuse(NOT_ENDORSED)),
        Arguments.of("it is no signature", by(admitted, new Voucher.Wrong()), refuse(NOT_ENDORSED)),
        Arguments.of("a withdrawn one's own key vouches", by(withdrawn, OWN), refuse(WITHDRAWN)),
        Arguments.of("a withdrawn one has no voucher", by(withdrawn, NONE), waits),
        Arguments.of("an admitted one has no voucher", by(admitted, NONE), waits),
        Arguments.of("an unknown one has no voucher", by(unknown, NONE), waits),
        Arguments.of(
            "of an unknown one another's key vouches", by(unknown, OWN), refuse(NOT_ENDORSED)),
        Arguments.of(
            "of an unknown one a key of an older release vouches",
            by(unknown, former(true, false)),
            formerSigner),
        Arguments.of(
            "one that has ended, where somebody is known",
            by(unknown, former(true, true)),
            refuse(NOT_ENDORSED)),
        Arguments.of(
            "one that has ended, where nobody is known",
            new Facts(true, true, false, unknown, false, former(true, true), false, 0),
            formerSigner),
        Arguments.of(
            "one that is revoked",
            new Facts(true, true, false, unknown, false, former(false, false), false, 0),
            refuse(NOT_ENDORSED)),
        Arguments.of(
            "two operators admitted the key",
            new Facts(true, true, false, admitted, true, NONE, true, 0),
            new Decision.Certify(Ground.ADMITTED_KEY)),
        Arguments.of(
            "they did, and it was withdrawn since",
            new Facts(true, true, false, withdrawn, true, NONE, true, 0),
            waits),
        Arguments.of(
            "the fourth of a day",
            new Facts(true, true, false, admitted, true, OWN, false, 3),
            new Decision.Wait(AWAITS_TURN)),
        Arguments.of(
            "the key was certified before",
            new Facts(true, true, true, admitted, true, OWN, false, 0),
            refuse(KEY_KNOWN)),
        Arguments.of(
            "the key is of another kind",
            new Facts(true, false, false, admitted, true, OWN, false, 0),
            refuse(KEY_REFUSED)),
        Arguments.of(
            "the key generation signs no more",
            new Facts(false, true, false, admitted, true, OWN, false, 0),
            refuse(NOT_IN_FORCE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decide_eachCase_isAsTold(String name, Facts facts, Decision decision) {
    assertThat(SignerRules.decide(facts)).as(name).isEqualTo(decision);
  }

  /** Its responder says when it asked, and may lie. */
  @Test
  void isOverdue_moreThanADayFromNow_onlyOfWhatOperatorsHaveToDo() {
    Duration day = Duration.ofDays(1);
    assertThat(SignerRules.isOverdue(AWAITS_ADMISSION, NOW.minus(day), NOW)).isFalse();
    assertThat(SignerRules.isOverdue(AWAITS_ADMISSION, NOW.minus(day).minusMillis(1), NOW))
        .isTrue();
    assertThat(SignerRules.isOverdue(AWAITS_ADMISSION, NOW.plus(day).plusMillis(1), NOW)).isTrue();
    assertThat(SignerRules.isOverdue(AWAITS_TURN, NOW.minus(day).minusMillis(1), NOW)).isFalse();
  }
}
