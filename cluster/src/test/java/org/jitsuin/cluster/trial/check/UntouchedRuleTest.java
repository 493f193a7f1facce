package org.jitsuin.cluster.trial.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntouchedRuleTest {
  /** One that was restarted with others may be silent meanwhile, and nobody else. */
  @ParameterizedTest
  @CsvSource({
    "kill-validation, va-1, 0",
    "rolling-restart, 'app-1, app-2, va-1', 0",
    "rolling-restart, 'app-1, app-2', 1",
    "rolling-restart, 'app-1, va-11', 1"
  })
  void check_silence_isExcusedWhereItWasHurtItself(String kind, String victim, int found) {
    History history =
        new History(
            List.of(),
            List.of(new Seen.Silence("va-1", 500_000, 516_000)),
            List.of(new Trouble(kind, victim, 495_000, 520_000)));
    assertThat(new UntouchedRule().check(history, List.of())).hasSize(found);
  }
}
