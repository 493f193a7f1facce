package org.jitsuin.ca.boot;

import java.time.Period;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.Policy.Amendment;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;

/** The policy of the life cycle, as it is configured. */
final class PolicySettings {
  private static final String LEAP_DAY = "jitsuin.validity.leap-day";
  private static final String LIFT = "jitsuin.suspension.lift-of-signature";
  private static final String HOLD_ENDS = "jitsuin.suspension.ends-after-days";

  private static final String AMENDMENT = "jitsuin.revocation.amendment";

  private PolicySettings() {}

  /**
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Policy policy(Settings settings) {
    return new Policy(
        new ValidityRules(choice(settings, LEAP_DAY, LeapDayRule.FEBRUARY_28)),
        choice(settings, LIFT, LiftOfSignature.RESTORED),
        holdEnds(settings),
        choice(settings, AMENDMENT, Amendment.TOLD));
  }

  private static <E extends Enum<E>> E choice(Settings settings, String key, E otherwise) {
    E[] values = otherwise.getDeclaringClass().getEnumConstants();
    return settings
        .text(key)
        .map(written ->
            Arrays.stream(values)
                .filter(value -> value.name().equals(written))
                .findFirst()
                .orElseThrow(() ->
                    Settings.invalid(
                        key,
                        Arrays.stream(values)
                            .map(Enum::name)
                            .collect(Collectors.joining(" or ", "must be ", "")))))
        .orElse(otherwise);
  }

  /** Returns when holds end; never where it is not set. */
  private static Optional<Period> holdEnds(Settings settings) {
    return settings
        .text(HOLD_ENDS)
        .map(written -> {
          if (!written.matches("[1-9]\\d{0,4}")) {
            throw Settings.invalid(HOLD_ENDS, "must be a number of days from 1 to 99999");
          }
          return Period.ofDays(Integer.parseInt(written));
        });
  }
}
