package org.jitsuin.ca.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ResponderDouble;
import org.jitsuin.ca.testing.ResponderDouble.Asked;
import org.jitsuin.ca.testing.ResponderDouble.Endorser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A responder with a token of its own, which no ceremony reached. */
@Tag("stack")
class RespondersTest {
  private final CaFixture ca = CaFixture.started();
  private final Responders responders = ca.service().queries().responders();
  private final StaffMember operator = ca.staff("operator");
  private final StaffMember operator2 = ca.staff("operator2");
  private final ResponderDouble fresh = ResponderDouble.unknown(ca);

  @AfterEach
  void end() {
    ResponderDouble.cleanUp(ca);
    ca.close();
  }

  private Outcome<ResponderView> propose(StaffMember who, Fingerprint key) {
    return view(responders.propose(who, CaFixture.request(who), fresh.name(), key));
  }

  private Outcome<ResponderView> approve(StaffMember who, Fingerprint key) {
    return view(responders.approve(who, CaFixture.request(who), fresh.name(), key));
  }

  private Outcome<ResponderView> withdraw(StaffMember who) {
    return view(responders.withdraw(who, CaFixture.request(who), fresh.name(), "sold"));
  }

  private static Outcome<ResponderView> view(Outcome<Answered<Responders.Responder>> outcome) {
    return outcome.map(Answered::result).map(ResponderView::of);
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private int round() {
    return ca.certifySigners().round();
  }

  /** Admits it with a first key, and returns what vouches for the next ones. */
  private Endorser admitted() {
    Asked asked = fresh.ask(1, Optional.empty());
    round();
    done(propose(operator, asked.hash()));
    done(approve(operator2, asked.hash()));
    assertThat(round()).isOne();
    return fresh.certified(1, asked);
  }

  @Test
  void admission_twoOperatorsAgreeToTheKey_isCertifiedAtOnce() {
    Asked asked = fresh.ask(1, Optional.empty());
    assertThat(round()).isZero();
    assertThat(fresh.outcome(asked)).isEqualTo("open awaits-admission");
    ResponderView seen = done(responders.read(fresh.name()).map(ResponderView::of));
    assertThat(seen.state()).isEqualTo("unknown");
    assertThat(seen.requests())
        .extracting(ResponderView.RequestView::key)
        .containsExactly(asked.hash().toString());
    assertThat(ca.signerWatch().waiting()).containsKey(fresh.name());
    assertThat(ca.signerWatch().census().waiting()).isOne();

    done(propose(operator, asked.hash()));
    assertThat(code(approve(operator, asked.hash()))).isEqualTo(RefusalCode.SAME_PERSON);
    Fingerprint another = Fingerprint.of(new byte[] {1});
    assertThat(code(approve(operator2, another))).isEqualTo(RefusalCode.NOTHING_PROPOSED);
    assertThat(round()).isZero();
    ResponderView admitted = done(approve(operator2, asked.hash()));
    assertThat(admitted.state()).isEqualTo("admitted");
    assertThat(admitted.proposal().approvedBy()).isEqualTo(operator2.person());
    assertThat(code(approve(operator2, asked.hash()))).isEqualTo(RefusalCode.NOTHING_PROPOSED);

    assertThat(round()).isOne();
    assertThat(fresh.outcome(asked)).isEqualTo("certified");
    ResponderView after = done(responders.read(fresh.name()).map(ResponderView::of));
    assertThat(after.proposal()).isNull();
    assertThat(after.signers())
        .singleElement()
        .satisfies(signer -> {
          assertThat(signer.authority()).isEqualTo("signature");
          assertThat(signer.revoked()).isFalse();
        });
    // The key that was admitted is used up: by its certificate it vouches for the next ones.
    Asked next = fresh.ask(2, Optional.of(fresh.certified(1, asked)));
    assertThat(round()).isOne();
    assertThat(fresh.outcome(next)).isEqualTo("certified");
  }

  @Test
  void admission_beforeItAsks_isCertifiedWhenItDoes() {
    SoftwareKey key = SoftwareKey.generate(ResponderDouble.SCHEME);
    Fingerprint hash = Fingerprint.of(key.publicKey().getEncoded());
    done(propose(operator, hash));
    done(approve(operator2, hash));
    Asked other = fresh.ask(1, Optional.empty());
    assertThat(round()).isZero();
    assertThat(fresh.outcome(other)).isEqualTo("open awaits-admission");
    Asked asked = fresh.ask(2, key, Optional.empty());
    assertThat(round()).isOne();
    assertThat(fresh.outcome(asked)).isEqualTo("certified");
  }

  @Test
  void waiting_nobodyAdmitsItForADay_isRefusedAndMayBeAskedAgain() {
    Asked asked = fresh.ask(1, Optional.empty());
    round();
    ca.clock().advance(Duration.ofDays(1).plusMinutes(1));
    round();
    assertThat(fresh.outcome(asked)).isEqualTo("refused not-admitted");
    Asked again = fresh.ask(1, asked.key(), Optional.empty());
    round();
    assertThat(fresh.outcome(again)).isEqualTo("open awaits-admission");
  }

  @Test
  void withdrawal_byOneOperator_nothingIsCertifiedUntilTwoSaySo() {
    Endorser first = admitted();
    ResponderView withdrawn = done(withdraw(operator));
    assertThat(withdrawn.state()).isEqualTo("withdrawn");
    assertThat(withdrawn.signers()).hasSize(1);
    assertThat(code(withdraw(operator))).isEqualTo(RefusalCode.OCSP_RESPONDER_NOT_ADMITTED);
    assertThat(ca.signerWatch().census().withdrawn()).isOne();
    Asked asked = fresh.ask(1, Optional.of(first));
    assertThat(round()).isZero();
    assertThat(fresh.outcome(asked)).isEqualTo("refused withdrawn");
    Asked alone = fresh.ask(1, Optional.empty());
    assertThat(round()).isZero();
    assertThat(fresh.outcome(alone)).isEqualTo("open awaits-admission");

    done(propose(operator2, alone.hash()));
    ResponderView anew = done(approve(operator, alone.hash()));
    assertThat(anew.admission()).isEqualTo(2);
    assertThat(round()).isOne();
    // What was certified before the withdrawal vouches no more.
    Asked old = fresh.ask(2, Optional.of(first));
    assertThat(round()).isZero();
    assertThat(fresh.outcome(old)).isEqualTo("refused not-endorsed");
  }

  /** What two operators agreed to before it was withdrawn holds no more. */
  @Test
  void withdrawal_ofOneThatHasNotAskedYet_takesItsAdmissionAway() {
    Asked asked = fresh.ask(1, Optional.empty());
    done(propose(operator, asked.hash()));
    done(approve(operator2, asked.hash()));
    done(withdraw(operator));
    assertThat(round()).isZero();
    assertThat(fresh.outcome(asked)).isEqualTo("open awaits-admission");
  }

  @Test
  void all_showsThoseThatAreKnownProposedOrAsk() {
    fresh.ask(1, Optional.empty());
    List<String> names = responders.all().stream().map(Responders.Responder::name).toList();
    assertThat(names).contains("test", fresh.name());
    assertThat(code(responders.read("nobody"))).isEqualTo(RefusalCode.OCSP_RESPONDER_UNKNOWN);
  }
}
