package org.jitsuin.launcher.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.terminal.Progress;

/** Waits until a server that runs is ready, or cannot become so. */
final class ReadyWait {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int SHOWN_LINES = 12;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Server server;
  private final Progress progress;
  private final InstantSource clock;

  ReadyWait(Server server, Progress progress, InstantSource clock) {
    this.server = server;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Waits.
   *
   * @param ranBefore for the outcome
   */
  StartOutcome await(boolean ranBefore) {
    Instant end = clock.instant().plus(PATIENCE);
    while (true) {
      Health health = server.health();
      if (health instanceof Health.Ready) {
        return new StartOutcome.Ready(ranBefore);
      }
      if (server.process().isEmpty()) {
        return new StartOutcome.Died(lastLines());
      }
      List<String> reasons = reasons(health);
      if (isHopeless(health) || clock.instant().isAfter(end)) {
        return new StartOutcome.NotReady(reasons, lastLines());
      }
      progress.waiting(reasons.getFirst());
      pause();
    }
  }

  private static List<String> reasons(Health health) {
    return health instanceof Health.NotReady(List<String> reasons, _) && !reasons.isEmpty()
        ? reasons
        : List.of("WildFly is starting");
  }

  private static boolean isHopeless(Health health) {
    return health instanceof Health.NotReady(_, boolean hopeless) && hopeless;
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while the server started", e);
    }
  }

  private List<String> lastLines() {
    try {
      List<String> lines =
          Files.readAllLines(server.console()).stream()
              .map(line -> COLOUR.matcher(line).replaceAll(""))
              .filter(line -> !line.isBlank())
              .toList();
      return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
