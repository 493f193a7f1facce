package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.StatusRows;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start takes from the file of an earlier run, and what it does not. */
@Tag("stack")
class SnapshotTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");
  private static final int ISSUER = 1;
  private static final Revocation DATED =
      new Revocation(NOW, RevocationReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(3_600)));

  @TempDir private Path directory;

  private final TestStack stack = TestStack.shared();
  private final StatusRows rows = new StatusRows(stack.jdbi("ca"));

  private Path file() {
    return directory.resolve("ocsp").resolve("index");
  }

  private StatusFollower follower() {
    return new StatusFollower(stack.jdbi("ocsp"), new StoppedClock(NOW), Optional.of(file()));
  }

  private static CertificateStatus status(StatusFollower follower, Serial serial) {
    return follower
        .<CertificateStatus>read(lookup -> lookup.status(ISSUER, SerialKey.of(serial)))
        .orElseThrow();
  }

  /** A certificate that only a snapshot can still tell of. */
  private Serial keptOnlyInSnapshot() {
    Serial serial = rows.issue(ISSUER);
    StatusFollower former = follower();
    former.run();
    former.keepSnapshot();
    stack
        .jdbi("admin")
        .useHandle(handle ->
            handle.execute("DELETE FROM status.certificate WHERE serial = ?", serial.octets()));
    return serial;
  }

  @Test
  void run_snapshotThere_isReadAndFollowedOn() {
    Serial good = rows.issue(ISSUER);
    Serial dated = rows.issue(ISSUER);
    rows.revoke(ISSUER, dated, DATED);
    Serial longest = StatusRows.random(20);
    rows.issue(ISSUER, longest);
    Serial kept = keptOnlyInSnapshot();
    Serial later = rows.issue(ISSUER);
    rows.revoke(ISSUER, good, DATED);
    StatusFollower next = follower();
    next.run();
    assertThat(status(next, kept)).isEqualTo(new CertificateStatus.Good());
    assertThat(status(next, longest)).isEqualTo(new CertificateStatus.Good());
    assertThat(status(next, later)).isEqualTo(new CertificateStatus.Good());
    assertThat(status(next, dated)).isEqualTo(new CertificateStatus.Revoked(DATED));
    assertThat(status(next, good)).isEqualTo(new CertificateStatus.Revoked(DATED));
    assertThat(status(next, rows.neverIssued())).isEqualTo(new CertificateStatus.NeverIssued());
  }

  private void assertNotUsed(Serial kept) {
    Serial other = rows.issue(ISSUER);
    StatusFollower next = follower();
    next.run();
    assertThat(status(next, kept)).isEqualTo(new CertificateStatus.NeverIssued());
    assertThat(status(next, other)).isEqualTo(new CertificateStatus.Good());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5, 0.999})
  void run_octetChanged_isLoadedFromTheDatabase(double place) throws IOException {
    Serial kept = keptOnlyInSnapshot();
    byte[] octets = Files.readAllBytes(file());
    octets[(int) (place * octets.length)] ^= 4;
    Files.write(file(), octets);
    assertNotUsed(kept);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5, 0.999})
  void run_cutOff_isLoadedFromTheDatabase(double part) throws IOException {
    Serial kept = keptOnlyInSnapshot();
    byte[] octets = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(octets, (int) (part * octets.length)));
    assertNotUsed(kept);
  }

  private void admin(String sql, Object... parameters) {
    stack.jdbi("admin").useHandle(handle -> handle.execute(sql, parameters));
  }

  /** As after the database was put back to an older copy of itself, and nobody said so. */
  @Test
  void run_feedDoesNotReachThere_tellsNothingUntilItDoes() throws IOException {
    Serial kept = keptOnlyInSnapshot();
    Snapshot snapshot = new SnapshotFile(file()).read().orElseThrow();
    long seq = snapshot.until().seq() + 1;
    snapshot.index().apply(List.of(SnapshotOctetsTest.change(seq, 1)), NOW);
    new SnapshotFile(file()).keep(snapshot.index());
    StatusFollower next = follower();
    next.run();
    assertThat(next.read(StatusLookup::asOf)).isEmpty();
    assertThat(next.standstill().orElseThrow()).contains("behind");
    Serial other = rows.issue(ISSUER);
    runLong(next);
    assertThat(next.read(StatusLookup::asOf)).isEmpty();
    assertThat(next.standstill().orElseThrow()).contains("not the known one");
    admin("INSERT INTO status.gap (begins_at, ends_at, recovered_at) VALUES (1, 1, 1)");
    try {
      runLong(next);
      assertThat(status(next, kept)).isEqualTo(new CertificateStatus.NeverIssued());
      assertThat(status(next, other)).isEqualTo(new CertificateStatus.Good());
      assertThat(next.standstill()).isEmpty();
    } finally {
      admin("DELETE FROM status.gap");
    }
  }

  private static void runLong(StatusFollower follower) {
    for (int i = 0; i < 60; i++) {
      follower.run();
    }
  }

  @Test
  void run_databaseRecoveredSince_isLoadedFromTheDatabase() {
    Serial kept = keptOnlyInSnapshot();
    admin("INSERT INTO status.gap (begins_at, ends_at, recovered_at) VALUES (1, 1, 1)");
    try {
      assertNotUsed(kept);
    } finally {
      admin("DELETE FROM status.gap");
    }
  }

  @Test
  void keepSnapshot_nothingKnown_writesNone() {
    follower().keepSnapshot();
    assertThat(file()).doesNotExist();
  }
}
