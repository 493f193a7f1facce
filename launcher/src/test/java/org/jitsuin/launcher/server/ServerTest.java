package org.jitsuin.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jitsuin.launcher.installation.Installation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class ServerTest {
  @TempDir private Path home;

  @Test
  void process_numberOfAnotherProgram_isNotTheServer() throws IOException {
    Installation installation = new Installation(home, Map.of());
    Files.writeString(installation.serverProcess(), ProcessHandle.current().pid() + "\n");

    assertThat(new Server(installation).process()).isEmpty();
  }

  @Test
  void process_withTheBaseDirectoryAsArgument_isTheServerUntilItEnds() throws IOException {
    Installation installation = new Installation(home, Map.of());
    Server server = new Server(installation);
    Process process =
        new ProcessBuilder("sh", "-c", "sleep 60; true", ServerProcess.baseDirectory(installation))
            .start();
    Files.writeString(installation.serverProcess(), process.pid() + "\n");

    assertThat(server.process()).map(ProcessHandle::pid).contains(process.pid());
    server.stop();
    assertThat(process.isAlive()).isFalse();
    assertThat(server.process()).isEmpty();
  }

  @Test
  void process_halfWrittenNumber_isNone() throws IOException {
    Installation installation = new Installation(home, Map.of());
    Server server = new Server(installation);

    assertThat(server.process()).isEmpty();
    Files.writeString(installation.serverProcess(), "");
    assertThat(server.process()).isEmpty();
  }

  @Test
  void health_whereNobodyListens_isSilent() {
    Installation installation = new Installation(home, Map.of("JITSUIN_MANAGEMENT_PORT", "1"));

    assertThat(new Server(installation).health()).isEqualTo(new Health.Silent());
  }

  @Test
  void properties_inDevelopment_hurryCrlsUnlessToldOtherwise() {
    assertThat(properties(Map.of())).containsEntry("jitsuin.crl.delay", "PT1S");
    assertThat(properties(Map.of("JITSUIN_CRL_DELAY", "PT0S")))
        .containsEntry("jitsuin.crl.delay", "PT0S");
    assertThat(properties(Map.of("JITSUIN_MODE", "production")))
        .doesNotContainKey("jitsuin.crl.delay");
  }

  @Test
  void properties_ofPrivateParts_pointIntoTheInstallation() {
    assertThat(properties(Map.of("JITSUIN_DB_PORT", "1234")))
        .containsEntry("jitsuin.db.url", "jdbc:mariadb://127.0.0.1:1234/")
        .containsEntry("jitsuin.db.ca.user", "jitsuin_ca")
        .containsEntry("jitsuin.pkcs11.ca.slot", "17")
        .containsEntry("jitsuin.pkcs11.ocsp.pin-file", home + "/secrets/ocsp-pin")
        .containsEntry("jitsuin.crl.directory", home + "/crl")
        .containsEntry("jitsuin.tls.keystore", home + "/tls/server.p12")
        .containsEntry("jitsuin.clock.offset", "PT-24H");
  }

  private Map<String, String> properties(Map<String, String> environment) {
    Installation installation = new Installation(home, environment);
    installation.keep(installation.record().withSlot("ca", 17).withSlot("ocsp", 18));
    return ServerProperties.of(installation, Duration.ofDays(-1));
  }
}
