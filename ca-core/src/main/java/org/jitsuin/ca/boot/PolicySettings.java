package org.jitsuin.ca.boot;

import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.cardwriting.OrderPolicy;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.retention.RetentionPolicy;
import org.jitsuin.ca.validity.ValidityRules;

/** The policies of the life cycle and of retention, as they are configured. */
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
        settings.get(CaSettings.AMENDMENT),
        settings
            .find(CaSettings.REGISTER_CONFIRMATION)
            .orElseGet(() -> standard(settings.get(BaseSettings.PRODUCTION))));
  }

  /** Nobody reports residents to an installation that is tried out. */
  private static RegisterConfirmation standard(boolean production) {
    return production ? RegisterConfirmation.REQUIRED : RegisterConfirmation.NOT_REQUIRED;
  }

  /** Reads how long the writing of a card may take. */
  static OrderPolicy orders(Settings settings) {
    return new OrderPolicy(
        settings.get(CaSettings.ORDER_LEASE), settings.get(CaSettings.ORDER_LAPSE));
  }

  /**
   * Reads how long records are kept.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static RetentionPolicy retention(Settings settings) {
    return new RetentionPolicy(
        settings.get(CaSettings.KEEP_SEARCHES),
        settings.get(CaSettings.KEEP_REPORTERS),
        settings.get(CaSettings.KEEP_APPLICATIONS),
        settings.get(CaSettings.KEEP_DROP_FILES));
  }
}
