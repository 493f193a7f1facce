package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.plan.StatusReader;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.BeforeStatement;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The node of the database that answers is behind the others, until something is committed at it:
 * it does not know the newest CRL yet, which is in the files.
 */
@Tag("stack")
class BehindTest {
  private static final long ELSEWHERE = 4_000_000_000L;

  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private int partition;

  @BeforeEach
  void publishTwo() {
    rows.reset();
    try (Server server = new Server(directory, clock)) {
      server.run();
      partition = server.partition().no();
      rows.revoke(partition, StatusRows.serial(1), RevocationReason.SUPERSEDED, clock.instant());
      clock.advance(Duration.ofMinutes(1));
      server.run();
      assertThat(server.number()).isEqualTo(2);
    }
  }

  /** Takes the second CRL out of sight, or back. */
  private void move(long from, long to) {
    rows.jdbi()
        .useHandle(handle -> {
          handle.execute("SET SESSION foreign_key_checks = 0");
          handle.execute(
              "UPDATE status.crl SET partition_no = ? WHERE partition_no = ? AND number = 2",
              to,
              from);
          handle.execute("SET SESSION foreign_key_checks = 1");
        });
  }

  private Map<?, ?> found(Runnable meanwhile) {
    StatusDatabase database =
        new StatusDatabase(
            new BeforeStatement(
                TestStack.shared().dataSource("crl"), "SET beat = beat + 1 WHERE name", meanwhile));
    Status status = new StatusReader(database, one -> one.no() == partition).read();
    Node node = Node.starting("behind", new SecureRandom());
    return new NewerFiles(database, new CrlFiles(directory), node, clock).find(status);
  }

  private long setbacks() {
    return rows.jdbi()
        .withHandle(handle ->
            handle.select("SELECT COUNT(*) FROM status.crl_setback").mapTo(long.class).one());
  }

  @Test
  void find_databaseThatIsBehindForAMoment_findsNothing() {
    move(partition, ELSEWHERE);
    assertThat(found(() -> move(ELSEWHERE, partition))).isEmpty();
    assertThat(setbacks()).isZero();
  }

  @Test
  void find_databaseThatStaysBehind_findsTheCrl() {
    move(partition, ELSEWHERE);
    try {
      assertThat(found(() -> {})).hasSize(1);
      assertThat(setbacks()).isOne();
    } finally {
      move(ELSEWHERE, partition);
      rows.reset();
    }
  }
}
