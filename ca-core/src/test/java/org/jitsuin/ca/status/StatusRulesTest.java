package org.jitsuin.ca.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.ca.log.LogState;
import org.jitsuin.ca.log.WitnessRound.Standing;
import org.jitsuin.ca.status.StatusView.LogView;
import org.jitsuin.ca.status.StatusView.ServiceView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  @Test
  void service_thatSaysNothing_isGoodAndWithNumbersToo() {
    assertThat(StatusRules.service("x", Optional.of(Readiness.ready())).condition())
        .isEqualTo(Condition.GOOD);
    ServiceView numbers =
        StatusRules.service("x", Optional.of(new Readiness(true, Map.of("failing", "0"))));
    assertThat(numbers.condition()).isEqualTo(Condition.GOOD);
    assertThat(numbers.facts()).containsEntry("failing", "0");
    assertThat(numbers.why().why()).isEmpty();
  }

  @Test
  void service_thatWarns_isToBeLookedAfter() {
    ServiceView view =
        StatusRules.service("x", Optional.of(Readiness.ready().warning("it ends soon")));
    assertThat(view.condition()).isEqualTo(Condition.ATTENTION);
    assertThat(view.why().why()).containsExactly("it ends soon");
  }

  @Test
  void service_thatIsNotReadyOrNotHere_isToldApart() {
    assertThat(StatusRules.service("x", Optional.of(Readiness.notReady("no"))).condition())
        .isEqualTo(Condition.FAILING);
    assertThat(StatusRules.service("x", Optional.empty()).condition()).isEqualTo(Condition.UNKNOWN);
  }

  @Test
  void log_signedAMomentAgo_isGood() {
    LogView view = log(new LogState(7, NOW.minusSeconds(2), Optional.empty()), 0, List.of());
    assertThat(view.condition()).isEqualTo(Condition.GOOD);
    assertThat(view.size()).isEqualTo(7);
    assertThat(view.ageSeconds()).isEqualTo(2);
  }

  @Test
  void log_lateOrWithRefusedEntries_isToBeLookedAfter() {
    assertThat(log(new LogState(7, NOW.minusSeconds(31), Optional.empty()), 0, List.of()))
        .extracting(LogView::condition)
        .isEqualTo(Condition.ATTENTION);
    assertThat(log(new LogState(7, NOW, Optional.empty()), 1, List.of()).condition())
        .isEqualTo(Condition.ATTENTION);
  }

  @Test
  void log_thatIsContradicted_fails() {
    Fault fault = new Fault(FaultCode.INTEGRITY_VIOLATED, "another root");
    LogView view = log(new LogState(7, NOW, Optional.of(fault)), 0, List.of());
    assertThat(view.condition()).isEqualTo(Condition.FAILING);
    assertThat(view.why().why()).anyMatch(why -> why.contains("another root"));
  }

  @Test
  void log_beforeTheFirstLook_isUnknown() {
    LogView view = log(new LogState(0, Instant.EPOCH, Optional.empty()), 0, List.of());
    assertThat(view.condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(view.size()).isNull();
  }

  @Test
  void log_withAWitnessThatDoesNotCosign_isToBeLookedAfter() {
    Standing works = new Standing("w1", 5, Optional.of(NOW), Optional.empty());
    Standing fails = new Standing("w2", 0, Optional.of(NOW), Optional.of("status 500"));
    LogView view = log(new LogState(7, NOW, Optional.empty()), 0, List.of(works, fails));
    assertThat(view.condition()).isEqualTo(Condition.ATTENTION);
    assertThat(view.witnesses())
        .extracting(witness -> witness.condition())
        .containsExactly(Condition.GOOD, Condition.ATTENTION);
  }

  private static LogView log(LogState state, long refused, List<Standing> witnesses) {
    return StatusRules.log(state, refused, witnesses, NOW);
  }

  @ParameterizedTest
  @CsvSource({"61, GOOD", "59, ATTENTION", "1, ATTENTION", "0, FAILING", "-1, FAILING"})
  void end_byDaysThatAreLeft_isJudged(int days, Condition condition) {
    assertThat(StatusRules.end(Duration.ofDays(days))).isEqualTo(condition);
  }

  @Test
  void clock_movedByMoreThanASecond_isTold() {
    assertThat(StatusRules.clock(NOW, NOW.plusMillis(900)).moved()).isFalse();
    assertThat(StatusRules.clock(NOW, NOW.plusSeconds(86_400)).condition())
        .isEqualTo(Condition.ATTENTION);
  }

  @Test
  void waiting_whatHasTimeUntilMonday_isGood() {
    assertThat(waiting(0, Duration.ofDays(3), 0)).isEqualTo(Condition.GOOD);
    assertThat(waiting(1, Duration.ZERO, 0)).isEqualTo(Condition.ATTENTION);
    assertThat(waiting(0, Duration.ofDays(5), 0)).isEqualTo(Condition.ATTENTION);
    assertThat(waiting(0, Duration.ZERO, 2)).isEqualTo(Condition.ATTENTION);
  }

  private static Condition waiting(long holds, Duration behind, long responders) {
    return StatusRules.waiting(new Sources.Waiting(holds, 0, 0, 0, behind), Optional.of(responders))
        .condition();
  }

  @Test
  void worst_ofSeveral_isWhatSomebodyMustLookAtFirst() {
    assertThat(Condition.worst(Stream.of())).isEqualTo(Condition.GOOD);
    assertThat(Condition.worst(Stream.of(Condition.UNKNOWN, Condition.GOOD)))
        .isEqualTo(Condition.UNKNOWN);
    assertThat(Condition.worst(Stream.of(Condition.FAILING, Condition.ATTENTION)))
        .isEqualTo(Condition.FAILING);
  }

  /** What is said here is said in both languages, and with the same figures. */
  @Test
  void reasons_ofEveryPart_areSaidInJapaneseToo() {
    Why why =
        StatusRules.waiting(new Sources.Waiting(7, 0, 0, 0, Duration.ofDays(9)), Optional.of(3L))
            .why();
    assertThat(why.why()).hasSize(3);
    assertThat(why.whyJa())
        .hasSize(3)
        .zipSatisfy(
            List.of("7", "3", "9"),
            (sentence, figure) -> assertThat(sentence).contains(figure).containsPattern("[ぁ-ん]"));
  }
}
