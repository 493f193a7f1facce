package org.jitsuin.ca.issue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jitsuin.ca.store.ServerTable.Row;
import org.jitsuin.store.LifeSigns;

/** Servers that gave no sign of life for a while, as this one saw it. */
final class SilentServers {
  private final LongSupplier stopwatch;
  private final Map<String, LifeSigns<Row>> seen = new HashMap<>();

  SilentServers(LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
  }

  /**
   * Returns the names of those that have been silent for so long.
   *
   * @param rows of all servers, as they are now
   */
  List<String> longerThan(Duration silence, List<Row> rows) {
    return rows.stream()
        .filter(row -> silence(row).compareTo(silence) >= 0)
        .map(Row::name)
        .toList();
  }

  private Duration silence(Row row) {
    LifeSigns<Row> signs = seen.computeIfAbsent(row.name(), _ -> new LifeSigns<>(stopwatch));
    signs.look(row);
    return signs.silence();
  }
}
