package org.jitsuin.ca.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jitsuin.ca.lifecycle.RandomLife.Person;
import org.jitsuin.ca.lifecycle.RandomLife.Step;

/** What holds in every life, whoever is asked for what, in which order and when. */
class LifeCyclePropertyTest extends RandomLives {
  /** In how many of a hundred lives each of these must come about, so that the rest means much. */
  private static final Map<String, Integer> EXPECTED =
      Map.ofEntries(
          Map.entry("SUSPENDED", 20),
          Map.entry("restored", 2),
          Map.entry("suspension-lifted", 1),
          Map.entry("hold-expired", 2),
          Map.entry("hold became revocation", 8),
          Map.entry("amended", 3),
          Map.entry("COMPROMISE_OF_EXPIRED", 1),
          Map.entry("REVOCATION_NOT_AMENDED", 1),
          Map.entry("renewed", 3),
          Map.entry("card renewed", 5),
          Map.entry("replaced", 20),
          Map.entry("EXTENDED", 10),
          Map.entry("SHORTENED", 14),
          Map.entry("EXTENSION_USED", 3),
          Map.entry("IDENTITY_CHECK_INSUFFICIENT", 12),
          Map.entry("RESIDENT_NOT_CONFIRMED", 2),
          Map.entry("RESIDENT_DIFFERS", 2),
          Map.entry("confirmed", 10),
          Map.entry("differs", 4),
          Map.entry("planned", 26),
          Map.entry("abroad", 9),
          Map.entry("removed", 6),
          Map.entry("dead", 3),
          Map.entry("resident-data-changed", 7),
          Map.entry("departure", 2),
          Map.entry("record-error", 1),
          Map.entry("card-ended", 6),
          Map.entry("RENEWAL_WINDOW_NOT_OPEN", 5));

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void decide_anySequence_keepsTheInvariants(
      @ForAll("policies") Policy policy,
      @ForAll("people") Person person,
      @ForAll("sequences") List<Step> steps,
      @ForAll boolean serverSleeps) {
    Invariants invariants = new Invariants();
    Life life = new Life(policy, person.resident(), RandomLife.BEGIN, invariants);
    invariants.of(life);
    RandomLife random = new RandomLife(life);
    life.ask(Acts.register(0, "2025-10-27"));
    for (Step step : steps) {
      if (serverSleeps) {
        life.sleepTo(random.time(step));
      } else {
        life.passTo(random.time(step));
      }
      invariants.settled();
      life.ask(random.command(step));
      invariants.settled();
    }
    count(invariants.reached());
  }

  private static void count(Set<String> reached) {
    EXPECTED.forEach((what, percent) ->
        Statistics.label(what)
            .collect(reached.contains(what))
            .coverage(coverage -> coverage.check(true).percentage(share -> share >= percent)));
  }
}
