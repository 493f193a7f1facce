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
  /**
   * In how many of a thousand lives each of these must come about, so that the rest means much: so
   * few that 1,500 lives by chance never have less.
   */
  private static final Map<String, Integer> EXPECTED =
      Map.ofEntries(
          Map.entry("SUSPENDED", 200),
          Map.entry("restored", 20),
          Map.entry("suspension-lifted", 8),
          Map.entry("hold-expired", 20),
          Map.entry("hold became revocation", 80),
          Map.entry("amended", 30),
          Map.entry("COMPROMISE_OF_EXPIRED", 10),
          Map.entry("REVOCATION_NOT_AMENDED", 6),
          Map.entry("renewed", 25),
          Map.entry("card renewed", 50),
          Map.entry("replaced", 200),
          Map.entry("EXTENDED", 100),
          Map.entry("SHORTENED", 140),
          Map.entry("EXTENSION_USED", 30),
          Map.entry("IDENTITY_CHECK_INSUFFICIENT", 120),
          Map.entry("RESIDENT_NOT_CONFIRMED", 20),
          Map.entry("RESIDENT_DIFFERS", 11),
          Map.entry("confirmed", 100),
          Map.entry("differs", 40),
          Map.entry("planned", 260),
          Map.entry("abroad", 90),
          Map.entry("removed", 60),
          Map.entry("dead", 25),
          Map.entry("resident-data-changed", 70),
          Map.entry("departure", 12),
          Map.entry("record-error", 10),
          Map.entry("card-ended", 60),
          Map.entry("RENEWAL_WINDOW_NOT_OPEN", 50));

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
    EXPECTED.forEach((what, perMille) ->
        Statistics.label(what)
            .collect(reached.contains(what))
            .coverage(
                coverage -> coverage.check(true).percentage(share -> share * 10 >= perMille)));
  }
}
