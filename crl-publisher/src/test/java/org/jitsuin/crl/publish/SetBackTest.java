package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.store.SetbackTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An older state of the database, put back beside CRLs that were published from the newer one. */
@Tag("stack")
class SetBackTest extends PublishingTest {
  private void publish(int serial) {
    revoke(StatusRows.serial(serial), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
  }

  @AfterEach
  void open() {
    rows.reset();
  }

  @Test
  void run_withANewerCrlInTheFiles_signsNothing_servesIt_andIsNotReady() throws IOException {
    publish(1);
    publish(2);
    assertThat(server.number()).isEqualTo(3);
    byte[] newest = server.crl();
    rows.setBack(partition(), 1);
    rows.lose(partition(), StatusRows.serial(2));

    restart(Map.of());
    for (int i = 0; i < 3; i++) {
      revoke(StatusRows.serial(4 + i), RevocationReason.SUPERSEDED);
      runAfter(DELAY);
      assertThat(rows.crls(partition())).hasSize(1);
      assertThat(server.number()).isEqualTo(3);
      assertThat(server.crl()).isEqualTo(newest);
    }
    assertThat(server.health().ready()).isFalse();
    assertThat(server.health().reason())
        .contains("RECOVERY_NEEDED", "CRL 3 of signature-g1/13221-g1", "knows of 1");
  }

  /** What it read before is not reported behind the recovery, when nobody would take it back. */
  @Test
  void run_whileSomebodyRecovers_waitsAndFindsNothing() {
    publish(1);
    publish(2);
    int partition = partition();
    rows.setBack(partition, 1);
    startAgain(Map.of());
    CompletableFuture<Void> round =
        rows.jdbi()
            .inTransaction(handle -> {
              SetbackTable.awaitRecovery(handle);
              CompletableFuture<Void> other = CompletableFuture.runAsync(() -> runAfter(DELAY));
              assertThat(other.copy().completeOnTimeout(null, 500, TimeUnit.MILLISECONDS))
                  .succeedsWithin(Duration.ofSeconds(60));
              assertThat(other).isNotDone();
              handle.execute(
                  """
                  INSERT INTO status.crl
                    (partition_no, number, state, feed_seq, this_update, next_update, node)
                  SELECT partition_no, 3, 'abandoned', feed_seq, this_update, next_update, node
                  FROM status.crl WHERE partition_no = ? AND number = 1
                  """,
                  partition);
              return other;
            });
    assertThat(round).succeedsWithin(Duration.ofSeconds(60));
    assertThat(rows.jdbi().withHandle(SetbackTable::all)).isEmpty();
    publish(4);
    assertThat(server.health().ready()).isTrue();
    assertThat(server.number()).isGreaterThan(3);
  }

  @Test
  void run_withAFileOfThatNumberThatNobodySigned_goesOn() throws IOException {
    publish(1);
    Files.write(
        server.service().files().file(server.partition(), 7), new byte[] {0x30, 0x03, 1, 2, 3});
    byte[] altered = server.crl();
    altered[altered.length - 1] ^= 1;
    Files.write(server.service().files().file(server.partition(), 8), altered);
    restart(Map.of());
    publish(2);
    assertThat(server.number()).isEqualTo(3);
    assertThat(server.health().ready()).isTrue();
  }

  @Test
  void run_withACrlThatIsIntendedOnly_goesOn() {
    publish(1);
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.crl SET state = 'abandoned' WHERE partition_no = ? AND number = 2",
                partition()));
    restart(Map.of());
    publish(2);
    assertThat(server.health().ready()).isTrue();
    assertThat(server.number()).isGreaterThan(2);
  }
}
