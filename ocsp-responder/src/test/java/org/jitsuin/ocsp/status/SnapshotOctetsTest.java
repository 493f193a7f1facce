package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The octets of a snapshot: what was written is read, and nothing else. */
class SnapshotOctetsTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");

  @TempDir private Path directory;

  private SnapshotFile file() {
    return new SnapshotFile(directory.resolve("index"));
  }

  static FeedChange change(long seq, int serial) {
    boolean isGood = seq % 3 == 0;
    long packed =
        isGood
            ? PackedStatus.good(seq)
            : PackedStatus.revoked(
                new Revocation(Instant.ofEpochSecond(seq), RevocationReason.SUPERSEDED), seq);
    long date = seq % 5 == 0 && !isGood ? PackedStatus.packDate(1_000 * seq) : PackedStatus.NO_DATE;
    SerialKey key = new SerialKey(serial % 7 == 0 ? serial : 0, serial, serial * 31L);
    byte[] row = {(byte) seq, (byte) serial};
    return new FeedChange(seq, serial % 2, key, packed, date, Fingerprint.of(row));
  }

  private static List<FeedChange> changes(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> change(i, i % 3 == 0 ? i / 3 : i))
        .toList();
  }

  private static StatusIndex index(int changes) {
    StatusIndex index = new StatusIndex();
    index.apply(changes(changes), NOW);
    return index;
  }

  private byte[] kept(int changes) throws IOException {
    try (StatusIndex index = index(changes)) {
      file().keep(index);
    }
    return Files.readAllBytes(file().path());
  }

  private boolean isRead(byte[] octets) throws IOException {
    Files.write(file().path(), octets);
    try (FileChannel in = FileChannel.open(file().path())) {
      SnapshotReader.read(in).index().close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void read_anyOctetChanged_isNotBelieved() throws IOException {
    byte[] octets = kept(6);
    assertThat(isRead(octets)).isTrue();
    for (int place = 0; place < octets.length; place++) {
      byte[] other = octets.clone();
      other[place] ^= (byte) (1 << (place % Byte.SIZE));
      assertThat(isRead(other)).as("octet %d of %d", place, octets.length).isFalse();
    }
  }

  /** As after any crash of a disk that forgets what it said it had. */
  @Test
  void read_cutOffAnywhereOrLonger_isNotBelieved() throws IOException {
    byte[] octets = kept(6);
    for (int length = 0; length < octets.length; length++) {
      assertThat(isRead(Arrays.copyOf(octets, length))).as("%d octets", length).isFalse();
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(octets, length), octets.length);
      assertThat(isRead(zeros))
          .as("zeros from %d on", length)
          .isEqualTo(Arrays.equals(zeros, octets));
    }
    assertThat(isRead(Arrays.copyOf(octets, octets.length + 1))).isFalse();
  }

  /** Each part is whole by itself, and still they do not belong together. */
  @Test
  void read_partsOfTwoSnapshots_areNotBelieved() throws IOException {
    byte[] one = kept(6);
    byte[] other;
    try (StatusIndex later = index(6)) {
      later.apply(List.of(change(7, 5)), NOW);
      file().keep(later);
      other = Files.readAllBytes(file().path());
    }
    assertThat(other).hasSameSizeAs(one);
    for (int place = 0; place <= one.length; place++) {
      byte[] mixed = one.clone();
      System.arraycopy(other, place, mixed, place, other.length - place);
      assertThat(isRead(mixed))
          .as("other from %d on", place)
          .isEqualTo(Arrays.equals(mixed, one) || Arrays.equals(mixed, other));
    }
  }

  /** What one octet in a hundred million can do to a file must not fill the memory. */
  @Test
  void read_moreSlotsClaimedThanThereAre_isNotBelieved() throws IOException {
    byte[] octets = kept(6);
    int capacity = Snapshot.HEAD_OCTETS + 8;
    for (int octet = 0; octet < Integer.BYTES; octet++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        byte[] other = octets.clone();
        other[capacity + octet] = (byte) value;
        assertThat(isRead(other)).isEqualTo(Arrays.equals(other, octets));
      }
    }
  }

  @Test
  void read_ofAnEarlierRelease_isNotUsed() throws IOException {
    byte[] octets = kept(6);
    octets[19] = '3';
    Files.write(file().path(), octets);
    assertThat(file().read()).isEmpty();
  }

  @Test
  void read_manySegments_isWhatWasWritten() throws IOException {
    try (StatusIndex index = index(150_000)) {
      file().keep(index);
      Snapshot snapshot = file().read().orElseThrow();
      try (StatusIndex read = snapshot.index()) {
        assertThat(snapshot.from()).isEqualTo(change(150_000, 50_000));
        assertThat(snapshot.until()).isEqualTo(snapshot.from());
        assertThat(read.octets()).isEqualTo(index.octets());
        assertSame(read, index, 150_000);
        // And it goes on to grow.
        List<FeedChange> more =
            IntStream.rangeClosed(1, 50_000)
                .mapToObj(i -> change(150_000 + i, 150_000 + i))
                .toList();
        read.apply(more, NOW);
        index.apply(more, NOW);
        assertSame(read, index, 200_000);
      }
    }
  }

  private static void assertSame(StatusIndex one, StatusIndex other, int serials) {
    assertThat(one.size()).isEqualTo(other.size());
    for (int serial = 1; serial <= serials; serial++) {
      SerialKey asked = change(1, serial).serial();
      int issuer = serial % 2;
      Optional<CertificateStatus> expected = other.read(lookup -> lookup.status(issuer, asked));
      Optional<CertificateStatus> told = one.read(lookup -> lookup.status(issuer, asked));
      if (!told.equals(expected)) {
        assertThat(told).as("serial %d", serial).isEqualTo(expected);
      }
    }
  }

  /**
   * Changes come, and segments are divided, while a snapshot is taken: none of it may be lost or
   * made up.
   */
  @Test
  void keep_whileChangesCome_isRightWhenReadOn() throws IOException {
    List<FeedChange> changes = changes(100_000);
    try (StatusIndex index = new StatusIndex()) {
      index.apply(changes.subList(0, 1_000), NOW);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> {
            for (int i = 1_000; i < changes.size(); i += 100) {
              index.apply(changes.subList(i, i + 100), NOW);
            }
          });
      List<Path> taken = new ArrayList<>();
      while (taken.size() < 5) {
        Path copy = directory.resolve("index-" + taken.size());
        new SnapshotFile(copy).keep(index);
        taken.add(copy);
      }
      writer.join();
      for (Path copy : List.of(taken.getFirst(), taken.get(taken.size() / 2), taken.getLast())) {
        Snapshot snapshot = new SnapshotFile(copy).read().orElseThrow();
        int from = (int) snapshot.from().seq();
        try (StatusIndex read = snapshot.index()) {
          read.apply(changes.subList(from, changes.size()), NOW);
          assertThat(snapshot.until().seq()).isBetween((long) from, (long) changes.size());
          assertSame(read, index, 100_000);
        }
      }
    }
  }

  @Test
  void keep_twoAtOnce_secondLeavesItToTheFirst() throws IOException {
    byte[] before = kept(6);
    Path lock = directory.resolve("index.lock");
    try (StatusIndex index = index(50);
        FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE);
        var _ = other.lock()) {
      assertThatThrownBy(() -> file().keep(index))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is writing it");
    }
    assertThat(Files.readAllBytes(file().path())).isEqualTo(before);
  }

  /** As a process leaves it that was killed while it wrote. */
  @Test
  void keep_halfOfOneLeftBehind_isNeitherReadNorInTheWay() throws IOException {
    byte[] octets = kept(6);
    Path half = directory.resolve("index.new");
    Files.write(half, Arrays.copyOf(octets, octets.length / 2));
    Snapshot snapshot = file().read().orElseThrow();
    try (StatusIndex index = snapshot.index()) {
      assertThat(index.position().seq()).isEqualTo(6);
      file().keep(index);
    }
    assertThat(half).doesNotExist();
    file().read().orElseThrow().index().close();
  }

  @Test
  void keep_indexGivenUpMeanwhile_leavesTheFormerOne() throws IOException {
    byte[] before = kept(6);
    StatusIndex index = index(50);
    index.close();
    assertThatThrownBy(() -> file().keep(index)).isInstanceOf(IllegalStateException.class);
    assertThat(Files.readAllBytes(file().path())).isEqualTo(before);
    assertThat(directory.resolve("index.new")).doesNotExist();
  }

  @Test
  void keep_anyFile_isForItsOwnerAlone() throws IOException {
    kept(6);
    for (String name : List.of("index", "index.lock")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
    }
  }
}
