package org.jitsuin.ca.issue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jitsuin.ca.store.ServerTable.Row;

/**
 * Servers that gave no sign of life for a while, as this one saw it: by its own stopwatch, since no
 * two clocks agree. Who is seen for the first time has just given one.
 */
final class SilentServers {
  private final LongSupplier stopwatch;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(Row row, long since) {}

  SilentServers(LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
  }

  /**
   * Returns the names of those that have been silent for so long.
   *
   * @param rows of all servers, as they are now
   */
  List<String> longerThan(Duration silence, List<Row> rows) {
    long now = stopwatch.getAsLong();
    for (Row row : rows) {
      seen.merge(
          row.name(), new Seen(row, now), (old, fresh) -> old.row().equals(row) ? old : fresh);
    }
    return rows.stream()
        .map(Row::name)
        .filter(name -> now - seen.get(name).since() >= silence.toNanos())
        .toList();
  }
}
