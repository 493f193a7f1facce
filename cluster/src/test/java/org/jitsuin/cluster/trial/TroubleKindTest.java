package org.jitsuin.cluster.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleKindTest {
  @Test
  void parse_ids_areKindsInTheirOrder() {
    assertThat(TroubleKind.parse("slow-node,kill-writer,slow-node"))
        .containsExactly(TroubleKind.SLOW_NODE, TroubleKind.KILL_WRITER, TroubleKind.SLOW_NODE);
    assertThat(TroubleKind.parse("")).isEmpty();
  }

  @Test
  void parse_everyId_isUnderstood() {
    List<TroubleKind> all = Arrays.asList(TroubleKind.values());

    assertThat(
            TroubleKind.parse(all.stream().map(TroubleKind::id).collect(Collectors.joining(","))))
        .isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kill-writr", "KILL_WRITER", "kill-writer,", "kill-writer slow-node", " "})
  void parse_anythingElse_namesWhatThereIs(String ids) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TroubleKind.parse(ids))
        .withMessageContaining("kill-all-lose-one");
  }

  @Test
  void schedule_twoRounds_haveEachKindTwice() {
    int kinds = TroubleKind.values().length;
    List<TroubleKind> schedule = TroubleKind.schedule(new Random(7), 2 * kinds);

    assertThat(schedule.subList(0, kinds)).containsExactlyInAnyOrder(TroubleKind.values());
    assertThat(schedule.subList(kinds, 2 * kinds)).containsExactlyInAnyOrder(TroubleKind.values());
    assertThat(TroubleKind.schedule(new Random(7), 2 * kinds)).isEqualTo(schedule);
  }
}
