package org.jitsuin.cluster.trial.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private final List<Act> acts = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();

  private void done(String server, long end) {
    acts.add(
        new Act(ActKind.REGISTER, "k", "R", server, end - 5, end, Outcome.OK, "a", Map.of(), 1));
  }

  private Map<String, Duration> worst(long end) {
    return Recovery.worst(new History(acts, List.of(), troubles), end);
  }

  @Test
  void worst_ofTwoOfAKind_isTheLonger() {
    troubles.add(new Trouble("kill-writer", "db-1", 1_000, 2_000));
    troubles.add(new Trouble("kill-writer", "db-2", 20_000, 21_000));
    done("app-1", 990);
    done("app-1", 4_000);
    done("app-1", 4_100);
    done("app-2", 19_000);
    done("app-2", 27_000);
    done("app-2", 29_500);

    assertThat(worst(30_000)).containsExactly(Map.entry("kill-writer", Duration.ofMillis(14_900)));
  }

  /** Whoever asks the others is told. */
  @Test
  void worst_ofAServer_isThatOfTheOthers() {
    troubles.add(new Trouble("kill-server", "app-1", 1_000, 2_000));
    done("app-2", 1_300);
    done("app-1", 9_000);
    done("app-2", 9_500);

    assertThat(worst(9_600)).containsEntry("kill-server", Duration.ofMillis(8_200));
  }

  @Test
  void worst_nothingDoneAnyMore_isTheRest() {
    troubles.add(new Trouble("kill-all", "db", 1_000, 2_000));

    assertThat(worst(61_000)).containsEntry("kill-all", Duration.ofMinutes(1));
  }

  /** From the first try; who asked the victim first waits longer, and is not meant. */
  @Test
  void slowest_actOfAnother_isMeasuredFromItsFirstTry() {
    troubles.add(new Trouble("kill-server", "app-1", 1_000, 9_000));
    tried("a", "app-2", 900, 950, Outcome.UNKNOWN);
    tried("a", "app-2", 2_000, 3_400, Outcome.OK);
    tried("b", "app-1", 1_100, 21_100, Outcome.UNKNOWN);
    tried("b", "app-2", 21_200, 21_300, Outcome.OK);
    tried("c", "app-2", 9_100, 30_000, Outcome.OK);

    assertThat(Recovery.slowest(new History(acts, List.of(), troubles)))
        .containsExactly(Map.entry("kill-server", Duration.ofMillis(2_500)));
  }

  private void tried(String key, String server, long begin, long end, Outcome outcome) {
    acts.add(new Act(ActKind.REGISTER, key, "R", server, begin, end, outcome, "a", Map.of(), 1));
  }
}
