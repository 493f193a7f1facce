package org.jitsuin.ocsp.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ocsp.access.RelyingParty;
import org.jitsuin.ocsp.answer.AnswerKind;
import org.jitsuin.ocsp.answer.AnswerSummary;
import org.jitsuin.ocsp.testing.FlakyDataSource;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of a responder whose way to the authority's database is not always open. */
@Tag("stack")
class RelyingPartyCountsTest {
  private static final String NODE = "counts-test";
  private static final RelyingParty PARTY =
      new RelyingParty(1, Set.of(Authority.SIGNATURE, Authority.USER_IDENTIFICATION));
  private static final AnswerSummary GOOD =
      new AnswerSummary(Optional.of(Authority.SIGNATURE), List.of(AnswerKind.GOOD));

  private final TestStack stack = TestStack.shared();
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final FlakyDataSource home = new FlakyDataSource(stack.dataSource("ocsp"));
  @TempDir private Path directory;

  @BeforeEach
  void forget() {
    stack
        .jdbi("admin")
        .useHandle(handle ->
            handle.execute("DELETE FROM status.relying_party_count WHERE node = ?", NODE));
  }

  /** As of a server that starts now. */
  private RelyingPartyCounts start() {
    clock.advance(Duration.ofSeconds(1));
    return new RelyingPartyCounts(Database.open(home), clock, NODE, Optional.of(directory));
  }

  private static void count(RelyingPartyCounts counts, int times) {
    for (int i = 0; i < times; i++) {
      counts.count(PARTY, List.of(CertIdHash.SHA_256), GOOD);
    }
  }

  private long brought() {
    return stack
        .jdbi("admin")
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT COALESCE(SUM(answers), 0) FROM status.relying_party_count
                    WHERE node = :node AND kind = 'good' AND authority = 'signature'
                    """)
                .bind("node", NODE)
                .mapTo(Long.class)
                .one());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void run_databaseAway_keepsThemUntilItIsBack() {
    RelyingPartyCounts counts = start();
    home.unplug();
    count(counts, 2);
    counts.run();
    count(counts, 1);
    counts.run();
    assertThat(brought()).isZero();
    home.plugIn();
    counts.run();
    counts.run();
    assertThat(brought()).isEqualTo(3);
  }

  /** Killed while the database was away: its successors bring home what it had counted, once. */
  @Test
  void run_afterARunThatWasKilled_bringsItsCountsHome() throws IOException {
    RelyingPartyCounts killed = start();
    home.unplug();
    count(killed, 5);
    killed.run();
    RelyingPartyCounts alsoKilled = start();
    count(alsoKilled, 7);
    alsoKilled.run();
    home.plugIn();
    RelyingPartyCounts last = start();
    count(last, 1);
    last.run();
    last.run();
    assertThat(brought()).isEqualTo(13);
    last.close();
    assertThat(files()).isEmpty();
  }

  /** Killed between the database and the file's end: said twice, counted once. */
  @Test
  void run_whatTheDatabaseHasAlready_isNotCountedAgain() throws IOException {
    RelyingPartyCounts killed = start();
    count(killed, 5);
    killed.run();
    assertThat(files()).hasSize(1);
    RelyingPartyCounts next = start();
    next.run();
    assertThat(brought()).isEqualTo(5);
    assertThat(files()).isEmpty();
  }

  @Test
  void run_fileThatIsNotWhole_isPutAsideAndKeepsNoOtherBack() throws IOException {
    Files.writeString(directory.resolve("1.counts"), "jitsuin-counts/1 x 1\n2026-04-01 1 none");
    home.unplug();
    RelyingPartyCounts killed = start();
    count(killed, 2);
    killed.run();
    home.plugIn();
    start().run();
    assertThat(brought()).isEqualTo(2);
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("1.counts.unreadable");
  }

  /** As of a newer release that ran here before: it stays, and says so, and all else goes home. */
  @Test
  void run_fileThatTheDatabaseRefuses_keepsNoOtherBack() throws IOException {
    for (String started : new String[] {"1", "9"}) {
      CountedRun refused =
          new CountedRun(
              NODE,
              Instant.ofEpochMilli(Long.parseLong(started)),
              List.of(
                  new CountedRun.Row(
                      JapanTime.date(clock.instant()), 1, "signature", "good", "sha-4", 3)));
      Files.writeString(directory.resolve(started + ".counts"), refused.text());
    }
    home.unplug();
    RelyingPartyCounts killed = start();
    count(killed, 2);
    killed.run();
    home.plugIn();
    RelyingPartyCounts next = start();
    next.run();
    assertThat(brought()).isEqualTo(2);
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("1.counts", "9.counts");
    clock.advance(Duration.ofMinutes(11));
    assertThat(next.confirm(Readiness.ready()).facts().get("reason")).contains("waits");
  }

  @Test
  void confirm_databaseAwayForLong_saysSoAndStaysReady() {
    RelyingPartyCounts counts = start();
    home.unplug();
    counts.run();
    count(counts, 1);
    counts.run();
    assertThat(counts.confirm(Readiness.ready()).facts()).isEmpty();
    clock.advance(Duration.ofMinutes(11));
    assertThat(counts.confirm(Readiness.ready()).up()).isTrue();
    assertThat(counts.confirm(Readiness.ready()).facts().get("reason")).contains("waits");
    home.plugIn();
    counts.run();
    assertThat(counts.confirm(Readiness.ready()).facts()).isEmpty();
  }

  @Test
  void text_isParsedAgain_andNothingLess() {
    CountedRun run =
        new CountedRun(
            NODE,
            clock.instant(),
            List.of(
                new CountedRun.Row(
                    JapanTime.date(clock.instant()), 1, "signature", "never-issued", "sha-1", 3)));
    String text = run.text();
    assertThat(CountedRun.parse(text)).isEqualTo(run);
    for (int end = 0; end < text.length() - 1; end++) {
      String part = text.substring(0, end);
      assertThat(catchThrowable(() -> CountedRun.parse(part)))
          .as(part)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
