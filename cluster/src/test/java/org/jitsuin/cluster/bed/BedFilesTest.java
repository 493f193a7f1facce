package org.jitsuin.cluster.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken away, and what is left alone, also after a command that was killed. */
class BedFilesTest {
  @TempDir private Path directory;
  private BedPlace place;
  private BedFiles files;

  @BeforeEach
  void setUp() {
    place = new BedPlace(directory.resolve("bed"));
    files = new BedFiles(place);
  }

  private Path make(String file) throws IOException {
    Path path = place.directory().resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, file);
  }

  /** Whoever is killed in between leaves what the next one still knows. */
  @Test
  void order_markedDirectory_hasTheMarkBehindAllThatItIsFor() throws IOException {
    make("db-1/data/ibdata1");
    make("keys/ca.key");
    make("whole");
    make("zzz");
    Path mark = Files.createFile(place.mark());

    List<Path> order = BedFiles.order(place.directory(), mark);

    assertThat(order).hasSize(9).endsWith(mark, place.directory());
    assertThat(order)
        .containsSubsequence(
            place.directory().resolve("db-1/data/ibdata1"),
            place.directory().resolve("db-1/data"),
            place.directory().resolve("db-1"));
  }

  @Test
  void remove_markedDirectory_isGone() throws IOException {
    make("db-1/data/ibdata1");
    Files.createFile(place.mark());

    files.remove();

    assertThat(place.directory()).doesNotExist();
  }

  /** As {@code up} leaves it that was killed before it had written anything. */
  @Test
  void remove_emptyDirectory_isGone() throws IOException {
    Files.createDirectories(place.directory());

    files.remove();

    assertThat(place.directory()).doesNotExist();
  }

  @Test
  void remove_nothingThere_isDone() {
    files.remove();

    assertThat(place.directory()).doesNotExist();
  }

  @Test
  void remove_directoryOfOthers_isLeftAlone() throws IOException {
    Path mine = make("mine");

    assertThatExceptionOfType(SetupFailure.class).isThrownBy(files::remove);
    assertThat(mine).hasContent("mine");
  }
}
