package org.jitsuin.ca.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.jitsuin.base.model.Bytes;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void then_done_goesOn() {
    assertThat(Outcome.done(20).then(n -> Outcome.done(n + 1))).isEqualTo(Outcome.done(21));
    assertThat(Outcome.done(20).then(_ -> Outcome.refused(RefusalCode.CARD_UNKNOWN)))
        .isEqualTo(Outcome.refused(RefusalCode.CARD_UNKNOWN));
  }

  @Test
  void then_refusedOrRepeated_staysWhatItIs() {
    Outcome<Integer> refused = Outcome.refused(RefusalCode.CARD_EXPIRED, "2025-10-27");
    assertThat(refused.<String>then(_ -> Outcome.done("never")))
        .isEqualTo(
            new Outcome.Refused<String>(new Refusal(RefusalCode.CARD_EXPIRED, "2025-10-27")));
    Bytes answer = Bytes.of(new byte[] {1});
    assertThat(new Outcome.Repeated<Integer>(answer).<String>then(_ -> Outcome.done("never")))
        .isEqualTo(new Outcome.Repeated<String>(answer));
  }

  @Test
  void map_done_changesTheResultAndNothingElse() {
    assertThat(Outcome.done(20).map(n -> "n" + n)).isEqualTo(Outcome.done("n20"));
    Bytes answer = Bytes.of(new byte[] {1});
    assertThat(new Outcome.Repeated<Integer>(answer).map(n -> "n" + n))
        .isEqualTo(new Outcome.Repeated<String>(answer));
    Outcome<Integer> refused = Outcome.refused(RefusalCode.CARD_EXPIRED);
    assertThat(refused.map(n -> "n" + n)).isEqualTo(Outcome.refused(RefusalCode.CARD_EXPIRED));
  }
}
