package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An account that keeps nothing apart is refused. */
@Tag("stack")
class ServerAccountTest {
  private static Installation installation(String user) {
    return new Installation(Path.of("/none"), Map.of("JITSUIN_SERVER_USER", user));
  }

  private static void refused(String user, String sentence) {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> installation(user).serverAccount())
        .withMessageContaining(sentence);
  }

  @Test
  void serverAccount_whereNothingIsSet_isNone() {
    Installation plain = new Installation(Path.of("/none"), Map.of());
    assertThat(plain.serverAccount()).isEmpty();
    assertThat(plain.serverLogs()).isEqualTo(plain.logs());
  }

  @Test
  void serverAccount_whoIsNotKnown_saysHowToMakeOne() {
    refused("jitsuin-nobody-has", "useradd --system --user-group jitsuin-nobody-has");
  }

  @Test
  void serverAccount_root_isRefused() {
    refused("root", "is root");
  }

  /** Debian gives the group of nobody to several users. */
  @Test
  void serverAccount_withAGroupOfOthers_isRefused() {
    refused("nobody", "others are in the group");
  }
}
