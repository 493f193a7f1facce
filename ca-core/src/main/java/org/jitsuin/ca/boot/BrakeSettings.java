package org.jitsuin.ca.boot;

import java.util.Map;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.EventLimits;
import org.jitsuin.ca.brake.Pace;
import org.jitsuin.ca.brake.PersonalLimits;

/** The settings of the brakes. */
final class BrakeSettings {
  private BrakeSettings() {}

  /**
   * What one person may do without a second one.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static PersonalLimits personal(Settings settings) {
    return new PersonalLimits(
        settings.get(CaSettings.BRAKE_EX_OFFICIO),
        settings.get(CaSettings.BRAKE_REQUESTED),
        new Pace(
            settings.get(CaSettings.BRAKE_SUSPENSION_BURST),
            settings.get(CaSettings.BRAKE_SUSPENSION_INTERVAL)));
  }

  /**
   * How many events one source may report in an hour.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static EventLimits events(Settings settings) {
    return new EventLimits(
        Map.of(
            EventClass.REMOVALS, floor(settings, CaSettings.BRAKE_REMOVALS),
            EventClass.MOVES, floor(settings, CaSettings.BRAKE_MOVES),
            EventClass.CORRECTIONS, floor(settings, CaSettings.BRAKE_CORRECTIONS),
            EventClass.LOSSES, floor(settings, CaSettings.BRAKE_LOSSES)),
        settings.get(CaSettings.BRAKE_MULTIPLE));
  }

  private static long floor(Settings settings, Setting<Integer> floor) {
    return settings.get(floor);
  }
}
