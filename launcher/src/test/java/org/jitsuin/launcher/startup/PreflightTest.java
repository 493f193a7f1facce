package org.jitsuin.launcher.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jitsuin.base.Fault;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir private Path home;

  @Test
  void databasePort_takenByAnother_namesPortAndSetting() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Installation installation =
          installation(Map.of("JITSUIN_DB_PORT", Integer.toString(taken.getLocalPort())));

      assertThatThrownBy(() -> Preflight.databasePort(installation))
          .isInstanceOf(SetupFailure.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("JITSUIN_DB_PORT=");
    }
  }

  @Test
  void ports_ofAddressNotOurs_nameIt() {
    assertThatThrownBy(() -> Preflight.ports(installation(Map.of("JITSUIN_BIND", "192.0.2.1"))))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("192.0.2.1");
  }

  @Test
  void baseUrl_otherThanInTheCertificates_isRefused() {
    Installation before = installation(Map.of());
    Preflight.baseUrl(before);
    before.keep(before.record().begun(before.texts()).withCeremonyBaseUrl("http://localhost:8080"));

    assertThatCode(() -> Preflight.baseUrl(installation(Map.of()))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Preflight.baseUrl(installation(Map.of("JITSUIN_HTTP_PORT", "81"))))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("http://localhost:8080")
        .hasMessageContaining("http://localhost:81")
        .hasMessageContaining("./jitsuin reset");
  }

  @Test
  void home_ofSomebodyElse_isLeftAlone() throws IOException {
    Files.writeString(home.resolve("thesis.txt"), "");

    assertThatThrownBy(() -> Preflight.home(installation(Map.of())))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("JITSUIN_HOME");
  }

  @Test
  void home_pathThatAToolDoesNotTake_isRefusedBeforeAnythingIsMade() {
    Installation installation = new Installation(home.resolve("my files"), Map.of());

    assertThatThrownBy(() -> Preflight.home(installation))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("a space");
    assertThat(installation.home()).doesNotExist();
  }

  @Test
  void home_variableThatIsNoSetting_isRefusedWithTheNearest() {
    assertThatThrownBy(
            () -> Preflight.home(installation(Map.of("JITSUIN_HTPS_PORT", "8443", "PATH", "/bin"))))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("did you mean JITSUIN_HTTPS_PORT");
  }

  @Test
  void home_lineOfTheSettingsThatIsNone_isRefusedWithTheNearest() throws IOException {
    Files.writeString(home.resolve("settings.properties"), "jitsuin.crl.dealy=PT1S\n");

    assertThatThrownBy(() -> Preflight.home(installation(Map.of())))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("did you mean jitsuin.crl.delay");
  }

  @Test
  void ownTls_keyStoreOfTheOperator_isNotRenewedHere() {
    assertThatCode(() -> Preflight.ownTls(installation(Map.of()))).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> Preflight.ownTls(installation(Map.of("JITSUIN_TLS_KEYSTORE", "/etc/own.p12"))))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("/etc/own.p12");
  }

  private Installation installation(Map<String, String> environment) {
    return new Installation(home, environment);
  }
}
