package org.jitsuin.crl.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that has published the first CRLs of a city, with a clock that stands. */
abstract class PublishingTest {
  static final Duration DELAY = Duration.ofMinutes(1);

  final StatusRows rows = new StatusRows();
  final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir Path directory;
  Server server;

  @BeforeEach
  final void startServer() {
    rows.reset();
    happenBefore();
    server = new Server(directory, clock);
    server.run();
  }

  @AfterEach
  final void stopServer() {
    server.close();
  }

  /** What the certificate authority does before the first CRL; usually nothing. */
  void happenBefore() {}

  /** Stops the server, starts it with other settings, and has it publish. */
  final void restart(Map<String, String> settings) {
    startAgain(settings);
    server.run();
  }

  /** As {@link #restart}, before its first round. */
  final void startAgain(Map<String, String> settings) {
    server.close();
    server = new Server(directory, clock, settings);
  }

  final int partition() {
    return server.partition().no();
  }

  final void revoke(Serial serial, RevocationReason reason) {
    rows.revoke(partition(), serial, reason, clock.instant());
  }

  /** Puts a certificate of some partition on hold. */
  final void suspend(int partition, int serial) {
    rows.revoke(
        partition, StatusRows.serial(serial), RevocationReason.CERTIFICATE_HOLD, clock.instant());
  }

  final void lift(Serial serial) {
    rows.lift(partition(), serial, clock.instant());
  }

  final void runAfter(Duration duration) {
    clock.advance(duration);
    server.run();
  }

  final void runCompleteAfter(Duration duration) {
    clock.advance(duration);
    server.runComplete();
  }

  /** The CRL that is served. */
  final X509CRLHolder crl() throws IOException {
    return new X509CRLHolder(server.crl());
  }
}
