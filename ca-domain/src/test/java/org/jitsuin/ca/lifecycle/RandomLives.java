package org.jitsuin.ca.lifecycle;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import org.jitsuin.ca.lifecycle.RandomLife.Person;
import org.jitsuin.ca.lifecycle.RandomLife.Step;

/** What properties about whole lives are tried with. */
abstract class RandomLives {
  @Provide
  Arbitrary<Policy> policies() {
    return StepArbitraries.policies();
  }

  @Provide
  Arbitrary<Person> people() {
    return StepArbitraries.people();
  }

  @Provide
  Arbitrary<List<Step>> sequences() {
    return StepArbitraries.sequences();
  }
}
