package org.jitsuin.ca.brake;

import java.util.List;
import java.util.Map;

/**
 * How many events of a class one source may report in an hour before people are asked.
 *
 * @param floors never less than these, whatever is usual
 * @param multiple otherwise so many times as many as usual
 */
public record EventLimits(Map<EventClass, Long> floors, int multiple) {
  public EventLimits {
    floors = Map.copyOf(floors);
    if (!floors.keySet().containsAll(List.of(EventClass.values()))) {
      throw new IllegalArgumentException("each class has a floor");
    }
  }

  /**
   * Returns the limit of an hour.
   *
   * @param usual as {@link UsualEvents} says it
   */
  public long of(EventClass events, long usual) {
    return Math.max(floors.get(events), usual * multiple);
  }
}
