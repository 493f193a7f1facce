package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GnuTLS, which goes by the time of the machine: so the CRLs are some minutes old. */
@Tag("stack")
class CertToolTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock =
      new TestClock(Clocks.system().instant().minus(Duration.ofMinutes(10)));
  @TempDir private Path directory;

  @Test
  void certtool_completeCrlAndDelta_verifiesBothAndListsTheirEntries() throws Exception {
    rows.reset();
    try (Server server = new Server(directory, clock)) {
      server.run();
      for (int serial = 1; serial <= 3; serial++) {
        rows.revoke(
            server.partition().no(),
            StatusRows.serial(serial),
            RevocationReason.KEY_COMPROMISE,
            clock.instant());
      }
      clock.advance(Duration.ofMinutes(2));
      server.run();
      String ca =
          OpenSsl.pem(directory.resolve("ca.pem"), server.partition().issuer().certificate());
      verifies(ca, server.crl());
      verifies(ca, server.delta());
    }
  }

  private void verifies(String ca, byte[] crl) throws Exception {
    String file = OpenSsl.pem(directory.resolve("one.pem"), "X509 CRL", crl);
    OpenSsl.Result result =
        OpenSsl.tool("certtool", "--verify-crl", "--load-ca-certificate", ca, "--infile", file);
    assertThat(result.output())
        .contains("Verification output: Verified", "Revoked certificates (3)");
  }
}
