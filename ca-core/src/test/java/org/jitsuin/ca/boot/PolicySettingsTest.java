package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy of an installation, as it is configured or not. */
class PolicySettingsTest {
  private static final String KEY = "jitsuin.policy.register-confirmation";

  private static Policy policy(Map<String, String> settings) {
    return PolicySettings.policy(new Settings(key -> Optional.ofNullable(settings.get(key))));
  }

  /** Where certificates count the register has the last word, unless somebody decides otherwise. */
  @ParameterizedTest
  @CsvSource({
    "development, '', NOT_REQUIRED",
    "production, '', REQUIRED",
    "development, required, REQUIRED",
    "production, not-required, NOT_REQUIRED"
  })
  void policy_confirmation_dependsOnTheMode(
      String mode, String written, RegisterConfirmation expected) {
    assertThat(policy(Map.of("jitsuin.mode", mode, KEY, written)).confirmation())
        .isEqualTo(expected);
  }

  @Test
  void policy_confirmationThatIsNone_refused() {
    assertThatExceptionOfType(Fault.class).isThrownBy(() -> policy(Map.of(KEY, "sometimes")));
  }
}
