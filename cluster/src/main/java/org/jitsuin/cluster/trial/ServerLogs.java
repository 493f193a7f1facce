package org.jitsuin.cluster.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.cluster.trial.check.Finding;

/** What servers wrote into their logs, and never may. */
final class ServerLogs {
  private static final String RULE = "logs";
  private static final String NAME = "server.log";
  private static final int SHOWN = 3;

  /** A fault of integrity, and a database that was set back. */
  private static final List<String> WORST = List.of("INTEGRITY_VIOLATED", "JITSUIN001100");

  private ServerLogs() {}

  /**
   * Returns the first of it.
   *
   * @param directory of the server's logs; at midnight the file of a day is given its date
   */
  static List<Finding> findings(String server, Path directory) {
    try (Stream<Path> logs = Files.list(directory)) {
      return logs.filter(log -> log.getFileName().toString().startsWith(NAME))
          .sorted()
          .flatMap(log -> worst(log).stream())
          .limit(SHOWN)
          .map(line -> new Finding(RULE, server + ": " + line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  private static List<String> worst(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> WORST.stream().anyMatch(line::contains)).limit(SHOWN).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }
}
