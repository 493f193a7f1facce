package org.jitsuin.ca.brake;

import java.util.Optional;

/**
 * The breaker of one class of events of one source. It lets an hour's events pass up to its limit;
 * what comes then opens a hold, and from then on all of that class is held, in this hour and later
 * ones, until people have decided on the hold.
 *
 * @param hour the hour that it counts in, since 1970
 * @param events that passed in that hour, and since the last decision
 * @param hold the hold that is open
 */
public record EventBreaker(long hour, long events, Optional<String> hold) {
  /** Returns how many more events may pass. */
  public long room(long limit) {
    return hold.isPresent() ? 0 : Math.max(0, limit - events);
  }

  /** Returns the breaker in an hour; one that is past stays the hour that is counted. */
  public EventBreaker in(long now) {
    return now > hour ? new EventBreaker(now, 0, hold) : this;
  }

  /** Returns the breaker after some events passed. */
  public EventBreaker passed(long more) {
    return new EventBreaker(hour, events + more, hold);
  }

  /** Returns the breaker with an open hold. */
  public EventBreaker opened(String id) {
    return new EventBreaker(hour, events, Optional.of(id));
  }
}
