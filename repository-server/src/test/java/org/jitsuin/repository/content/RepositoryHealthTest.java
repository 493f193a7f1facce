package org.jitsuin.repository.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.repository.RepositoryFiles.Part;
import org.jitsuin.repository.testing.TestRepository;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryHealthTest {
  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock(Instant.parse("2027-04-01T00:00:00Z"));
  private TestRepository repository;
  private Follower partitions;
  private RepositoryHealth health;

  @BeforeEach
  void begin() {
    repository = new TestRepository(directory, clock).founded();
    partitions = new Follower(repository.files(), Part.PARTITIONS, clock);
    health =
        new RepositoryHealth(
            partitions, new Follower(repository.files(), Part.COMPLETE, clock), clock);
  }

  private RepositoryHealth.Report after(Duration duration) {
    clock.advance(duration);
    partitions.run();
    return health.report();
  }

  private void publish() {
    repository.publish(TestRepository.SIGNATURE, "13221-g1", 1, new byte[] {1});
    repository.show();
  }

  @Test
  void report_beforeAManifestIsThere_isNotReady_andSaysWhy() {
    RepositoryHealth.Report report = after(Duration.ZERO);
    assertThat(report.ready()).isFalse();
    assertThat(report.reason())
        .isEqualTo(
            "nothing can be handed out yet: the manifest is missing or cannot be read: there is no such file");
    assertThat(health.age()).isEmpty();
  }

  @Test
  void report_publisherStopped_isReadyUntilACrlEnds_andSaysHowOldTheManifestIs() {
    publish();
    assertThat(after(Duration.ZERO).notices()).isEmpty();
    assertThat(after(Duration.ofMinutes(10)).notices()).isEmpty();
    RepositoryHealth.Report old = after(Duration.ofMinutes(1));
    assertThat(old.ready()).isTrue();
    assertThat(old.notices())
        .containsExactly(
            "the manifest was written 11 minutes ago: the CRL publisher does not write, or what it"
                + " writes does not arrive");
    assertThat(health.age()).contains(Duration.ofMinutes(11));
    RepositoryHealth.Report ended = after(Duration.ofHours(36));
    assertThat(ended.ready()).isFalse();
    assertThat(ended.current()).isZero();
    assertThat(ended.reason())
        .isEqualTo("1 partitions have no current CRL here, the first: signature-g1/13221-g1");
  }

  @Test
  void report_partitionWithoutACrl_isNotReady_butOfAGenerationThatHasEnded_itIs() {
    publish();
    repository.open(TestRepository.SIGNATURE, "13104-g1");
    repository.show();
    assertThat(after(Duration.ZERO).reason()).contains("signature-g1/13104-g1");
    assertThat(after(Duration.ofDays(3_651)).reason()).isEmpty();
  }

  @Test
  void report_manifestRefused_isReady_andSaysSo() {
    publish();
    assertThat(after(Duration.ZERO).ready()).isTrue();
    TestRepository.write(repository.files().manifest(Part.PARTITIONS), new byte[] {1});
    RepositoryHealth.Report report = after(Duration.ZERO);
    assertThat(report.ready()).isTrue();
    assertThat(report.notices())
        .singleElement()
        .asString()
        .startsWith("the manifest was refused: ");
  }

  @Test
  void report_listedFileMissing_saysHowMany() {
    publish();
    repository.list(TestRepository.SIGNATURE, "13221-g1", 2, new byte[] {2}, Optional.empty());
    repository.show();
    assertThat(after(Duration.ZERO).notices())
        .containsExactly("1 listed CRLs are missing here, or are not what is listed");
    assertThat(health.unsound()).isOne();
  }
}
