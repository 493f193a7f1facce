package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's device that is always full stands where the next CRL is to be written. */
@Tag("stack")
class DiskFullTest extends PublishingTest {
  private static final Path FULL = Path.of("/dev/full");

  @BeforeEach
  void start() {
    for (Authority authority : Authority.values()) {
      rows.revoke(
          server.listing(authority).partition().no(),
          StatusRows.serial(1),
          RevocationReason.SUPERSEDED,
          clock.instant());
    }
  }

  private void fullInsteadOf(Path file) throws IOException {
    Files.createSymbolicLink(file.resolveSibling(file.getFileName() + ".draft"), FULL);
  }

  private void run() {
    clock.advance(Duration.ofMinutes(2));
    server.run();
  }

  private void assertThatTheOldOneStaysUntilThereIsRoom() throws IOException {
    run();
    assertThat(server.number()).isEqualTo(1);
    assertThat(new X509CRLHolder(server.crl()).getRevokedCertificates().size()).isZero();
    assertThat(server.health().reason()).contains("13221-g1", "No space left on device");
    assertThat(server.listing(Authority.USER_IDENTIFICATION).served().orElseThrow().number())
        .isEqualTo(2);
    run();
    assertThat(server.number()).isEqualTo(3);
    assertThat(new X509CRLHolder(server.crl()).getRevokedCertificates().size()).isOne();
    assertThat(server.health().failing()).isZero();
  }

  @Test
  void run_noRoomForTheCrl_keepsTheOldOneUntilThereIs() throws IOException {
    fullInsteadOf(server.service().files().file(server.partition(), 2));
    assertThatTheOldOneStaysUntilThereIsRoom();
  }

  @Test
  void run_noRoomForTheDelta_keepsBothOldOnesUntilThereIs() throws IOException {
    fullInsteadOf(server.service().files().deltaFile(server.partition(), 2));
    assertThatTheOldOneStaysUntilThereIsRoom();
  }
}
