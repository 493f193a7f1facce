package org.jitsuin.cluster.trial.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrlRuleTest {
  private static final Trouble WRONG_CLOCK = new Trouble("wrong-clock", "app-1", 1_000, 60_000);
  private static final Trouble KILL = new Trouble("kill-server", "app-1", 1_000, 60_000);

  private static Seen.Crl crl(long number, long thisUpdate) {
    return new Seen.Crl(
        "app-1", number, "signature/1", number, thisUpdate, "hash-" + number, Set.of());
  }

  private static List<Finding> findings(Trouble trouble, long earlier) {
    History history =
        new History(
            List.of(), List.of(crl(1, 200_000), crl(2, 200_000 - earlier)), List.of(trouble));
    return new CrlRule().check(history, List.of()).toList();
  }

  /** What nobody believes yet must be replaced; but not by what is older than that explains. */
  @ParameterizedTest
  @CsvSource({"90000, 0", "95000, 0", "95001, 1"})
  void check_clockThatWasWrong_mayBeRightAgain(long earlier, int found) {
    assertThat(findings(WRONG_CLOCK, earlier)).hasSize(found);
  }

  @Test
  void check_otherTrouble_noTimeGoesBack() {
    assertThat(findings(KILL, 1)).hasSize(1);
  }
}
