package org.jitsuin.ca.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.residentevent.StreamEvents.Limits;

/** The settings of the resident register. */
final class RegisterSettings {
  private static final int LINES = 2_000_000;
  private static final int MOST_LINES = 100_000_000;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration DURATION = Duration.ofHours(4);

  private RegisterSettings() {}

  /**
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Limits limits(Settings settings) {
    return new Limits(
        settings.number("jitsuin.register.batch-lines", LINES, 1, MOST_LINES),
        settings.duration(
            "jitsuin.register.batch-idle", IDLE, Duration.ofSeconds(1), Duration.ofHours(1)),
        settings.duration(
            "jitsuin.register.batch-duration",
            DURATION,
            Duration.ofSeconds(1),
            Duration.ofDays(1)));
  }

  /**
   * The directory in which files of events are dropped, as it is configured.
   *
   * @param poll how often it is looked into
   * @param lease how long after the last sign of life of one server another takes over
   */
  record Drop(Path directory, Duration poll, Duration lease) {}

  /** Returns the drop directory; empty where none is set. */
  static Optional<Drop> drop(Settings settings) {
    return settings
        .text("jitsuin.register.drop-directory")
        .map(Path::of)
        .map(directory ->
            new Drop(
                directory,
                settings.duration(
                    "jitsuin.register.drop-poll",
                    Duration.ofSeconds(10),
                    Duration.ofMillis(100),
                    Duration.ofHours(1)),
                settings.duration(
                    "jitsuin.register.drop-lease",
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    Duration.ofHours(1))));
  }
}
