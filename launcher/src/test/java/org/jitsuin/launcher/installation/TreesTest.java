package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees are deleted and copied without leaving them by a link. */
final class TreesTest {
  @TempDir private Path home;
  private Path tree;
  private Path outside;

  @BeforeEach
  void plant() throws IOException {
    tree = Files.createDirectories(home.resolve("tree"));
    outside = Files.createDirectories(home.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    Files.createDirectories(tree.resolve("a/b/empty"));
    Files.writeString(tree.resolve("a/b/leaf"), "leaf");
    Files.setLastModifiedTime(tree.resolve("a/b/leaf"), FileTime.fromMillis(1_000_000));
    Files.createSymbolicLink(tree.resolve("a/out"), outside);
    Files.createSymbolicLink(tree.resolve("broken"), home.resolve("nothing"));
  }

  @Test
  void delete_ofATree_takesItsLinksAndNotWhatTheyLeadTo() {
    Trees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(outside.resolve("kept")).hasContent("kept");
  }

  @Test
  void delete_ofALink_takesTheLinkAlone() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), outside);
    Trees.delete(link);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(outside.resolve("kept")).exists();
  }

  @Test
  void delete_ofABrokenLinkAFileOrNothing_isDone() throws IOException {
    Trees.delete(tree.resolve("broken"));
    assertThat(Files.exists(tree.resolve("broken"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    Trees.delete(Files.writeString(home.resolve("file"), "x"));
    assertThat(home.resolve("file")).doesNotExist();
    Trees.delete(home.resolve("nothing"));
  }

  @Test
  void copy_ofATree_isTheSameWithItsTimesAndLinks() throws IOException {
    Path copy = home.resolve("copy");
    Trees.copy(tree, copy);
    assertThat(copy.resolve("a/b/leaf")).hasContent("leaf");
    assertThat(Files.getLastModifiedTime(copy.resolve("a/b/leaf")).toMillis()).isEqualTo(1_000_000);
    assertThat(copy.resolve("a/b/empty")).isEmptyDirectory();
    assertThat(Files.readSymbolicLink(copy.resolve("a/out"))).isEqualTo(outside);
    assertThat(Files.isSymbolicLink(copy.resolve("broken"))).isTrue();
    Files.writeString(tree.resolve("a/b/leaf"), "other");
    assertThat(copy.resolve("a/b/leaf")).hasContent("leaf");
  }

  @Test
  void link_ofATree_isTheSameFileUntilItIsReplaced() throws IOException {
    Path linked = home.resolve("linked");
    Trees.link(tree, linked);
    assertThat(Files.isSameFile(linked.resolve("a/b/leaf"), tree.resolve("a/b/leaf"))).isTrue();
    Trees.delete(tree);
    assertThat(linked.resolve("a/b/leaf")).hasContent("leaf");
  }

  /** What is there already is not overwritten unseen. */
  @Test
  void copy_overAnotherTree_fails() throws IOException {
    Path copy = home.resolve("copy");
    Trees.copy(tree, copy);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Trees.copy(tree, copy))
        .withMessageContaining(tree.toString());
  }

  @Test
  void copy_ofNothing_fails() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Trees.copy(home.resolve("nothing"), home.resolve("copy")));
  }
}
