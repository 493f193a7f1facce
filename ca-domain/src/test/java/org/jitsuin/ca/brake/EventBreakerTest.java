package org.jitsuin.ca.brake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventBreakerTest {
  private static final long LIMIT = 10;

  @Test
  void room_inANewHour_isTheWholeLimitUnlessAHoldIsOpen() {
    EventBreaker full = new EventBreaker(7, LIMIT, Optional.empty());
    assertThat(full.room(LIMIT)).isZero();
    assertThat(full.in(7).room(LIMIT)).isZero();
    assertThat(full.in(8).room(LIMIT)).isEqualTo(LIMIT);
    assertThat(full.opened("h").in(8).room(LIMIT)).isZero();
    // An hour that another server began already.
    assertThat(full.in(6)).isEqualTo(full);
    // A limit that became less.
    assertThat(full.room(3)).isZero();
  }

  /** Whatever comes when, and whatever people decide when: none is lost, no hour has too many. */
  @Property(tries = 500)
  void pass_anySequence_letsNoMorePassInAnHourAndHoldsAllOthers(
      @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> steps) {
    EventBreaker breaker = new EventBreaker(0, 0, Optional.empty());
    Map<Long, Long> passed = new HashMap<>();
    List<Integer> held = new ArrayList<>();
    long hour = 0;
    int events = 0;
    int decisions = 0;
    for (int step : steps) {
      if (step == 20) {
        hour++;
      } else if (step == 19 && breaker.hold().isPresent()) {
        // People have decided: it counts from the beginning.
        breaker = new EventBreaker(breaker.hour(), 0, Optional.empty());
        decisions++;
      } else {
        breaker = breaker.in(hour);
        events++;
        if (breaker.room(LIMIT) > 0) {
          breaker = breaker.passed(1);
          passed.merge(hour, 1L, Long::sum);
        } else {
          breaker = breaker.hold().isPresent() ? breaker : breaker.opened("h" + events);
          held.add(events);
        }
      }
    }
    long all = passed.values().stream().mapToLong(Long::longValue).sum();
    assertThat(all + held.size()).isEqualTo(events);
    long most = LIMIT * (1 + decisions);
    assertThat(passed.values()).allMatch(count -> count <= most);
  }
}
