package org.jitsuin.card.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardShelfTest {
  @TempDir private Path directory;
  private CardShelf shelf;

  @BeforeEach
  void shelf() {
    shelf = new CardShelf(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a b", "-a", "カード"})
  void file_nameThatIsNone_isRefused(String name) {
    assertThatThrownBy(() -> shelf.file(name)).isInstanceOf(ReaderFailure.class);
  }

  @Test
  void names_otherFiles_areNoCards() throws IOException {
    assertThat(shelf.names()).isEmpty();
    Files.writeString(shelf.file("b"), "");
    Files.writeString(shelf.file("a"), "");
    Files.writeString(directory.resolve("key"), "");

    assertThat(shelf.names()).containsExactly("a", "b");
  }

  @Test
  void inserted_markOfAnotherProcess_isNone() throws IOException {
    Files.writeString(shelf.file("a"), "");
    // This process lives, and is no card.
    Files.write(
        directory.resolve("a.inserted"),
        List.of(Long.toString(ProcessHandle.current().pid()), "Virtual PCD 00 00"));

    assertThat(shelf.inserted("a")).isEmpty();
    assertThatThrownBy(() -> shelf.remove("a")).hasMessageContaining("in no reader");
  }

  @Test
  void insert_withoutCard_saysHowToMakeOne() {
    assertThatThrownBy(() -> shelf.insert("a", shelf.ownReader()))
        .isInstanceOf(ReaderFailure.class)
        .hasMessageContaining("./jitsuin card new");
  }

  @Test
  void insert_withoutDaemon_saysSo() throws IOException {
    Files.writeString(shelf.file("a"), "");

    assertThatThrownBy(() -> shelf.insert("a", shelf.ownReader()))
        .isInstanceOf(ReaderFailure.class)
        .hasMessageContaining("pcscd does not run");
  }

  @Test
  void start_pathLongerThanASocketMayHave_isRefused() {
    OwnReader reader = new OwnReader(directory.resolve("long".repeat(30)));

    assertThatThrownBy(reader::start)
        .isInstanceOf(ReaderFailure.class)
        .hasMessageContaining("shorter directory");
  }

  @Test
  void name_ofEachReader_isAsPcscShowsIt() {
    OwnReader reader = shelf.ownReader();

    assertThat(reader.size()).isEqualTo(4);
    assertThat(List.of(reader.name(0), reader.name(1), reader.name(2), reader.name(3)))
        .containsExactly(
            "Virtual PCD 00 00", "Virtual PCD 00 01", "Virtual PCD B 00 00", "Virtual PCD B 00 01");
  }
}
