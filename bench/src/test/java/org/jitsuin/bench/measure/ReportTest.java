package org.jitsuin.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Figure RATE =
      Figure.of("issue.rate", 1400.0, "1/s").withLimit(2000.0).withGoal(new Goal.Ratio(0.70));
  private static final Figure LATENCY = Figure.of("issue.p99", 12.34567, "ms");

  @Test
  void json_ofFigures_isOneObjectOnOneLine() {
    assertThat(new Report(List.of(RATE, LATENCY)).json())
        .isEqualTo(
            "{\"issue.rate\":{\"value\":1400.000,\"unit\":\"1/s\",\"limit\":2000.000,\"ratio\":0.700},"
                + "\"issue.p99\":{\"value\":12.346,\"unit\":\"ms\"}}");
  }

  @Test
  void table_ofFigures_saysWhichGoalsAreReached() {
    List<String> table =
        new Report(
                List.of(
                    RATE,
                    Figure.of("issue.rate", 1399.0, "1/s")
                        .withLimit(2000.0)
                        .withGoal(new Goal.Ratio(0.70)),
                    LATENCY,
                    Figure.of("events.rate", 3000.0, "1/s").withGoal(new Goal.Value(3_000)),
                    Figure.of("events.rate", 2999.9, "1/s").withGoal(new Goal.Value(3_000))))
            .table();

    assertThat(table)
        .containsExactly(
            "  figure                          value  unit          limit   ratio  goal",
            "  issue.rate                      1,400  1/s           2,000    0.70  ✓ ratio ≥ 0.70",
            "  issue.rate                      1,399  1/s           2,000    0.70  ✗ ratio ≥ 0.70",
            "  issue.p99                       12.35  ms",
            "  events.rate                     3,000  1/s                          ✓ ≥ 3,000",
            "  events.rate                     3,000  1/s                          ✗ ≥ 3,000");
  }

  @Test
  void goal_ofRatioWithoutLimit_isNotReached() {
    assertThat(new Goal.Ratio(0.1).isReached(LATENCY)).isFalse();
  }

  @Test
  void figure_ofNothingMeasured_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Figure.of("x", Double.NaN, "1/s"));
    assertThatIllegalArgumentException().isThrownBy(() -> RATE.withLimit(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Figure("x", 1, "1/s", Optional.of(Double.POSITIVE_INFINITY), Optional.empty()));
  }
}
