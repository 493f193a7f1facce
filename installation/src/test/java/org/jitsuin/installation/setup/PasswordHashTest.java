package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashTest {
  /** As MariaDB's function PASSWORD says. */
  @ParameterizedTest
  @CsvSource({
    "password, *2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19",
    "mypass, *6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4",
  })
  void of_password_isWhatTheServerKeeps(String password, String hash) {
    assertThat(PasswordHash.of(password)).isEqualTo(hash);
  }
}
