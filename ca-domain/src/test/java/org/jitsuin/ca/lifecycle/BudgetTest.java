package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.RandomLife.Person;
import org.jitsuin.ca.lifecycle.RandomLife.Step;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.outcome.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which budget acts are taken from, and that nothing is ended beside them. */
class BudgetTest extends RandomLives {
  private static final int EX_OFFICIO = 1;
  private static final int REQUESTED = 1;

  private static Optional<Budget> budget(Life life, Command command) {
    return Budget.of(command, life.done(command));
  }

  private static Command revoke(Life life, RevocationCause cause) {
    return Acts.revoke(life.signature(), cause);
  }

  static Stream<Arguments> acts() {
    Life ending = Acts.served(Acts.policy(Policy.LiftOfSignature.REVOKED, Optional.empty()));
    ending.done(Acts.suspend(ending));
    Life held = Acts.served();
    held.done(Acts.suspend(held));
    return Stream.of(
        ground(RevocationCause.HOLDER_REQUEST, Budget.REQUESTED),
        ground(RevocationCause.KEY_COMPROMISE, Budget.REQUESTED),
        ground(RevocationCause.ERRONEOUS_ISSUE, Budget.EX_OFFICIO),
        ground(RevocationCause.EX_OFFICIO, Budget.EX_OFFICIO),
        ground(RevocationCause.DESTROYED_BEFORE_DELIVERY, Budget.EX_OFFICIO),
        charged("replacement", Acts.served(), life -> Acts.replace(life, 2, CardEnd.Cause.LOST)),
        charged(
            "renewal",
            Acts.served().on("2030-01-15"),
            life -> Acts.renew(life, Authority.values())),
        charged("lift that revokes", ending, Acts::lift),
        free("lift that restores", held, Acts::lift),
        free("suspension", Acts.served(), Acts::suspend),
        free("PIN", Acts.served(), life -> Acts.pin(life, PinAct.LOCKED, Optional.empty())),
        free(
            "issue",
            Acts.withCard("1980-02-17", "2025-10-27"),
            life -> Acts.issue(life, Authority.values())),
        free("event", Acts.served(), _ -> Acts.event(EventKind.DIED, "2025-10-27")));
  }

  private static Arguments ground(RevocationCause cause, Budget budget) {
    Function<Life, Command> revocation = life -> revoke(life, cause);
    return Arguments.of(cause.id(), Acts.served(), revocation, Optional.of(budget));
  }

  private static Arguments charged(String name, Life life, Function<Life, Command> command) {
    return Arguments.of(name, life, command, Optional.of(Budget.REQUESTED));
  }

  private static Arguments free(String name, Life life, Function<Life, Command> command) {
    return Arguments.of(name, life, command, Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acts")
  void of_eachAct_isItsBudget(
      String name, Life life, Function<Life, Command> command, Optional<Budget> budget) {
    assertThat(budget(life, command.apply(life))).isEqualTo(budget);
  }

  /** What is so already ends nothing more, but for a compromise that is told of it. */
  @ParameterizedTest
  @MethodSource("again")
  void of_secondRevocation_isChargedWhereItTellsSomethingNew(
      RevocationCause second, Optional<Budget> budget) {
    Life life = Acts.served();
    life.done(revoke(life, RevocationCause.EX_OFFICIO));
    assertThat(budget(life, revoke(life, second))).isEqualTo(budget);
  }

  static Stream<Arguments> again() {
    return Stream.of(
        Arguments.of(RevocationCause.EX_OFFICIO, Optional.empty()),
        Arguments.of(RevocationCause.HOLDER_REQUEST, Optional.empty()),
        Arguments.of(RevocationCause.KEY_COMPROMISE, Optional.of(Budget.REQUESTED)));
  }

  /**
   * Whatever one person asks for, in which order and when: on no day does more that was good end by
   * it than that person's budgets allow.
   */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void spend_anySequenceOfOnePerson_endsNoMoreThanTheBudgets(
      @ForAll("policies") Policy policy,
      @ForAll("people") Person person,
      @ForAll("sequences") List<Step> steps) {
    Life life = new Life(policy, person.resident(), RandomLife.BEGIN, (_, _, _, _) -> {});
    RandomLife random = new RandomLife(life);
    life.ask(Acts.register(0, "2025-10-27"));
    Map<LocalDate, Map<Budget, BudgetUse>> used = new HashMap<>();
    Map<LocalDate, Integer> ended = new HashMap<>();
    boolean braked = false;
    for (Step step : steps) {
      // Many on one day: a day is hardly ever full otherwise.
      life.passTo(step.choice() % 6 == 0 ? random.time(step) : life.now());
      Command command = random.command(step);
      boolean spent = spend(life, command, used.computeIfAbsent(life.today(), _ -> full()));
      braked |= !spent;
      if (spent) {
        Set<String> before = good(life, life.now());
        life.ask(command);
        before.removeAll(good(life, life.now()));
        boolean byPerson = !(command instanceof Command.TakeIn);
        ended.merge(life.today(), byPerson && !before.isEmpty() ? 1 : 0, Integer::sum);
      }
    }
    assertThat(ended.values()).allMatch(acts -> acts <= EX_OFFICIO + REQUESTED);
    Statistics.label("braked")
        .collect(braked)
        .coverage(coverage -> coverage.check(true).percentage(share -> share >= 2));
  }

  private static Map<Budget, BudgetUse> full() {
    return new EnumMap<>(
        Map.of(
            Budget.EX_OFFICIO, new BudgetUse(0, EX_OFFICIO),
            Budget.REQUESTED, new BudgetUse(0, REQUESTED)));
  }

  /** Takes the command from its budget, if it has one; false where nothing is left. */
  private static boolean spend(Life life, Command command, Map<Budget, BudgetUse> budgets) {
    if (!(life.lifeCycle().decide(life.dossier(), command, life.now())
        instanceof Outcome.Done<Decision>(Decision decision))) {
      return true;
    }
    Optional<Budget> budget = Budget.of(command, decision);
    Optional<BudgetUse> after = budget.flatMap(one -> budgets.get(one).spend());
    after.ifPresent(use -> budgets.put(budget.orElseThrow(), use));
    return budget.isEmpty() || after.isPresent();
  }

  /** The cards in force and the certificates that are good or on hold. */
  private static Set<String> good(Life life, Instant now) {
    Set<String> good = new HashSet<>();
    life.dossier().standing().stream()
        .filter(card -> card.inForce(life.today()))
        .forEach(card -> good.add(card.id()));
    life.dossier().live(now).forEach(one -> good.add(Objects.toString(one.serial())));
    return good;
  }
}
