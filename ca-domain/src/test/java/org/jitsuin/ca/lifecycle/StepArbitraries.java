package org.jitsuin.ca.lifecycle;

import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Policy.Amendment;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.lifecycle.RandomLife.Act;
import org.jitsuin.ca.lifecycle.RandomLife.Event;
import org.jitsuin.ca.lifecycle.RandomLife.Jump;
import org.jitsuin.ca.lifecycle.RandomLife.Person;
import org.jitsuin.ca.lifecycle.RandomLife.Step;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;

/** Random people, policies and sequences of what is asked for them. */
final class StepArbitraries {
  private static final Set<Authority> BOTH = EnumSet.allOf(Authority.class);
  private static final int LONGEST = 60;
  private static final long DAY = 86_400_000;

  private StepArbitraries() {}

  static Arbitrary<Policy> policies() {
    return Combinators.combine(
            Arbitraries.of(LeapDayRule.class),
            Arbitraries.of(LiftOfSignature.class),
            Arbitraries.of(Period.ofDays(10), Period.ofMonths(6)).optional(0.4),
            Arbitraries.of(Amendment.TOLD, Amendment.TOLD, Amendment.TOLD, Amendment.RECORDED),
            Arbitraries.of(RegisterConfirmation.class))
        .as((leapDay, lift, ends, amendment, confirmation) ->
            new Policy(new ValidityRules(leapDay), lift, ends, amendment, confirmation));
  }

  /**
   * Every age, one in seven born on a leap day and one on a day that is not wholly known; one in
   * three with a period of stay, six in seven confirmed by the register.
   */
  static Arbitrary<Person> people() {
    Arbitrary<BirthDate> births =
        Arbitraries.frequencyOf(
            Tuple.of(5, days("1925-01-01", "2025-10-27").map(BirthDate::of)),
            Tuple.of(
                1,
                Arbitraries.integers().between(0, 24).map(n -> new BirthDate(1928 + 4 * n, 2, 29))),
            Tuple.of(
                1,
                Arbitraries.of("1947-00-00", "1988-05-00", "2012-02-00", "0000-00-00")
                    .map(BirthDate::parse)));
    return Combinators.combine(
            births,
            stays().optional(0.35),
            Arbitraries.of(true, false, false, false, false),
            Arbitraries.of(true, true, true, true, true, true, false))
        .as(Person::new);
  }

  private static Arbitrary<LocalDate> days(String from, String to) {
    return Arbitraries.longs()
        .between(LocalDate.parse(from).toEpochDay(), LocalDate.parse(to).toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  private static Arbitrary<Stay> stays() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            4,
            days("2026-01-01", "2034-12-31")
                .map(until -> new Stay(Stay.Status.OTHER, Optional.of(until)))),
        Tuple.of(1, Arbitraries.just(new Stay(Stay.Status.PERMANENT_RESIDENT, Optional.empty()))));
  }

  static Arbitrary<List<Step>> sequences() {
    Arbitrary<Step> steps =
        Combinators.combine(acts(), jumps(), kinds(), checks(), choices(), events())
            .as(StepArbitraries::step);
    return steps
        .list()
        .ofMinSize(1)
        .ofMaxSize(LONGEST)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Integer> choices() {
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .withDistribution(RandomDistribution.uniform());
  }

  /** Renewals come in the window more often than by chance. */
  private static Step step(
      Act act, Jump jump, Set<Authority> kinds, IdentityCheck check, int choice, Event event) {
    boolean window = (act == Act.RENEW || act == Act.RENEW_CARD) && choice % 4 != 0;
    return new Step(window ? Jump.toWindow() : jump, act, kinds, check, choice, event);
  }

  /** One in ten anything; the others such as suffice, most of them for a child as well. */
  static Arbitrary<IdentityCheck> checks() {
    Arbitrary<IdentityCheck> any =
        Combinators.combine(
                Arbitraries.of(IdentityCheck.Person.class).set().ofMinSize(1),
                Arbitraries.of(IdentityCheck.Document.class).set().ofMinSize(1).ofMaxSize(3))
            .as(IdentityCheck::new);
    return Arbitraries.frequencyOf(
        Tuple.of(1, any),
        Tuple.of(1, Arbitraries.just(Acts.HOLDER)),
        Tuple.of(8, Arbitraries.just(Acts.BOTH)));
  }

  private static Arbitrary<Act> acts() {
    return Arbitraries.frequency(
        Tuple.of(4, Act.REGISTER),
        Tuple.of(14, Act.ISSUE),
        Tuple.of(5, Act.RENEW),
        Tuple.of(2, Act.RENEW_CARD),
        Tuple.of(3, Act.REPLACE),
        Tuple.of(4, Act.EXTEND),
        Tuple.of(5, Act.EXTEND_SPECIALLY),
        Tuple.of(4, Act.SUSPEND),
        Tuple.of(4, Act.LIFT),
        Tuple.of(2, Act.REVOKE),
        Tuple.of(1, Act.PIN),
        Tuple.of(9, Act.EVENT));
  }

  private static Arbitrary<Set<Authority>> kinds() {
    return Arbitraries.of(
        BOTH, BOTH, Set.of(Authority.SIGNATURE), Set.of(Authority.USER_IDENTIFICATION));
  }

  /** From milliseconds to years. */
  private static Arbitrary<Jump> jumps() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(0, 5_000)),
            Tuple.of(3, Arbitraries.longs().between(0, 3 * DAY)),
            Tuple.of(3, Arbitraries.longs().between(0, 120).map(days -> days * DAY)),
            Tuple.of(1, Arbitraries.longs().between(0, 900).map(days -> days * DAY)))
        .map(Jump::millis);
  }

  /** Death and removal are rare enough for lives to be long. */
  private static Arbitrary<Event> events() {
    Arbitrary<EventKind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of(EventKind.class)),
            Tuple.of(12, Arbitraries.of(EventKind.ADDRESS_CHANGED, EventKind.NAME_CHANGED)),
            Tuple.of(4, Arbitraries.of(EventKind.ENTERED, EventKind.DEPARTED_CONTINUING)),
            Tuple.of(2, Arbitraries.of(EventKind.CONFIRMED)),
            Tuple.of(1, Arbitraries.of(EventKind.RECORD_ERROR)),
            Tuple.of(12, Arbitraries.of(EventKind.STAY_CHANGED)));
    return Combinators.combine(
            kinds,
            Arbitraries.of(true, false, false),
            Arbitraries.integers().between(-60, 60),
            Arbitraries.integers().between(0, 3),
            choices())
        .as(Event::new);
  }
}
