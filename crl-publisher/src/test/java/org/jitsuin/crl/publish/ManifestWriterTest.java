package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.ListedDelta;
import org.jitsuin.base.repository.Listing;
import org.jitsuin.base.repository.Manifest;
import org.jitsuin.base.repository.ManifestText;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.base.repository.RepositoryFiles.Part;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the publisher leaves for those that hand CRLs out, who know nothing else. */
@Tag("stack")
class ManifestWriterTest extends PublishingTest {
  private static final Issuer ISSUER = new Issuer(Authority.SIGNATURE, 1);

  @Override
  void happenBefore() {
    rows.issueFirst(Server.MUNICIPALITY, clock.instant());
  }

  private Path file(Part part) {
    return new RepositoryFiles(directory).manifest(part);
  }

  private Manifest manifest(Part part) {
    try {
      return ManifestText.parse(Files.readAllBytes(file(part)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ListedCrl listed() {
    return manifest(Part.PARTITIONS).listings().stream()
        .filter(one -> one.toString().equals(ISSUER + "/" + Server.PARTITION))
        .findFirst()
        .flatMap(Listing::crl)
        .orElseThrow();
  }

  @Test
  void run_published_listsTheFilesAsTheyAre() throws IOException {
    revoke(StatusRows.serial(1), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    ListedCrl listed = listed();
    RepositoryFiles files = new RepositoryFiles(directory);
    byte[] crl = Files.readAllBytes(files.crl(ISSUER, Server.PARTITION, 2));
    byte[] delta = Files.readAllBytes(files.delta(ISSUER, Server.PARTITION, 2));
    assertThat(listed)
        .isEqualTo(
            new ListedCrl(
                2,
                crl().getThisUpdate().toInstant(),
                crl().getNextUpdate().toInstant(),
                1,
                crl.length,
                Fingerprint.of(crl),
                Optional.of(new ListedDelta(1, 1, delta.length, Fingerprint.of(delta)))));
    assertThat(manifest(Part.PARTITIONS).issuers())
        .extracting(one -> one.issuer().toString())
        .containsExactly("signature-g1", "user-identification-g1");
    assertThat(manifest(Part.PARTITIONS).listings())
        .extracting(Listing::municipality)
        .containsOnly(Optional.of(Server.MUNICIPALITY));
  }

  @Test
  void run_completeCrls_haveAManifestOfTheirOwn_asLongAsThereAreAny() {
    assertThat(file(Part.COMPLETE)).doesNotExist();
    runCompleteAfter(Duration.ZERO);
    assertThat(manifest(Part.COMPLETE).listings())
        .extracting(Listing::toString)
        .containsExactlyInAnyOrder(
            "signature-g1/complete-g1", "user-identification-g1/complete-g1");
    assertThat(manifest(Part.PARTITIONS).listings()).hasSize(2);
    restart(Map.of("jitsuin.crl.complete", "PT0S"));
    assertThat(file(Part.COMPLETE)).doesNotExist();
  }

  @Test
  void run_nothingNew_isWrittenOnceAMinute() {
    Manifest first = manifest(Part.PARTITIONS);
    for (int i = 0; i < 5; i++) {
      runAfter(Duration.ofSeconds(11));
      assertThat(manifest(Part.PARTITIONS)).isEqualTo(first);
    }
    runAfter(Duration.ofSeconds(5));
    assertThat(manifest(Part.PARTITIONS).made()).isEqualTo(clock.instant());
    assertThat(manifest(Part.PARTITIONS).saysTheSame(first)).isTrue();
  }

  /** Of two servers only that which publishes writes. */
  @Test
  void run_withoutTheLease_writesNothing() throws IOException {
    try (Server other = new Server(directory, clock, Map.of("jitsuin.node", "other"))) {
      Files.delete(file(Part.PARTITIONS));
      clock.advance(Duration.ofMinutes(2));
      other.run();
      assertThat(file(Part.PARTITIONS)).doesNotExist();
      server.run();
      assertThat(listed().number()).isEqualTo(1);
    }
  }

  /** A restart, or a server that takes over, writes what the one before had not. */
  @Test
  void run_afterACrashBeforeTheManifest_writesWhatWasRecorded() throws IOException {
    byte[] before = Files.readAllBytes(file(Part.PARTITIONS));
    revoke(StatusRows.serial(1), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    Files.write(file(Part.PARTITIONS), before);
    Files.write(directory.resolve("partitions.manifest.new"), new byte[] {1});
    assertThat(listed().number()).isEqualTo(1);
    restart(Map.of());
    assertThat(listed().number()).isEqualTo(2);
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(
              List.of("partitions.manifest", "signature-g1", "user-identification-g1"));
    }
  }

  /** Nothing is signed any more; what was published is handed out all the same. */
  @Test
  void run_withANewerCrlThanTheDatabaseKnows_listsThat() {
    revoke(StatusRows.serial(1), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    rows.setBack(partition(), 1);
    restart(Map.of());
    assertThat(server.health().reason()).contains("RECOVERY_NEEDED");
    assertThat(listed().number()).isEqualTo(2);
    rows.reset();
  }

  @Test
  void run_manifestThatCannotBeWritten_isTroubleAndHeals() throws IOException {
    revoke(StatusRows.serial(1), RevocationReason.SUPERSEDED);
    Path draft = Files.createDirectory(directory.resolve("partitions.manifest.new"));
    runAfter(DELAY);
    assertThat(listed().number()).isEqualTo(1);
    assertThat(server.trouble().orElseThrow()).startsWith("FILES_UNAVAILABLE");
    Files.delete(draft);
    runAfter(Duration.ofSeconds(1));
    assertThat(listed().number()).isEqualTo(2);
    assertThat(server.trouble()).isEmpty();
  }
}
