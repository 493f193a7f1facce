package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --password-file}: a password never stands in the command line itself. */
final class PasswordFile {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "its first line is the password, which is typed otherwise")
  private Optional<Path> path = Optional.empty();

  /** The file, if one was named. */
  Optional<Path> path() {
    return path;
  }
}
