package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogWriterTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "0, tile/0/000",
    "999, tile/0/999",
    "1000, tile/0/x001/000",
    "1234067, tile/0/x001/x234/067"
  })
  void path_ofATile_isThatOfTheSpecification(long index, String path) {
    Tile tile = new Tile(Tile.Kind.HASHES, 0, index, Tile.FULL);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).contains(tile);
    Tile bundle = new Tile(Tile.Kind.ENTRIES, 0, index, 5);
    assertThat(bundle.path()).isEqualTo(path.replace("/0/", "/entries/") + ".p/5");
    assertThat(Tile.parse(bundle.path())).contains(bundle);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/1",
        "tile/8/000",
        "tile/0/x000/001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/05",
        "tile/0/../000",
        "tile/1/x001",
        "tile/other/000"
      })
  void parse_ofNoTilesPath_isEmpty(String path) {
    assertThat(Tile.parse(path)).isEmpty();
  }

  @Test
  void show_of70000Entries_leavesTheTilesOfTheSpecification() throws IOException {
    Entries.log(directory, 70_000);
    assertThat(tiles("tile/0")).hasSize(274).contains("tile/0/273.p/112");
    assertThat(tiles("tile/1")).containsExactly("tile/1/000", "tile/1/001.p/17");
    assertThat(tiles("tile/2")).containsExactly("tile/2/000.p/1");
    assertThat(tiles("tile/entries")).hasSize(274).contains("tile/entries/273.p/112");
    assertThat(directory.resolve("tile/0/272")).hasSize(8192);
  }

  private List<String> tiles(String below) throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve(below))) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 600, 65_536})
  void resume_atAnySize_goesOnAsIfNothingHadBeen(int size) {
    LogFiles files = Entries.log(directory, size);
    TreeHash root = new Tree(size, files).root();
    LogWriter writer = LogWriter.resume(files, size, root);
    assertThat(writer.size()).isEqualTo(size);
    int more = size + 300;
    IntStream.range(size, more).forEach(index -> writer.append(Entries.entry(index)));
    assertThat(writer.show()).isEqualTo(Entries.root(Entries.leaves(more)));
    assertThat(entries(files, more).get(size)).isEqualTo(Entries.entry(size));
  }

  @Test
  void resume_behindATileThatWasFilledBeforeTheEnd_findsWhatWasShown() {
    LogFiles files = Entries.log(directory, 250);
    TreeHash root = new Tree(250, files).root();
    LogWriter interrupted = LogWriter.resume(files, 250, root);
    IntStream.range(250, 260).forEach(index -> interrupted.append(Entries.entry(index)));
    // It ends here, with a full tile and without having shown anything.
    LogWriter writer = LogWriter.resume(files, 250, root);
    IntStream.range(250, 300).forEach(index -> writer.append(Entries.entry(index)));
    assertThat(writer.show()).isEqualTo(Entries.root(Entries.leaves(300)));
  }

  @Test
  void resume_withOtherFiles_isRefused() throws IOException {
    LogFiles files = Entries.log(directory, 300);
    TreeHash root = new Tree(300, files).root();
    assertThatThrownBy(() -> LogWriter.resume(files, 299, root)).isInstanceOf(LogDamaged.class);
    Path bundle = directory.resolve("tile/entries/001.p/44");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[10] ^= 1;
    Files.write(bundle, bytes);
    assertThatThrownBy(() -> LogWriter.resume(files, 300, root))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("last bundle");
    Files.delete(directory.resolve("tile/0/001.p/44"));
    assertThatThrownBy(() -> LogWriter.resume(files, 300, root))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("tile/0/001.p/44");
  }

  @ParameterizedTest
  @CsvSource({"600, 512", "256, 256", "66000, 65792", "66000, 65536"})
  void resumeBehindFullTiles_withoutAnyPartialTile_goesOnAsIfNothingHadBeen(int size, int full)
      throws IOException {
    LogFiles files = Entries.log(directory, size);
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path partial : all.filter(path -> path.toString().contains(".p/")).toList()) {
        Files.delete(partial);
      }
    }
    LogWriter writer = LogWriter.resumeBehindFullTiles(files, full);
    IntStream.range(full, size).forEach(index -> writer.append(Entries.entry(index)));
    TreeHash root = Entries.root(Entries.leaves(size));
    assertThat(writer.running().root()).isEqualTo(root);
    assertThat(writer.show()).isEqualTo(root);
    assertThatThrownBy(() -> LogWriter.resumeBehindFullTiles(files, full + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mend_ofInnerTiles_writesWhatLeadsToTheRoot_andNothingElse() throws IOException {
    LogFiles files = Entries.log(directory, 66_000);
    TreeHash root = new Tree(66_000, files).root();
    TileRepair repair = new TileRepair(files, 66_000, root);
    assertThat(repair.isSound(3)).isTrue();
    Path above = directory.resolve("tile/1/000");
    byte[] whole = Files.readAllBytes(above);
    Files.delete(directory.resolve("tile/0/003"));
    Files.write(above, new byte[10]);
    List<byte[]> entries = IntStream.range(768, 1_024).mapToObj(Entries::entry).toList();
    List<byte[]> others = IntStream.range(769, 1_025).mapToObj(Entries::entry).toList();
    assertThat(repair.isSound(3)).isFalse();
    assertThat(repair.mend(3, others)).isFalse();
    assertThat(directory.resolve("tile/0/003")).doesNotExist();
    assertThat(repair.mend(3, entries)).isTrue();
    assertThat(repair.isSound(3)).isTrue();
    assertThat(above).hasBinaryContent(whole);
  }

  @Test
  void append_ofTheLongestEntry_isReadBack_andALongerOneIsRefused() {
    LogFiles files = new LogFiles(directory);
    LogWriter writer = LogWriter.begin(files);
    byte[] longest = new byte[EntryBundle.LONGEST];
    writer.append(longest);
    assertThatThrownBy(() -> writer.append(new byte[EntryBundle.LONGEST + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    writer.append(new byte[0]);
    writer.show();
    assertThat(entries(files, 2)).containsExactly(longest, new byte[0]);
  }

  @Test
  void read_ofABundleThatIsFullByNow_givesItsBeginning() {
    LogFiles files = Entries.log(directory, 256);
    assertThat(EntryBundle.entries(files.read(Tile.entries(0, 100)), 100)).hasSize(100);
    assertThat(files.read(Tile.hashes(0, 0, 100))).hasSize(100 * TreeHash.OCTETS);
  }

  private static List<byte[]> entries(LogFiles files, int size) {
    return IntStream.range(0, (size + Tile.FULL - 1) / Tile.FULL)
        .mapToObj(index -> Tile.entries(index, size))
        .flatMap(tile -> EntryBundle.entries(files.read(tile), tile.width()).stream())
        .toList();
  }
}
