package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jitsuin.audit.tlog.Tile.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of the log's files, as C2SP tlog-tiles has them, and what is in them. */
final class TileTest {
  /** The greatest place that a path has room for: five groups of three digits. */
  private static final long LAST = 999_999_999_999_999L;

  @ParameterizedTest
  @CsvSource({
    "tile/0/000, HASHES, 0, 0, 256",
    "tile/0/x001/x234/067, HASHES, 0, 1234067, 256",
    "tile/0/x001/x234/067.p/8, HASHES, 0, 1234067, 8",
    "tile/7/999.p/255, HASHES, 7, 999, 255",
    "tile/1/x001/000, HASHES, 1, 1000, 256",
    "tile/entries/000.p/1, ENTRIES, 0, 0, 1",
    "tile/entries/x123/456, ENTRIES, 0, 123456, 256",
    "tile/0/x999/x999/x999/x999/999, HASHES, 0, 999999999999999, 256"
  })
  void path_andTile_areTheSame(String path, Kind kind, int level, long index, int width) {
    Tile tile = new Tile(kind, level, index, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).contains(tile);
  }

  /** One path for a tile: whoever may be led to another file of the same name could be deceived. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/x1/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/8/000",
        "tile/9/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/entry/000",
        "tile/Entries/000",
        "tile/0/000.p/0",
        "tile/0/000.p/00",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/999",
        "tile/0/000.p/1000",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000.p/1/",
        "tile/0/000/",
        "/tile/0/000",
        "tile//0/000",
        "tile/0/../000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/0/x999/x999/x999/x999/x999/999",
        "checkpoint"
      })
  void parse_ofAnythingElse_isEmpty(String path) {
    assertThat(Tile.parse(path)).isEmpty();
  }

  @Property
  void parse_ofEveryPath_givesTheTileBack(
      @ForAll Kind kind,
      @ForAll @IntRange(max = 7) int level,
      @ForAll @LongRange(max = LAST) long index,
      @ForAll @IntRange(min = 1, max = Tile.FULL) int width) {
    Tile tile = new Tile(kind, kind == Kind.ENTRIES ? 0 : level, index, width);
    assertThat(Tile.parse(tile.path())).contains(tile);
  }

  @Property
  void parse_ofAnyText_isEmptyOrThatVeryPath(@ForAll String text) {
    assertThat(Tile.parse(text).map(Tile::path).orElse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 1", "8, 0, 1", "0, -1, 1", "0, 0, 0", "0, 0, 257", "0, 0, -1"})
  void tile_thatNoTreeHas_isRefused(int level, long index, int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tile(Kind.HASHES, level, index, width));
  }

  /** A level has one hash for each full tile below it. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 1",
    "0, 0, 255, 255",
    "0, 0, 256, 256",
    "0, 0, 257, 256",
    "0, 1, 257, 1",
    "0, 273, 70000, 112",
    "1, 0, 256, 1",
    "1, 0, 511, 1",
    "1, 0, 512, 2",
    "1, 0, 65535, 255",
    "1, 0, 65536, 256",
    "1, 1, 70000, 17",
    "2, 0, 65536, 1",
    "2, 0, 70000, 1"
  })
  void hashes_ofATree_areThoseOfItsFullTilesBelow(int level, long index, long size, int width) {
    assertThat(Tile.hashes(level, index, size))
        .isEqualTo(new Tile(Kind.HASHES, level, index, width));
    if (level == 0) {
      assertThat(Tile.entries(index, size)).isEqualTo(new Tile(Kind.ENTRIES, 0, index, width));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 1, 256", "1, 0, 255", "2, 0, 65535", "0, 2, 300"})
  void hashes_behindTheEndOfATree_areNone(int level, long index, long size) {
    assertThatIllegalArgumentException().isThrownBy(() -> Tile.hashes(level, index, size));
  }

  @Property
  void beginningOf_aFullTileOfHashes_isItsFirst(
      @ForAll @IntRange(min = 1, max = Tile.FULL) int width) {
    byte[] whole = new byte[Tile.FULL * TreeHash.OCTETS];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (byte) (i / TreeHash.OCTETS);
    }
    byte[] part = new Tile(Kind.HASHES, 0, 0, width).beginningOf(whole);
    assertThat(part).isEqualTo(Arrays.copyOf(whole, width * TreeHash.OCTETS));
    assertThat(part[part.length - 1]).isEqualTo((byte) (width - 1));
  }

  @Property(tries = 50)
  void beginningOf_aFullBundle_isItsFirstEntries(
      @ForAll @IntRange(min = 1, max = Tile.FULL) int width) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < Tile.FULL; i++) {
      entries.add(Entries.entry(i * 7919));
    }
    byte[] part = new Tile(Kind.ENTRIES, 0, 0, width).beginningOf(EntryBundle.of(entries));
    assertThat(EntryBundle.entries(part, width))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(entries.subList(0, width));
  }

  /** What stands in the place of a full tile and is none is told as damage, not handed out. */
  @Test
  void beginningOf_whatIsNoFullTile_isDamaged() {
    Tile hashes = new Tile(Kind.HASHES, 0, 0, 3);
    for (int octets : new int[] {0, 31, 8_191, 8_193}) {
      assertThatExceptionOfType(LogDamaged.class)
          .isThrownBy(() -> hashes.beginningOf(new byte[octets]));
    }
    Tile bundle = new Tile(Kind.ENTRIES, 0, 0, 3);
    byte[] short255 = EntryBundle.of(Collections.nCopies(255, new byte[9]));
    assertThatExceptionOfType(LogDamaged.class).isThrownBy(() -> bundle.beginningOf(short255));
  }
}
