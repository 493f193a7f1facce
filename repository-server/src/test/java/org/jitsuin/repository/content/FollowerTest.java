package org.jitsuin.repository.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.RepositoryFiles.Part;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.repository.testing.TestRepository;
import org.jitsuin.repository.testing.TestRepository.Delta;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing but what is listed is handed out, whatever arrives in which order. */
class FollowerTest {
  private static final Issuer ISSUER = TestRepository.SIGNATURE;
  private static final String ID = "13221-g1";

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock(Clocks.system().instant());
  private TestRepository repository;
  private Follower follower;

  @BeforeEach
  void found() {
    repository = new TestRepository(directory, clock).founded();
    follower = follower(Part.PARTITIONS);
  }

  private Follower follower(Part part) {
    return new Follower(repository.files(), part, clock);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void publish(long number) {
    ListedCrl _ = repository.publish(ISSUER, ID, number, octets("CRL " + number));
  }

  private void list(long number) {
    ListedCrl _ = repository.list(ISSUER, ID, number, octets("CRL " + number), Optional.empty());
  }

  private void show() {
    repository.show();
    follower.run();
  }

  /** The number of the CRL that is handed out; 0 where none is. */
  private long number() {
    return follower
        .current()
        .flatMap(all -> all.find(ISSUER.authority(), ID))
        .flatMap(ServedPartition::crl)
        .map(ListedCrl::number)
        .orElse(0L);
  }

  private Optional<String> problem() {
    return follower.state().problem();
  }

  @Test
  void run_withoutAManifest_handsNothingOut() {
    publish(1);
    follower.run();
    assertThat(follower.current()).isEmpty();
    assertThat(problem())
        .contains("the manifest is missing or cannot be read: there is no such file");
    show();
    assertThat(number()).isEqualTo(1);
    assertThat(problem()).isEmpty();
  }

  @Test
  void run_withAFileThatIsNotListed_handsTheListedOneOut() {
    publish(1);
    show();
    repository.publish(ISSUER, "13104-g1", 1, octets("x"));
    repository.strike(ISSUER, "13104-g1");
    TestRepository.write(repository.files().crl(ISSUER, ID, 2), octets("CRL 2"));
    show();
    assertThat(number()).isEqualTo(1);
    assertThat(follower.current().orElseThrow().partitions()).hasSize(1);
  }

  /** As where files and manifest are carried to another machine in any order. */
  @Test
  void run_manifestBeforeItsFile_handsTheOldOneOutUntilItIsThere() {
    publish(1);
    show();
    list(2);
    show();
    assertThat(number()).isEqualTo(1);
    assertThat(follower.state().unsound()).isOne();
    publish(2);
    follower.run();
    assertThat(number()).isEqualTo(2);
    assertThat(follower.state().unsound()).isZero();
  }

  @Test
  void run_fileThatIsNotWhatIsListed_isNotHandedOut_untilItIs() throws IOException {
    publish(1);
    show();
    list(2);
    Path file = repository.files().crl(ISSUER, ID, 2);
    for (String other : new String[] {"CRL 3", "CRL 2 and more", "CRL", ""}) {
      TestRepository.write(file, octets(other));
      show();
      assertThat(number()).as(other).isEqualTo(1);
    }
    // Written over, not replaced: what it has been does not count any more.
    clock.advance(Duration.ofSeconds(1));
    Files.write(file, octets("CRL 2"));
    follower.run();
    assertThat(number()).isEqualTo(2);
  }

  @Test
  void run_deltaMissing_handsTheOldOnesOut() {
    publish(1);
    show();
    repository.list(ISSUER, ID, 2, octets("CRL 2"), Optional.of(new Delta(octets("delta"), 1, 1)));
    TestRepository.write(repository.files().crl(ISSUER, ID, 2), octets("CRL 2"));
    show();
    assertThat(number()).isEqualTo(1);
    TestRepository.write(repository.files().delta(ISSUER, ID, 2), octets("delta"));
    follower.run();
    assertThat(number()).isEqualTo(2);
  }

  @Test
  void run_manifestThatGoesBack_isRefused_andTheNextThatDoesNotIsAccepted() {
    publish(41);
    publish(42);
    show();
    list(41);
    show();
    assertThat(number()).isEqualTo(42);
    assertThat(problem().orElseThrow())
        .isEqualTo("the manifest was refused: CRL 41 of signature-g1/13221-g1 would follow CRL 42");
    follower.run();
    assertThat(problem()).isPresent();
    publish(43);
    show();
    assertThat(number()).isEqualTo(43);
    assertThat(problem()).isEmpty();
  }

  @Test
  void run_partitionStruckOrWithoutCrl_isHandedOutAsBefore_andDoesNotGoBackLater() {
    publish(41);
    publish(42);
    show();
    repository.strike(ISSUER, ID);
    show();
    assertThat(number()).isEqualTo(42);
    repository.open(ISSUER, ID);
    show();
    assertThat(number()).isEqualTo(42);
    assertThat(follower.state().unsound()).isZero();
    list(41);
    show();
    assertThat(number()).isEqualTo(42);
    assertThat(problem().orElseThrow()).startsWith("the manifest was refused");
  }

  @Test
  void run_manifestCutOffOrTooLarge_isRefused() throws IOException {
    publish(1);
    show();
    Path manifest = repository.files().manifest(Part.PARTITIONS);
    byte[] whole = Files.readAllBytes(manifest);
    publish(2);
    repository.show();
    byte[] next = Files.readAllBytes(manifest);
    TestRepository.write(manifest, Arrays.copyOf(next, next.length / 2));
    follower.run();
    assertThat(number()).isEqualTo(1);
    assertThat(problem().orElseThrow()).startsWith("the manifest was refused");
    try (RandomAccessFile large = new RandomAccessFile(manifest.toFile(), "rw")) {
      large.setLength(ManifestFile.LARGEST + 1L);
    }
    follower.run();
    assertThat(number()).isEqualTo(1);
    assertThat(problem().orElseThrow())
        .startsWith("the manifest is missing or cannot be read")
        .contains("octets");
    Files.delete(manifest);
    follower.run();
    assertThat(number()).isEqualTo(1);
    TestRepository.write(manifest, whole);
    follower.run();
    assertThat(problem()).isEmpty();
  }

  @Test
  void run_publisherStopped_goesOnToHandOut_andKeepsTheSameContents() {
    publish(1);
    show();
    Optional<Contents> before = follower.current();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofHours(1));
      follower.run();
    }
    // A sign of life that says nothing new does not make anything anew.
    repository.show();
    follower.run();
    assertThat(follower.current().orElseThrow()).isSameAs(before.orElseThrow());
    assertThat(follower.state().made()).contains(clock.instant());
  }

  @Test
  void run_fileGone_isNotHandedOutAnyMore_untilItIsBack() throws IOException {
    publish(1);
    show();
    Path file = repository.files().crl(ISSUER, ID, 1);
    Path away = file.resolveSibling("away");
    Files.move(file, away);
    clock.advance(Duration.ofSeconds(10));
    follower.run();
    assertThat(number()).isZero();
    Files.move(away, file);
    follower.run();
    assertThat(number()).isEqualTo(1);
  }

  @Test
  void run_completeCrlsGivenUp_areNotHandedOut() throws IOException {
    repository.publish(ISSUER, "complete-g1", 1, octets("all"));
    repository.show();
    Follower complete = follower(Part.COMPLETE);
    complete.run();
    assertThat(complete.current().orElseThrow().partitions()).hasSize(1);
    Files.delete(repository.files().manifest(Part.COMPLETE));
    complete.run();
    assertThat(complete.state()).isEqualTo(Follower.State.NONE);
  }
}
