package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.audit.entry.ServiceAct.SettingChange;
import org.jitsuin.audit.entry.ServiceAct.SettingsChanged;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
class EffectiveSettingsTest {
  private final Transactions transactions =
      new Transactions(TestStack.shared().jdbi("ca"), Clocks.system());
  private final String node = "node-" + UUID.randomUUID();

  private Optional<SettingsChanged> note(Map<String, String> settings) {
    return transactions.run(handle -> EffectiveSettings.note(handle, node, settings));
  }

  @Test
  void note_settings_tellsWhatChangedSinceTheLastTime() {
    assertThat(note(Map.of("jitsuin.crl.delay", "PT1M", "jitsuin.node", "a")))
        .contains(
            new SettingsChanged(
                List.of(
                    new SettingChange("jitsuin.crl.delay", "", "PT1M"),
                    new SettingChange("jitsuin.node", "", "a"))));
    assertThat(note(Map.of("jitsuin.crl.delay", "PT1M", "jitsuin.node", "a"))).isEmpty();
    assertThat(note(Map.of("jitsuin.crl.delay", "PT5M", "jitsuin.mode", "production")))
        .contains(
            new SettingsChanged(
                List.of(
                    new SettingChange("jitsuin.crl.delay", "PT1M", "PT5M"),
                    new SettingChange("jitsuin.mode", "", "production"),
                    new SettingChange("jitsuin.node", "a", ""))));
    assertThat(note(Map.of("jitsuin.crl.delay", "PT5M", "jitsuin.mode", "production"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jitsuin.crl.delay, PT5M",
    "jitsuin.https.port, 8443",
    "jitsuin.base-url, http://ca.example.jp:8080",
    "jitsuin.ocsp.requesters, registered",
    "jitsuin.clock.offset, -PT3H"
  })
  void shown_plainValue_isShown(String name, String value) {
    assertThat(EffectiveSettings.shown(name, value)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "jitsuin.tls.keystore.password, changeit",
    "JITSUIN_TLS_TRUSTSTORE_PASSWORD, changeit",
    "jitsuin.pkcs11.ca.pin, 1234"
  })
  void shown_secret_isNeverShownNotEvenAsAHash(String name, String value) {
    assertThat(EffectiveSettings.shown(name, value)).isEqualTo("set");
  }

  @ParameterizedTest
  @CsvSource({
    "jitsuin.pkcs11.ca.pin-file, /home/somebody/pin",
    "jitsuin.db.url, jdbc:mariadb://db:3306/?user=a&password=b",
    "jitsuin.ldap.bind-dn, 'cn=somebody,o=x'",
    "jitsuin.base-url, http://user:secret@host/"
  })
  void shown_whatTellsAboutMachinesAndPeople_isAHash(String name, String value) {
    assertThat(EffectiveSettings.shown(name, value)).matches("sha256:[0-9a-f]{64}");
  }
}
