package org.jitsuin.ca.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.brake.EventBreaker;
import org.jitsuin.ca.brake.EventClass;

/**
 * The tables {@code ca.event_breaker} and {@code ca.event_hour}: how many events a source reports,
 * hour by hour.
 */
public final class EventBreakerTable {
  private EventBreakerTable() {}

  /**
   * Returns a breaker as it stands in an hour; what was counted in the hour before becomes history.
   */
  public static EventBreaker in(Handle handle, String source, EventClass events, long hour) {
    Optional<EventBreaker> known = lock(handle, source, events);
    if (known.isEmpty()) {
      handle.execute(
          "INSERT IGNORE INTO ca.event_breaker (source, event_class, hour, events)"
              + " VALUES (?, ?, ?, 0)",
          source,
          events,
          hour);
      return lock(handle, source, events).orElseThrow();
    }
    EventBreaker before = known.get();
    EventBreaker now = before.in(hour);
    if (now.hour() != before.hour()) {
      handle.execute(
          "INSERT IGNORE INTO ca.event_hour (source, event_class, hour, events)"
              + " VALUES (?, ?, ?, ?)",
          source,
          events,
          before.hour(),
          before.events());
      handle.execute(
          "UPDATE ca.event_breaker SET hour = ?, events = 0 WHERE source = ? AND event_class = ?",
          now.hour(),
          source,
          events);
    }
    return now;
  }

  private static Optional<EventBreaker> lock(Handle handle, String source, EventClass events) {
    return handle
        .createQuery(
            """
            SELECT hour, events, hold_id AS hold FROM ca.event_breaker
            WHERE source = :source AND event_class = :events FOR UPDATE
            """)
        .bind("source", source)
        .bind("events", events)
        .mapTo(EventBreaker.class)
        .findOne();
  }

  /**
   * Returns how many events came in which hours.
   *
   * @param from the first hour
   * @param until the first hour that does not count
   */
  public static Map<Long, Long> hours(
      Handle handle, String source, EventClass events, long from, long until) {
    return handle
        .createQuery(
            """
            SELECT hour, events FROM ca.event_hour
            WHERE source = :source AND event_class = :class AND hour >= :from AND hour < :until
            """)
        .bind("source", source)
        .bind("class", events)
        .bind("from", from)
        .bind("until", until)
        .reduceRows(
            new HashMap<>(),
            (hours, row) -> {
              hours.put(row.getColumn("hour", Long.class), row.getColumn("events", Long.class));
              return hours;
            });
  }

  /**
   * What a transaction wants of a breaker.
   *
   * @param hour in which it counts
   * @param passed how many events it lets pass
   * @param limit of that hour
   * @param opened the hold that it opens behind them, if it does
   */
  public record Pass(
      String source,
      EventClass events,
      long hour,
      long passed,
      long limit,
      Optional<String> opened) {}

  /**
   * Counts events that pass, and opens a hold; late in the transaction, since the row stays locked
   * until its end.
   *
   * @return whether the breaker allows it: no other hold was opened, no other hour has begun, and
   *     the limit is not passed
   */
  public static boolean pass(Handle handle, Pass pass) {
    return handle
            .createUpdate(
                """
                UPDATE ca.event_breaker SET events = events + :passed, hold_id = :opened
                WHERE source = :source AND event_class = :events AND hour = :hour
                  AND hold_id IS NULL AND events + :passed <= :limit
                """)
            .bindMethods(pass)
            .execute()
        == 1;
  }

  /** Closes a breaker whose hold was decided on: it counts from the beginning. */
  public static void close(Handle handle, String hold) {
    handle.execute(
        "UPDATE ca.event_breaker SET hold_id = NULL, events = 0 WHERE hold_id = ?", hold);
  }

  /** A breaker and what it belongs to. */
  public record Row(String source, EventClass events, EventBreaker breaker) {}

  /** Returns all breakers; a few for each source. */
  public static List<Row> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT source, event_class, hour, events, hold_id AS hold FROM ca.event_breaker
            ORDER BY source, event_class
            """)
        .map((row, _) ->
            new Row(
                row.getString("source"),
                EventClass.byId(row.getString("event_class")).orElseThrow(),
                new EventBreaker(
                    row.getLong("hour"),
                    row.getLong("events"),
                    Optional.ofNullable(row.getString("hold")))))
        .list();
  }

  /**
   * Forgets hours that are too old to count.
   *
   * @return how many
   */
  public static int forget(Handle handle, long before) {
    return handle
        .createUpdate("DELETE FROM ca.event_hour WHERE hour < :before LIMIT 10000")
        .bind("before", before)
        .execute();
  }
}
