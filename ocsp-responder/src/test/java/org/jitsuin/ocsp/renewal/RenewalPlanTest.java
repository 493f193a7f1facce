package org.jitsuin.ocsp.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ocsp.renewal.RenewalFacts.IssuerFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestState;
import org.jitsuin.ocsp.renewal.RenewalFacts.SignerFact;
import org.junit.jupiter.api.Test;

/** Signers are valid for 14 days and an hour, which began an hour before they were made. */
class RenewalPlanTest {
  private static final Instant START = Instant.parse("2025-10-27T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration VALIDITY = Duration.ofDays(14);
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final IssuerFact SIGNATURE = issuer(1, Authority.SIGNATURE);
  private static final IssuerFact IDENTIFICATION = issuer(2, Authority.USER_IDENTIFICATION);

  private Optional<Integer> admission = Optional.of(1);
  private boolean withdrawn;
  private final List<IssuerFact> issuers = new ArrayList<>(List.of(SIGNATURE));
  private final List<SignerFact> signers = new ArrayList<>();
  private final List<RequestFact> requests = new ArrayList<>();
  private final Set<String> labels = new TreeSet<>();
  private int drawn = 1;

  private static IssuerFact issuer(int number, Authority authority) {
    return new IssuerFact(
        number,
        new Issuer(authority, 1),
        START.minus(DAY),
        START.plus(Duration.ofDays(3_650)),
        Optional.of(SCHEME),
        false);
  }

  /** A signer of this responder whose key the token holds. */
  private SignerFact own(String label, Instant made) {
    labels.add(label);
    return signer(label, Optional.of("node-1"), 1, made);
  }

  private SignerFact signer(
      String label, Optional<String> holder, int underAdmission, Instant made) {
    SignerFact signer =
        new SignerFact(
            1,
            Serial.of(BigInteger.valueOf(0x10000L + drawn++)),
            label,
            SCHEME,
            holder,
            underAdmission,
            made.minus(Duration.ofHours(1)),
            made.plus(VALIDITY),
            false);
    signers.add(signer);
    return signer;
  }

  private void request(
      String label, Optional<Serial> endorser, RequestState state, SignerRequestAnswer answer) {
    requests.addFirst(
        new RequestFact(
            1, label, endorser, state, Optional.ofNullable(answer), Optional.of(START)));
  }

  private List<RenewalTask> tasks(Instant now) {
    return new RenewalPlan(
            new RenewalFacts("node-1", admission, withdrawn, issuers, signers, requests),
            labels,
            now)
        .tasks();
  }

  private RenewalTask.Ask ask(Instant now) {
    List<RenewalTask> tasks = tasks(now);
    assertThat(tasks).hasSize(1);
    return (RenewalTask.Ask) tasks.getFirst();
  }

  @Test
  void tasks_halfOfTheValidityLeft_none() {
    own("ocsp-signature-g1", START);
    assertThat(tasks(START.plus(Duration.ofDays(7)).minus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void tasks_lessLeft_newKeyForWhichTheOldOneVouches() {
    SignerFact old = own("ocsp-signature-g1", START);
    assertThat(ask(START.plus(Duration.ofDays(7))))
        .isEqualTo(
            new RenewalTask.Ask(
                SIGNATURE, "signature-g1-ocsp-node-1-1", SCHEME, true, Optional.of(old)));
  }

  @Test
  void tasks_askedAlready_none() {
    SignerFact old = own("ocsp-signature-g1", START);
    request("signature-g1-ocsp-node-1-1", Optional.of(old.serial()), RequestState.OPEN, null);
    assertThat(tasks(START.plus(Duration.ofDays(9)))).isEmpty();
  }

  /** It died between key and request. */
  @Test
  void tasks_keyWithoutRequest_isTakenAndNoOtherMade() {
    own("ocsp-signature-g1", START);
    labels.add("signature-g1-ocsp-node-1-3");
    labels.add("signature-g1-ocsp-node-10-4");
    RenewalTask.Ask ask = ask(START.plus(Duration.ofDays(7)));
    assertThat(ask.label()).isEqualTo("signature-g1-ocsp-node-1-3");
    assertThat(ask.make()).isFalse();
  }

  /** Its token was lost with the newest key, or is an older copy of itself. */
  @Test
  void tasks_certificateWhoseKeyIsGone_operatorsHaveToAdmitANewOne() {
    own("signature-g1-ocsp-node-1-1", START.minus(Duration.ofDays(7)));
    signer("signature-g1-ocsp-node-1-2", Optional.of("node-1"), 1, START);
    RenewalTask.Ask ask = ask(START.plus(DAY));
    assertThat(ask.label()).isEqualTo("signature-g1-ocsp-node-1-3");
    assertThat(ask.endorser()).isEmpty();
  }

  @Test
  void tasks_nothingAtAll_asksForOneKeyOnlyUntilItIsAdmitted() {
    admission = Optional.empty();
    issuers.add(IDENTIFICATION);
    assertThat(ask(START).endorser()).isEmpty();
    request("signature-g1-ocsp-node-1-1", Optional.empty(), RequestState.OPEN, null);
    assertThat(tasks(START)).isEmpty();
    admission = Optional.of(1);
    requests.clear();
    SignerFact first = own("signature-g1-ocsp-node-1-1", START);
    RenewalTask.Ask next = ask(START.plusSeconds(10));
    assertThat(next.issuer()).isEqualTo(IDENTIFICATION);
    assertThat(next.endorser()).contains(first);
  }

  @Test
  void tasks_signerOfAnOlderRelease_vouchesWhereNobodyIsKnown() {
    admission = Optional.empty();
    SignerFact old = signer("ocsp-signature-g1", Optional.empty(), 0, START);
    labels.add("ocsp-signature-g1");
    assertThat(ask(START.plus(Duration.ofDays(7))).endorser()).contains(old);
  }

  @Test
  void tasks_withdrawn_nothingVouches() {
    own("signature-g1-ocsp-node-1-1", START);
    withdrawn = true;
    assertThat(ask(START.plus(Duration.ofDays(7))).endorser()).isEmpty();
  }

  @Test
  void tasks_certifiedUnderAnEarlierAdmission_doesNotVouch() {
    own("signature-g1-ocsp-node-1-1", START);
    admission = Optional.of(2);
    assertThat(ask(START.plus(Duration.ofDays(7))).endorser()).isEmpty();
  }

  /** Somebody else may hold the key, too. */
  @Test
  void tasks_theAuthorityTurnedTheVoucherDown_operatorsAreAsked() {
    SignerFact old = own("signature-g1-ocsp-node-1-1", START);
    labels.add("signature-g1-ocsp-node-1-2");
    request(
        "signature-g1-ocsp-node-1-2",
        Optional.of(old.serial()),
        RequestState.REFUSED,
        SignerRequestAnswer.NOT_ENDORSED);
    RenewalTask.Ask ask = ask(START.plus(Duration.ofDays(7)));
    assertThat(ask.label()).isEqualTo("signature-g1-ocsp-node-1-2");
    assertThat(ask.endorser()).isEmpty();
  }

  @Test
  void tasks_justRefused_restForTenMinutes() {
    request("x", Optional.empty(), RequestState.REFUSED, SignerRequestAnswer.NOT_ADMITTED);
    assertThat(tasks(START.plus(Duration.ofMinutes(10)).minusMillis(1))).isEmpty();
    assertThat(tasks(START.plus(Duration.ofMinutes(10)))).hasSize(1);
  }

  @Test
  void tasks_keyThatWasRefused_isDestroyedAndAnotherMade() {
    labels.add("signature-g1-ocsp-node-1-1");
    request(
        "signature-g1-ocsp-node-1-1",
        Optional.empty(),
        RequestState.REFUSED,
        SignerRequestAnswer.KEY_REFUSED);
    assertThat(tasks(START.plus(DAY)))
        .containsExactly(
            new RenewalTask.Ask(
                SIGNATURE, "signature-g1-ocsp-node-1-2", SCHEME, true, Optional.empty()),
            new RenewalTask.Destroy("signature-g1-ocsp-node-1-1"));
  }

  @Test
  void tasks_newerKeyAnswersForADay_olderOneIsDestroyed() {
    own("ocsp-signature-g1", START.minus(Duration.ofDays(7)));
    own("signature-g1-ocsp-node-1-1", START);
    Instant dayLater = START.plus(DAY).minus(Duration.ofHours(1));
    assertThat(tasks(dayLater.minusMillis(1))).isEmpty();
    assertThat(tasks(dayLater)).containsExactly(new RenewalTask.Destroy("ocsp-signature-g1"));
  }

  @Test
  void tasks_newerKeyIsNotHere_olderOneStays() {
    own("signature-g1-ocsp-node-1-1", START.minus(Duration.ofDays(3)));
    signer("signature-g1-ocsp-node-1-2", Optional.of("node-1"), 1, START.minus(DAY));
    assertThat(tasks(START.plus(Duration.ofHours(2)))).isEmpty();
  }

  /** Another server with the same token sees to its own. */
  @Test
  void tasks_keysOfAnotherResponder_areLeftAloneAndUsedAsLongAsTheyAreRenewed() {
    signer("signature-g1-ocsp-node-2-1", Optional.of("node-2"), 1, START);
    labels.add("signature-g1-ocsp-node-2-1");
    Instant half = START.plus(Duration.ofDays(8));
    assertThat(tasks(half)).isEmpty();
    assertThat(ask(half.plus(Duration.ofDays(3))).label()).isEqualTo("signature-g1-ocsp-node-1-1");
    signer("signature-g1-ocsp-node-2-2", Optional.of("node-2"), 1, half);
    labels.add("signature-g1-ocsp-node-2-2");
    assertThat(tasks(half.plus(Duration.ofDays(3)))).isEmpty();
  }

  @Test
  void tasks_generationEndsWithItsSigner_noneUntilItsKeyIsOfNoUse() {
    SignerFact last = own("signature-g1-ocsp-node-1-1", START);
    issuers.set(
        0,
        new IssuerFact(
            1,
            SIGNATURE.issuer(),
            SIGNATURE.notBefore(),
            last.notAfter(),
            SIGNATURE.scheme(),
            false));
    assertThat(tasks(last.notAfter())).isEmpty();
    assertThat(tasks(last.notAfter().plus(DAY))).isEmpty();
    assertThat(tasks(last.notAfter().plus(DAY).plusMillis(1)))
        .containsExactly(new RenewalTask.Destroy("signature-g1-ocsp-node-1-1"));
  }

  /** Nothing is asked for in its name, and its key goes when its last certificate has ended. */
  @Test
  void tasks_generationIsRetired_noneUntilItsKeyIsOfNoUse() {
    SignerFact last = own("signature-g1-ocsp-node-1-1", START);
    issuers.set(
        0,
        new IssuerFact(
            1,
            SIGNATURE.issuer(),
            SIGNATURE.notBefore(),
            SIGNATURE.notAfter(),
            SIGNATURE.scheme(),
            true));
    assertThat(tasks(START.plus(Duration.between(START, last.notAfter()).dividedBy(2)).plus(DAY)))
        .isEmpty();
    assertThat(tasks(last.notAfter().plus(DAY))).isEmpty();
    assertThat(tasks(last.notAfter().plus(DAY).plusMillis(1)))
        .containsExactly(new RenewalTask.Destroy("signature-g1-ocsp-node-1-1"));
  }

  @Test
  void tasks_longOff_newestKeyVouchesThoughItsCertificateHasEnded() {
    SignerFact old = own("signature-g1-ocsp-node-1-1", START);
    assertThat(ask(START.plus(Duration.ofDays(500))).endorser()).contains(old);
  }

  @Test
  void labels_ofLongNames_haveTheLengthOfALabelAndDiffer() {
    Issuer longest = new Issuer(Authority.USER_IDENTIFICATION, 255);
    String one = new KeyLabels("ocsp.validation.example.go.jp").label(longest, 999_999_999);
    String other = new KeyLabels("ocsp.validation.example.or.jp").label(longest, 999_999_999);
    assertThat(one).hasSizeLessThanOrEqualTo(64).isNotEqualTo(other);
    assertThat(new KeyLabels("ocsp.validation.example.go.jp").number(longest, one))
        .hasValue(999_999_999);
    assertThat(new KeyLabels("node").number(longest, "user-identification-g255-ocsp-node-1-7"))
        .isEmpty();
  }
}
