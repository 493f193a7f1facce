package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.store.Fence;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server dies between two steps of a round and is started again. */
@Tag("stack")
class CrashTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private PublishedPartition listing;
  private Steps dying;
  private Fence fence;

  /** CRL 1 is published; a revocation makes number 2 due. */
  @BeforeEach
  void publishFirst() {
    rows.reset();
    try (Server server = new Server(directory, clock)) {
      server.run();
      listing = server.listing();
    }
    rows.revoke(
        partition().no(), StatusRows.serial(1), RevocationReason.SUPERSEDED, clock.instant());
    clock.advance(Duration.ofMinutes(1));
    dying = new Steps(directory, clock, "test");
    fence = dying.take();
  }

  @AfterEach
  void stop() {
    dying.close();
  }

  private Partition partition() {
    return listing.partition();
  }

  private void restartPublishesNumberThree() {
    try (Server server = new Server(directory, clock)) {
      server.run();
      assertThat(server.number()).isEqualTo(3);
      assertThat(server.health().ready()).isTrue();
      assertThat(rows.crls(partition().no()))
          .extracting(StatusRows.CrlRow::state)
          .containsExactly("published", "abandoned", "published");
      clock.advance(Duration.ofMinutes(2));
      server.run();
      clock.advance(Duration.ofMinutes(2));
      server.run();
      try (var files = Files.list(server.file().getParent())) {
        assertThat(files)
            .containsExactlyInAnyOrder(
                new CrlFiles(directory).file(partition(), 1), server.file(), server.deltaFile());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void crash_afterIntent_numberIsNeverUsedAgain() {
    assertThat(dying.intend(fence, listing)).isPresent();
    assertThat(rows.crls(partition().no()))
        .extracting(StatusRows.CrlRow::state)
        .containsExactly("published", "intended");
    restartPublishesNumberThree();
  }

  @Test
  void crash_whileWriting_halfAFileIsNeverServed() throws IOException {
    List<SignedCrls> signed = dying.sign(fence, listing);
    Path draft = signed.getFirst().full().file();
    byte[] whole = Files.readAllBytes(draft);
    Files.write(draft, Arrays.copyOf(whole, whole.length / 2));
    restartPublishesNumberThree();
  }

  @Test
  void crash_afterRename_fileThatIsNotRecordedIsNotServed() {
    assertThat(dying.place(fence, listing)).hasSize(1);
    assertThat(new CrlFiles(directory).file(partition(), 2)).exists();
    restartPublishesNumberThree();
  }

  @Test
  void crash_betweenTheTwoFiles_neitherIsServed() throws IOException {
    SignedCrls signed = dying.sign(fence, listing).getFirst();
    CrlFiles files = new CrlFiles(directory);
    files.place(signed.full().file(), files.file(partition(), 2), 2);
    assertThat(files.deltaFile(partition(), 2)).doesNotExist();
    restartPublishesNumberThree();
    assertThat(files.deltaFile(partition(), 3)).exists();
  }

  @Test
  void crash_afterRecord_newCrlIsServed() {
    assertThat(dying.ledger.record(fence, dying.place(fence, listing))).isTrue();
    try (Server server = new Server(directory, clock)) {
      server.run();
      assertThat(server.number()).isEqualTo(2);
      assertThat(rows.crls(partition().no())).hasSize(2);
      assertThat(server.delta()).isNotEmpty();
      assertThat(server.listing().sound()).isTrue();
    }
  }

  @Test
  void sign_tokenGoneInTheMiddle_nothingIsServedAndNumberThreeFollows() throws IOException {
    List<Intent> intents = dying.intend(fence, listing).orElseThrow();
    Path tokens = TestStack.shared().home().resolve("tokens");
    Path away = TestStack.shared().home().resolve("tokens-away");
    Files.move(tokens, away);
    try {
      assertThatThrownBy(() -> dying.sign(intents)).isInstanceOf(Fault.class);
    } finally {
      Files.move(away, tokens);
    }
    assertThat(new CrlFiles(directory).file(partition(), 2)).doesNotExist();
    restartPublishesNumberThree();
  }

  @Test
  void record_databaseGoneInTheMiddle_nothingIsServedAndNumberThreeFollows() {
    List<SignedCrls> placed = dying.place(fence, listing);
    TestStack.shared().database().stop();
    try {
      assertThatThrownBy(() -> dying.ledger.record(fence, placed)).isInstanceOf(Fault.class);
    } finally {
      TestStack.shared().database().start();
      rows.reconnect();
    }
    restartPublishesNumberThree();
  }

  @Test
  void record_roundThatFailedBefore_itsNumberIsAbandonedByTheNext() {
    assertThat(dying.intend(fence, listing)).isPresent();
    List<SignedCrls> placed = dying.place(fence, listing);
    assertThat(dying.ledger.record(fence, placed)).isTrue();
    assertThat(rows.crls(partition().no()))
        .extracting(StatusRows.CrlRow::state)
        .containsExactly("published", "abandoned", "published");
  }
}
