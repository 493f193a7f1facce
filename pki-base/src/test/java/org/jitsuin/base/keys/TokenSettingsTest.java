package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token is, and what the provider is told of it. */
final class TokenSettingsTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "jitsuin.pkcs11.library", "/usr/lib/softhsm/libsofthsm2.so",
          "jitsuin.pkcs11.ca.slot", "1937415634",
          "jitsuin.pkcs11.ca.pin-file", "/secrets/ca-pin",
          "jitsuin.pkcs11.ocsp.slot", "2",
          "jitsuin.pkcs11.ocsp.pin-file", "/secrets/ocsp-pin");

  private static Settings settings(Map<String, String> values) {
    return new Settings(key -> Optional.ofNullable(values.get(key)));
  }

  @Test
  void read_ofEachToken_areItsOwn() {
    assertThat(TokenSettings.read(settings(SETTINGS), "ca"))
        .isEqualTo(
            new TokenSettings(
                "ca",
                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                1_937_415_634L,
                Path.of("/secrets/ca-pin")));
    assertThat(TokenSettings.read(settings(SETTINGS), "ocsp").pinFile())
        .isEqualTo(Path.of("/secrets/ocsp-pin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jitsuin.pkcs11.library", "jitsuin.pkcs11.ca.slot", "jitsuin.pkcs11.ca.pin-file"})
  void read_withoutOne_namesIt(String key) {
    Map<String, String> fewer = new HashMap<>(SETTINGS);
    fewer.remove(key);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> TokenSettings.read(settings(fewer), "ca"))
        .withMessageContaining(key);
  }

  /** The name stands in a configuration of lines. */
  @ParameterizedTest
  @ValueSource(strings = {"", "CA", "c a", "ca\nslot = 1", "seventeenlettersx", "ca1"})
  void name_thatCouldSayMore_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenSettings(name, Path.of("lib"), 1, Path.of("pin")));
  }

  /** A key that could leave the token would be nobody's alone. */
  @Test
  void configuration_ofTheProvider_keepsPrivateKeysInTheToken() {
    String text = TokenSettings.read(settings(SETTINGS), "ca").providerConfiguration();
    assertThat(text)
        .startsWith("--name = ca\nlibrary = /usr/lib/softhsm/libsofthsm2.so\nslot = 1937415634\n");
    String privateKeys = text.substring(text.indexOf("CKO_PRIVATE_KEY"), text.indexOf('}'));
    assertThat(privateKeys)
        .contains(
            "CKA_TOKEN = true",
            "CKA_PRIVATE = true",
            "CKA_SENSITIVE = true",
            "CKA_EXTRACTABLE = false");
  }
}
