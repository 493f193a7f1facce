package org.jitsuin.ca.boot;

import java.time.Duration;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.registry.StreamEvents.Limits;

/** What is configured about the resident register. */
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
}
