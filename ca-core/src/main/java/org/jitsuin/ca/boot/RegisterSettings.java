package org.jitsuin.ca.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.residentevent.StreamEvents.Limits;

/** The settings of the resident register. */
final class RegisterSettings {
  private RegisterSettings() {}

  /**
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Limits limits(Settings settings) {
    return new Limits(
        settings.get(CaSettings.BATCH_LINES),
        settings.get(CaSettings.BATCH_IDLE),
        settings.get(CaSettings.BATCH_DURATION));
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
        .find(CaSettings.DROP_DIRECTORY)
        .map(directory ->
            new Drop(
                directory,
                settings.get(CaSettings.DROP_POLL),
                settings.get(CaSettings.DROP_LEASE)));
  }
}
