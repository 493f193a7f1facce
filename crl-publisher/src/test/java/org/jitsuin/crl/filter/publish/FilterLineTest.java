package org.jitsuin.crl.filter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.StatusFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters of a real database and a real token, as relying parties read them. */
@Tag("stack")
class FilterLineTest {
  private static final Duration EVERY = Duration.ofMinutes(15);

  @TempDir private Path directory;
  private FilterStage stage;
  private List<Serial> serials;

  @BeforeEach
  void start() {
    Instant now = FilterStage.now(ChronoUnit.SECONDS);
    stage = new FilterStage(directory, now);
    serials = stage.issue(3_000, now.minus(Duration.ofDays(120)), Duration.ofDays(119));
    stage.revoke(serials.subList(0, 300));
    stage.hold(serials.subList(300, 310));
    stage.certifyKeys();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private void later(Duration duration) {
    stage.clock.advance(duration);
    stage.run();
  }

  @Test
  void run_first_publishesWhatIsRightAboutAll_signed_recordedAndInTheLog() throws IOException {
    stage.run();
    assertThat(stage.trouble()).isEmpty();
    assertThat(stage.wrong()).isEmpty();
    StatusFilter filter = stage.opened();
    assertThat(filter.authority()).isEqualTo("signature");
    assertThat(filter.thisUpdate()).isEqualTo(stage.clock.instant());
    assertThat(filter.nextUpdate()).isEqualTo(stage.clock.instant().plus(Duration.ofHours(36)));
    assertThat(filter.coveredUntil()).isEqualTo(stage.clock.instant().minus(EVERY));
    byte[] head = Files.readAllBytes(stage.places().head(Authority.SIGNATURE));
    assertThat(stage.audited())
        .singleElement()
        .asString()
        .contains("\"act\":\"status-filter-published\"")
        .contains("\"head\":\"" + Fingerprint.of(head) + "\"")
        .contains("\"number\":1,");
    assertThat(states()).containsExactly("1 published");

    stage.run();
    assertThat(stage.head().number()).isEqualTo(1);
    assertThat(stage.line().health().troubles()).isEmpty();
  }

  private List<String> states() {
    return stage
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT CONCAT(number, ' ', state) FROM status.filter
                    WHERE authority = 'signature' ORDER BY number
                    """)
                .mapTo(String.class)
                .list());
  }

  @Test
  void run_issuedTooRecently_isNotCovered_andIsLater() throws IOException {
    Serial young = stage.serial(stage.clock.instant().minusSeconds(60));
    stage.run();
    assertThat(stage.ask(stage.opened(), young)).isEqualTo(FilterStatus.NOT_COVERED);
  }

  @Test
  void run_afterChanges_publishesADeltaThatIsRightAboutAll() throws IOException {
    stage.run();
    Head first = stage.head();
    stage.revoke(serials.get(2_000));
    stage.hold(serials.get(2_001));
    stage.restore(serials.get(300));
    stage.issue(50, stage.clock.instant(), Duration.ofSeconds(30));
    // One that was drawn long ago and becomes known only now.
    stage.issue(5, stage.clock.instant().minus(Duration.ofDays(50)), Duration.ofDays(1));
    later(EVERY.minusSeconds(1));
    assertThat(stage.head()).isEqualTo(first);

    later(EVERY.plusMinutes(1));
    Head second = stage.head();
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.base()).isEqualTo(first.base());
    assertThat(second.delta().length()).isBetween(1L, 400L);
    assertThat(stage.wrong()).isEmpty();
    assertThat(stage.audited()).hasSize(2);

    stage.revoke(serials.get(2_001));
    later(EVERY);
    assertThat(stage.head().base()).isEqualTo(first.base());
    assertThat(stage.wrong()).isEmpty();
  }

  @Test
  void run_aDayLater_publishesABase_ofWhichOnlyWhatChangedIsBuilt() throws IOException {
    stage.run();
    long built = stage.line().blocksBuilt();
    assertThat(built).isGreaterThanOrEqualTo(4);
    Head first = stage.head();
    byte[] before = stage.base();
    stage.revoke(serials.get(2_000));
    later(Duration.ofDays(1));
    assertThat(stage.head().base()).isNotEqualTo(first.base());
    assertThat(stage.head().delta().length()).isZero();
    assertThat(stage.wrong()).isEmpty();
    assertThat(stage.line().blocksBuilt()).isEqualTo(built + 1);
    assertThat(before).isNotEqualTo(stage.base());
  }

  @Test
  void run_clockSetBack_publishesNothingOlder_andGoesOnWhenItIsLater() throws IOException {
    later(Duration.ofDays(2));
    Head first = stage.head();
    stage.clock.advance(Duration.ofDays(-1));
    stage.revoke(serials.get(2_000));
    stage.run();
    assertThat(stage.head()).isEqualTo(first);
    assertThat(stage.trouble().orElseThrow()).contains("the authority says that it is");

    later(Duration.ofDays(1).plus(EVERY));
    assertThat(stage.head().number()).isGreaterThan(first.number());
    assertThat(stage.head().thisUpdate()).isGreaterThan(first.thisUpdate());
    assertThat(stage.wrong()).isEmpty();
    assertThat(stage.trouble()).isEmpty();
  }

  @Test
  void run_databaseSetBack_publishesNothing_andNoNumberAgain() throws IOException {
    stage.run();
    stage.revoke(serials.get(2_000));
    later(EVERY);
    Head last = stage.head();
    assertThat(last.number()).isEqualTo(2);
    stage
        .jdbi()
        .useHandle(handle -> {
          handle.execute("DELETE FROM status.filter WHERE number = 2");
          handle.execute("DELETE FROM status.feed WHERE seq = (SELECT last FROM status.feed_head)");
          handle.execute("UPDATE status.feed_head SET last = last - 1");
        });
    stage.revoke(serials.get(2_001));
    stage.expected.put(serials.get(2_000), FilterStatus.GOOD);
    stage.line().run();
    assertThat(stage.head()).isEqualTo(last);

    later(EVERY);
    assertThat(stage.head().number()).isEqualTo(3);
    assertThat(stage.wrong()).isEmpty();
  }

  @Test
  void run_feedThatIsBehind_publishesNothing() throws IOException {
    stage.run();
    Head first = stage.head();
    stage
        .jdbi()
        .useHandle(handle -> {
          handle.execute("DELETE FROM status.feed WHERE seq > 100");
          handle.execute("UPDATE status.feed_head SET last = 100");
        });
    later(EVERY);
    assertThat(stage.head()).isEqualTo(first);
    assertThat(stage.trouble().orElseThrow()).contains("the feed ends at 100");
  }

  /** The filter of one authority is built while acts go on, and that of the next is of later. */
  @Test
  void run_feedGoesOnMeanwhile_isFollowedFurther() throws IOException {
    stage.beat();
    AtomicBoolean published = new AtomicBoolean();
    CompletableFuture<Void> acts =
        CompletableFuture.runAsync(() -> {
          for (int i = 1_000; !published.get() && i < serials.size(); i++) {
            stage.revoke(serials.get(i));
            stage.beat();
          }
        });
    stage.line().run();
    published.set(true);
    acts.join();

    assertThat(stage.line().health().troubles()).isEmpty();
    later(EVERY);
    assertThat(stage.wrong()).isEmpty();
  }

  @Test
  void run_withoutAKey_tellsSo_andPublishesWhenThereIsOne() throws IOException {
    stage.jdbi().useHandle(handle -> handle.execute("DELETE FROM status.filter_signer"));
    stage.run();
    assertThat(stage.trouble().orElseThrow()).contains("no status key of signature");
    assertThat(stage.places().head(Authority.SIGNATURE)).doesNotExist();
    stage.certifyKeys();
    later(EVERY);
    assertThat(stage.wrong()).isEmpty();
  }

  @Test
  void run_keyRevoked_signsNothingWithIt() throws IOException {
    stage
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.revocation
                  (partition_no, serial, issuer_no, reason, revoked_at, not_after)
                SELECT 2147483647 - issuer_no, serial, issuer_no, 1, 0, 0 FROM status.filter_signer
                """));
    stage.run();
    assertThat(stage.trouble().orElseThrow()).contains("no status key of signature");
  }

  /** Killed when it had recorded the filter and not handed it out. */
  @Test
  void run_headNotHandedOut_handsItOut() throws IOException {
    stage.run();
    byte[] head = Files.readAllBytes(stage.places().head(Authority.SIGNATURE));
    Files.delete(stage.places().head(Authority.SIGNATURE));
    stage.run();
    assertThat(Files.readAllBytes(stage.places().head(Authority.SIGNATURE))).isEqualTo(head);
    assertThat(states()).containsExactly("1 published");
  }

  /** Killed when it had recorded its intent. */
  @Test
  void run_intendedBefore_isGivenUp_andItsNumberIsNotUsedAgain() throws IOException {
    stage
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.filter (authority, number, state, feed_seq, covers, this_update,
                  next_update, base, base_size, base_at, node)
                VALUES ('signature', 1, 'intended', 1, 0, 0, 0, REPEAT('x', 32), 1, 0, 'dead')
                """));
    stage.run();
    assertThat(states()).containsExactly("1 abandoned", "2 published");
    assertThat(stage.head().number()).isEqualTo(2);
  }

  @Test
  void run_noRoomForTheHead_keepsTheOldOneUntilThereIs() throws IOException {
    stage.run();
    Head first = stage.head();
    Files.createSymbolicLink(
        stage.places().directory(Authority.SIGNATURE).resolve("2.head.draft"),
        Path.of("/dev/full"));
    stage.revoke(serials.get(2_000));
    later(EVERY);
    assertThat(stage.head()).isEqualTo(first);
    assertThat(stage.trouble().orElseThrow()).contains("No space left on device");
    later(EVERY);
    assertThat(stage.head().number()).isEqualTo(3);
    assertThat(stage.wrong()).isEmpty();
    assertThat(stage.trouble()).isEmpty();
  }

  @Test
  void run_universeDamaged_writesItAnew_andPublishes() throws IOException {
    stage.run();
    Path universe = universe();
    for (Path file : files(universe, ".members")) {
      byte[] octets = Files.readAllBytes(file);
      octets[5] ^= 1;
      Files.write(file, octets);
    }
    stage.revoke(serials.get(2_000));
    later(EVERY);
    assertThat(stage.trouble().orElseThrow()).contains("is not what was written");
    later(EVERY);
    assertThat(stage.trouble()).isEmpty();
    assertThat(stage.wrong()).isEmpty();
  }

  private Path universe() throws IOException {
    try (Stream<Path> all = Files.list(stage.places().directory())) {
      return all.filter(one -> one.getFileName().toString().startsWith("universe-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(one -> one.getFileName().toString().endsWith(end)).toList();
    }
  }

  @Test
  void run_baseLost_publishesAnother() throws IOException {
    stage.run();
    for (Path file : files(stage.places().directory(Authority.SIGNATURE), ".base")) {
      Files.delete(file);
    }
    later(Duration.ofSeconds(1));
    assertThat(stage.head().number()).isEqualTo(2);
    assertThat(stage.wrong()).isEmpty();
  }

  @Test
  void run_somethingPublishedIsNewerThanTheDatabase_signsNothing() throws IOException {
    stage.run();
    stage
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.setback (what, published, recorded, evidence, node, found_at)
                VALUES ('signature-g1/13221-g1', 2, 1, 'x', 'x', 1)
                """));
    try {
      later(EVERY);
      assertThat(stage.head().number()).isEqualTo(1);
      assertThat(stage.trouble().orElseThrow()).startsWith("RECOVERY_NEEDED");
    } finally {
      stage.jdbi().useHandle(handle -> handle.execute("DELETE FROM status.setback"));
    }
  }

  @Test
  void run_filesOfDaysAgo_areSweptAndThoseOfADayAreKept() throws IOException {
    stage.run();
    Head first = stage.head();
    Path base =
        stage
            .places()
            .base(Authority.SIGNATURE, Fingerprint.ofDigest(first.base().sha256().octets()));
    Files.setLastModifiedTime(base, FileTime.from(stage.clock.instant().minus(Duration.ofDays(9))));
    later(Duration.ofDays(1));
    assertThat(base).exists();
    stage.revoke(serials.get(1));
    later(Duration.ofDays(1).plusSeconds(1));
    assertThat(base).doesNotExist();
    assertThat(stage.wrong()).isEmpty();
  }
}
