package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jitsuin.ca.application.RandomDesk.Act;
import org.jitsuin.ca.application.RandomDesk.Step;

/** What holds at every desk, whoever does what in which order. */
class ApplicationRulesPropertyTest {
  private static final Set<String> SUPERVISORS = Set.of("one", "other");

  /** What is carried out under dual control was approved as it is, by who brought none of it. */
  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void steps_ofSeveralPeople_carryOutWhatWasApproved(
      @ForAll("steps") List<Step> steps, @ForAll boolean demanded) {
    RandomDesk desk = new RandomDesk(demanded);
    steps.forEach(desk::take);
    for (String what : List.of("extended", "approved", "completed", "completed by two")) {
      Statistics.label(what)
          .collect(desk.reached().contains(what))
          .coverage(coverage -> coverage.check(true).percentage(share -> share >= 4));
    }
  }

  /** One credential alone brings nothing about, however it goes about it. */
  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void steps_ofOnePersonUnderDualControl_carryOutNothing(
      @ForAll("steps") List<Step> steps, @ForAll("people") String person) {
    RandomDesk desk = new RandomDesk(true);
    steps.stream()
        .filter(step -> step.act() != Act.TOGGLE)
        .map(step -> by(person, step.act(), step.which(), step.brings()))
        .forEach(desk::take);
    assertThat(desk.reached()).isSubsetOf("extended");
  }

  @Provide
  Arbitrary<String> people() {
    return Arbitraries.of("clerk", "one", "other");
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts =
        Arbitraries.frequency(
            Tuple.of(1, Act.ENTER),
            Tuple.of(6, Act.EXTEND),
            Tuple.of(6, Act.APPROVE),
            Tuple.of(6, Act.COMPLETE),
            Tuple.of(1, Act.REFUSE),
            Tuple.of(1, Act.TOGGLE));
    return Combinators.combine(
            people(),
            acts,
            Arbitraries.integers().between(0, 1),
            Arbitraries.of("", "", "k", "c", "kc", "w", "kw"))
        .as(ApplicationRulesPropertyTest::by)
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  private static Step by(String person, Act act, int which, String brings) {
    return new Step(person, SUPERVISORS.contains(person), act, which, brings);
  }
}
