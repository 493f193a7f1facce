package org.jitsuin.launcher.terminal;

import java.nio.file.Path;

/** Paths as people would type them. */
public final class DisplayPath {
  private DisplayPath() {}

  /** Relative to the working directory where the path is below it, else absolute. */
  public static Path of(Path path) {
    return relative(Path.of("").toAbsolutePath(), path.toAbsolutePath().normalize());
  }

  static Path relative(Path workingDirectory, Path path) {
    return path.startsWith(workingDirectory) && !path.equals(workingDirectory)
        ? workingDirectory.relativize(path)
        : path;
  }
}
