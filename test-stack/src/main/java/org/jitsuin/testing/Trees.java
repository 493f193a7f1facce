package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories with all that is in them, such as of a database that does not run. */
final class Trees {
  private Trees() {}

  /** Copies directories and files, and nothing else that stands there, such as sockets. */
  static void copy(Path from, Path to) {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path one : tree.toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else if (Files.isRegularFile(one)) {
          Files.copy(one, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it with all that is in it, if it is there. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path one : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
