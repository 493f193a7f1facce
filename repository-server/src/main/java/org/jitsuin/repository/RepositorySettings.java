package org.jitsuin.repository;

import static org.jitsuin.base.settings.ValueType.duration;

import java.time.Duration;
import java.util.List;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.SettingList;

/** The settings that the repository server alone reads. */
public final class RepositorySettings {
  private static final SettingList ALL = new SettingList();

  /** How long caches may keep a CRL. */
  public static final Setting<Duration> MAX_AGE =
      ALL.add("jitsuin.crl.max-age", duration(Duration.ZERO, Duration.ofDays(1)), "PT5M");

  /** How often to look for a new manifest. */
  public static final Setting<Duration> POLL =
      ALL.add(
          "jitsuin.repository.poll",
          duration(Duration.ofMillis(50), Duration.ofHours(1)),
          "PT0.25S");

  private RepositorySettings() {}

  /** All of them. */
  public static List<Setting<?>> all() {
    return ALL.all();
  }
}
