package org.jitsuin.ca.residentevent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files that did not change since the last look: a file that still grows, or is written
 * over, is left alone until the next look.
 */
final class SettledFiles {
  private Map<Path, State> before = Map.of();

  /**
   * The attributes of a file that change while it is written.
   *
   * @param key names the file itself, where the file system has such a thing: another one may have
   *     taken its name
   */
  record State(long size, FileTime modified, Optional<Object> key) {
    /** Returns the state of a file; empty where nothing has that name any more. */
    static Optional<State> of(Path file) throws IOException {
      try {
        BasicFileAttributes now =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.of(
            new State(now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey())));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  /** Returns the files that did not change since the last call, in their order. */
  Map<Path, State> among(Iterable<Path> files) throws IOException {
    Map<Path, State> now = new LinkedHashMap<>();
    for (Path file : files) {
      State.of(file).ifPresent(state -> now.put(file, state));
    }
    Map<Path, State> still = new LinkedHashMap<>(now);
    still.entrySet().removeIf(entry -> !entry.getValue().equals(before.get(entry.getKey())));
    before = new HashMap<>(now);
    return still;
  }
}
