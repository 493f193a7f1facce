package org.jitsuin.repository.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file that was found to hold what a manifest lists.
 *
 * @param size in octets
 * @param packed the size of the file beside it that holds the same compressed, where there is one
 */
public record StoredFile(Path path, long size, OptionalLong packed) {
  /** Returns whether there still is a file of that size. */
  boolean isPresent() {
    try {
      return Files.size(path) == size;
    } catch (IOException e) {
      return false;
    }
  }
}
