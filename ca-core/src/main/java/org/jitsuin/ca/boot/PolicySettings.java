package org.jitsuin.ca.boot;

import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.validity.ValidityRules;

/** The policy of the life cycle, as it is configured. */
final class PolicySettings {
  private PolicySettings() {}

  /**
   * Reads it.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Policy policy(Settings settings) {
    return new Policy(
        new ValidityRules(settings.get(CaSettings.LEAP_DAY)),
        settings.get(CaSettings.LIFT_OF_SIGNATURE),
        settings.find(CaSettings.SUSPENSION_ENDS),
        settings.get(CaSettings.AMENDMENT));
  }
}
