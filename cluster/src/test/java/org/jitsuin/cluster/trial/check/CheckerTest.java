package org.jitsuin.cluster.trial.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is broken in each way in which a cluster could, one at a time, and nothing else. */
class CheckerTest {
  private static final String SIGNATURE = TrialForTests.SIGNATURE;

  private final TrialForTests trial = new TrialForTests();

  @Test
  void check_trialThatWentWell_findsNothing() {
    assertThat(trial.check()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.jitsuin.cluster.trial.check.BrokenTrials#all")
  void check_brokenTrial_isFound(
      String what, String rule, List<String> also, Consumer<TrialForTests> change) {
    change.accept(trial);

    assertThat(trial.check())
        .as(what)
        .extracting(Finding::rule)
        .contains(rule)
        .allMatch(found -> found.equals(rule) || also.contains(found));
  }

  /** At the last moment at which it may be said: what a responder knew a limit ago. */
  @Test
  void check_answersOnTheLimit_mayBe() {
    trial.answer(SIGNATURE, 360_000, Status.GOOD);
    trial.answer(SIGNATURE, 299_995, Status.REVOKED);

    assertThat(trial.check()).isEmpty();
  }
}
